import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CLI, plainEnvironment, run, temporaryFolder } from '../command.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

const REFERRING = JSON.parse(
  JSON.stringify(GOOD).replace(
    '"description":"Pets."',
    '"description":"Pets.","content":{"application/json":{"schema":{"$ref":"../common/pet.json"}}}',
  ),
);
const PET = { type: 'object', properties: { name: { type: 'string' } } };
const PATIENCE = 60_000;

const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

describe.concurrent('watch', () => {
  it('builds what changed, and says what', async () => {
    const { folder, write, says, collection, end } = await watching();
    write('specs/a.json', JSON.stringify(GOOD).replace('List pets', 'All pets'));
    await says(/^a {2}changed \(\d+ ms\)\n {2}GET \/pets: name/m);
    expect(collection('a')).toContain('"All pets"');
    write('common/pet.json', { ...PET, properties: { age: { type: 'integer' } } });
    await says(/^b {2}changed \(\d+ ms\)\n {2}GET \/pets: script, examples/m);
    write('specs/c.json', GOOD);
    await says(/^c {2}added/m);
    rmSync(join(folder, 'specs/c.json'));
    await says(/^c {2}removed/m);
    expect([...filesIn(join(folder, 'out/collections')).keys()]).toEqual([
      'a.postman_collection.json',
      'b.postman_collection.json',
    ]);
    expect(await end()).toBe(0);
    expect((await run(['check', '--full'], { cwd: folder })).code).toBe(0);
  });

  it('takes note of a file that an editor replaces', async () => {
    const { folder, write, says, end } = await watching();
    for (const name of ['Some pets', 'Other pets']) {
      write('specs/a.json~', JSON.stringify(GOOD).replace('List pets', name));
      renameSync(join(folder, 'specs/a.json~'), join(folder, 'specs/a.json'));
      await says(/^a {2}changed/m);
    }
    expect(await end()).toBe(0);
  });

  it('goes on after a fault, and keeps what was built', async () => {
    const { write, says, collection, end } = await watching();
    const built = collection('a');
    write('specs/a.json', '{ "openapi": ');
    await says(
      /^specs\/a\.json:1:\d+ {2}error .*spec-syntax[\s\S]*^a {2}not built; its last collection stays/m,
    );
    expect(collection('a')).toBe(built);
    write('specs/a.json', JSON.stringify(GOOD).replace('List pets', 'All pets'));
    await says(/^a {2}changed/m);
    expect(collection('a')).toContain('"All pets"');
    expect(await end()).toBe(0);
  });

  it('reads the config again, and keeps the last one that can be used', async () => {
    const { write, says, end } = await watching();
    write('hoopai-postman.config.json', { smoke: { budgetMs: 5 } });
    await says(/^a {2}changed .*\n {2}GET \/pets: script\nb {2}changed/m);
    write('hoopai-postman.config.json', { smoke: { budget: 5 } });
    await says(/^hoopai-postman\.config\.json:\d+:\d+ {2}error .*\n[\s\S]*Nothing could be built/m);
    write('hoopai-postman.config.json', {});
    await says(/^a {2}changed .*\n {2}GET \/pets: script\nb {2}changed/m);
    expect(await end()).toBe(0);
  });

  it('finds a file that a spec has missed', async () => {
    const { folder, write, says, end } = await watching((project) =>
      rmSync(join(project, 'common/pet.json')),
    );
    write('common/pet.json', PET);
    await says(/^b {2}changed/m);
    expect(await end()).toBe(0);
    expect((await run(['check'], { cwd: folder })).code).toBe(0);
  });

  it('is not woken by what lies beside the project, where a folder of specs is gone', async () => {
    const specs = ['--spec', 'specs/*.json', '--spec', '../no-such-folder/*.json'];
    const { folder, says, said, write, end } = await watching(() => {}, specs, /no-such-folder/);
    const before = said();
    writeFiles(join(dirname(folder), `${basename(folder)}-beside`), { 'a.json': GOOD });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(said()).toBe(before);
    write('specs/a.json', {});
    await says(/Nothing could be built/);
    expect(await end()).toBe(0);
    rmSync(join(dirname(folder), `${basename(folder)}-beside`), { recursive: true });
  });

  it('gives another program a line of JSON for each build', async () => {
    const { write, says, end, stdout } = await watching(() => {}, ['--json', '--no-cache'], /^\{/m);
    write('specs/a.json', JSON.stringify(GOOD).replace('List pets', 'All pets'));
    await says(/^\{/m);
    expect(await end()).toBe(0);
    const lines = stdout()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { failed: [], changes: { written: expect.arrayContaining(['manifest.json']) } },
      { drifts: [{ name: 'a', states: ['changed'] }], diagnostics: [] },
    ]);
  });

  it('stops at standard input and at a config that cannot be used from the start', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'bad.json': { nope: true } });
    expect(await run(['watch', '--spec', '-'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('watch cannot read standard input'),
    });
    expect((await run(['watch', '--config', 'bad.json'], { cwd })).code).toBe(2);
  });
});

/** A command that watches a project of two specs, after its first build. */
async function watching(
  prepare = (_folder: string): void => {},
  args: readonly string[] = [],
  first = /Watching/,
) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
  writeFiles(folder, {
    'package.json': {},
    'specs/a.json': GOOD,
    'specs/b.json': REFERRING,
    'common/pet.json': PET,
  });
  prepare(folder);
  const child = spawn(process.execPath, [CLI, 'watch', ...args], { cwd: folder, env: plainEnvironment() });
  started.push(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let stdout = '';
  let unread = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    unread += chunk;
  });
  child.stderr.on('data', (chunk) => {
    unread += chunk;
  });
  /** Waits for a text after those that were waited for before. */
  const says = async (expected: RegExp): Promise<void> => {
    const start = performance.now();
    while (!expected.test(unread)) {
      if (performance.now() - start > PATIENCE) throw new Error(`${expected} was not said, but: ${unread}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // What was written a moment before is told of in the same breath, or after: one builds on the other's end.
    await new Promise((resolve) => setTimeout(resolve, 300));
    unread = '';
  };
  await says(first);
  return {
    folder,
    says,
    /** Since something was waited for. */
    said: () => unread,
    stdout: () => stdout,
    write: (path: string, content: unknown) => writeFiles(folder, { [path]: content }),
    collection: (module: string) =>
      readFileSync(join(folder, `out/collections/${module}.postman_collection.json`), 'utf8'),
    end: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}
