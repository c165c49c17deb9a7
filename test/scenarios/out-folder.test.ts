import { spawn } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, run, temporaryFolder } from '../command.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

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

describe('a build that is killed', () => {
  it('leaves the old file or the new one', async () => {
    const folder = await builtProject();
    const version = (title: string) => ({ ...GOOD, info: { title, version: '1' } });
    const known = new Set([filesIn(folder).get(COLLECTION)]);
    writeFiles(folder, { 'specs/a.json': version('Second') });
    await run(['build', '--quiet', '--out', 'other'], { cwd: folder });
    known.add(filesIn(folder).get(COLLECTION.replace('out/', 'other/')));
    for (const delay of [150, 200, 240, 270, 300, 330, 360, 400]) {
      await killAfter(delay, folder);
      expect(known.has(filesIn(folder).get(COLLECTION))).toBe(true);
      expect(() => JSON.parse(filesIn(folder).get('out/manifest.json') ?? '')).not.toThrow();
    }
    expect(await run(['build', '--quiet'], { cwd: folder })).toMatchObject({ code: 0 });
  });
});

function killAfter(ms: number, cwd: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, 'build', '--quiet'], { cwd, stdio: 'ignore' });
    child.on('close', () => resolve());
    setTimeout(() => child.kill('SIGKILL'), ms);
  });
}
