import { rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { filesIn, GOOD, treeOf, writeFiles } from './project.ts';

const COLLECTION = 'out/collections/a.postman_collection.json';

async function builtProject(): Promise<string> {
  const folder = temporaryFolder();
  writeFiles(folder, { 'specs/a.json': GOOD, 'specs/b.json': GOOD });
  await run(['build', '--quiet'], { cwd: folder });
  return folder;
}

describe.concurrent('the out folder', () => {
  it('is not touched by a build that changes nothing', async () => {
    const folder = await builtProject();
    const times = () => [...filesIn(folder).keys()].map((file) => statSync(join(folder, file)).mtimeMs);
    const before = times();
    const { stdout } = await run(['build', '--json'], { cwd: folder });
    expect(JSON.parse(stdout).changes).toMatchObject({ written: [], removed: [] });
    expect(times()).toEqual(before);
  });

  it('keeps foreign files', async () => {
    const folder = await builtProject();
    writeFiles(folder, { 'out/notes.md': 'mine', 'out/collections/mine.postman_collection.json': '{}' });
    rmSync(join(folder, 'specs/b.json'));
    await run(['build', '--quiet'], { cwd: folder });
    const files = filesIn(folder);
    expect(files.get('out/notes.md')).toBe('mine');
    expect(files.get('out/collections/mine.postman_collection.json')).toBe('{}');
    expect(files.has('out/collections/b.postman_collection.json')).toBe(false);
  });

  it('keeps a copy of what somebody edited, and what was edited of a module that is gone', async () => {
    const folder = await builtProject();
    const edited = filesIn(folder).get(COLLECTION)?.replace('List pets', 'My pets') ?? '';
    writeFiles(folder, { [COLLECTION]: edited, 'out/collections/b.postman_collection.json': edited });
    rmSync(join(folder, 'specs/b.json'));
    const { stdout, code } = await run(['build', '--json'], { cwd: folder });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).diagnostics.map((found: { code: string }) => found.code)).toEqual([
      'edited-copy-kept',
      'foreign-file-kept',
    ]);
    const files = filesIn(folder);
    expect(files.get(COLLECTION)).toContain('List pets');
    expect(files.get('out/edited/collections/a.postman_collection.json')).toBe(edited);
    expect(files.get('out/collections/b.postman_collection.json')).toBe(edited);
  });

  it('keeps every copy of what was edited more than once', async () => {
    const folder = await builtProject();
    const built = filesIn(folder).get(COLLECTION) ?? '';
    for (const edit of ['First', 'Second', 'First']) {
      writeFiles(folder, { [COLLECTION]: built.replace('List pets', edit) });
      expect(await run(['build', '--quiet'], { cwd: folder })).toMatchObject({ code: 0 });
    }
    const files = filesIn(folder);
    expect(files.get(COLLECTION)).toBe(built);
    const copies = [...files.keys()].filter((file) => file.startsWith('out/edited/'));
    expect(copies.map((file) => /"name": "(First|Second)"/.exec(files.get(file) ?? '')?.[1])).toEqual([
      'Second',
      'First',
    ]);
  });

  it('removes only what the manifest says is ours, and never beyond the folder', async () => {
    const folder = await builtProject();
    const manifest = filesIn(folder).get('out/manifest.json') ?? '';
    for (const file of ['../victim.json', 'collections/../../victim.json', join(folder, 'victim.json')]) {
      const planted = manifest.replace('collections/b.postman_collection.json', file);
      const victim = filesIn(folder).get('out/collections/b.postman_collection.json');
      writeFiles(folder, { 'victim.json': victim ?? '', 'out/manifest.json': planted });
      const { code } = await run(['build', '--quiet', '--spec', 'specs/a.json'], { cwd: folder });
      expect([code, filesIn(folder).get('victim.json')], file).toEqual([2, victim]);
    }
  });

  it('writes through no link that leads out of it', async () => {
    const folder = await builtProject();
    writeFiles(folder, { 'victim.json': 'mine', 'elsewhere/a.postman_collection.json': 'mine' });
    rmSync(join(folder, COLLECTION));
    symlinkSync(join(folder, 'victim.json'), join(folder, COLLECTION));
    expect(await run(['build', '--quiet'], { cwd: folder })).toMatchObject({ code: 2 });
    rmSync(join(folder, 'out/collections'), { recursive: true });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'out/collections'));
    expect(await run(['build', '--quiet'], { cwd: folder })).toMatchObject({ code: 2 });
    const files = filesIn(folder);
    expect(files.get('victim.json')).toBe('mine');
    expect(files.get('elsewhere/a.postman_collection.json')).toBe('mine');
  });

  it('is made by the first build, and not by a dry run', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'specs/a.json': GOOD });
    const before = treeOf(folder);
    expect(await run(['build', '--dry-run', '--quiet'], { cwd: folder })).toMatchObject({ code: 0 });
    expect(treeOf(folder)).toEqual(before);
    expect(await run(['build', '--quiet', '--out', 'a/b/c'], { cwd: folder })).toMatchObject({ code: 0 });
    expect(filesIn(folder).has('a/b/c/manifest.json')).toBe(true);
  });

  it('is whole after two builds at the same time', async () => {
    const folder = await builtProject();
    rmSync(join(folder, 'out'), { recursive: true });
    const runs = await Promise.all([1, 2, 3].map(() => run(['build', '--quiet'], { cwd: folder })));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    const after = filesIn(folder);
    expect([...after.keys()].filter((file) => file.endsWith('.tmp'))).toEqual([]);
    expect(await run(['build', '--quiet'], { cwd: folder })).toMatchObject({ code: 0 });
    expect(filesIn(folder)).toEqual(after);
  });

  it('holds all of builds at the same time, each of a module', async () => {
    const folder = await builtProject();
    const changed = { ...GOOD, info: { title: 'Changed', version: '2' } };
    writeFiles(folder, { 'specs/a.json': changed, 'specs/b.json': changed });
    const runs = await Promise.all(
      ['a', 'b', 'a'].map((module) => run(['build', module, '--json'], { cwd: folder })),
    );
    for (const { code, stdout } of runs) expect([code, JSON.parse(stdout).diagnostics]).toEqual([0, []]);
    const fresh = temporaryFolder();
    writeFiles(fresh, { 'specs/a.json': changed, 'specs/b.json': changed });
    expect(await run(['build', '--quiet'], { cwd: fresh })).toMatchObject({ code: 0 });
    const built = [...filesIn(folder)].filter(([file]) => !file.startsWith('out/history/'));
    expect(new Map(built)).toEqual(filesIn(fresh));
  });

  it('is only looked at by a dry run', async () => {
    const folder = await builtProject();
    writeFiles(folder, { 'specs/c.json': GOOD });
    const before = filesIn(folder);
    const { stderr, code } = await run(['build', '--dry-run'], { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toContain('+ collections/c.postman_collection.json');
    expect(filesIn(folder)).toEqual(before);
  });

  it('loses nothing when other modules are not asked for', async () => {
    const folder = await builtProject();
    const before = filesIn(folder);
    expect(await run(['build', 'a', '--quiet'], { cwd: folder })).toMatchObject({ code: 0 });
    expect(filesIn(folder)).toEqual(before);
  });
});
