import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CLI, type Run, run, temporaryFolder } from '../command.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';
import { type Victim, victims } from './victims.ts';

const COLLECTION = 'out/collections/a.postman_collection.json';
const isRoot = process.getuid?.() === 0;
const mounted: string[] = [];
const locked = new Set<string>();
afterAll(() => {
  for (const folder of locked) setModes(folder, 0o755);
  for (const folder of mounted.splice(0)) spawnSync('umount', [folder]);
});

/** Whether file systems can be mounted here: the superuser of a container, as a rule, may not. */
const canMount = isRoot && tryToMount(temporaryFolder(), '-t', 'tmpfs', 'tmpfs');
const noMount = canMount ? '' : ' (not run: nothing can be mounted here)';

describe.concurrent.each(Object.keys(victims) as (keyof typeof victims)[])('%s', (command) => {
  // A limit on the size of files refuses a write as a full disk does, for the superuser too.
  it('says so when it can write no more, loses nothing, and goes on when it can', async () => {
    const victim = await victims[command]();
    const cwd = await victim.begin();
    const old = filesIn(cwd);
    expectRefused(await runLimited(victim, cwd));
    expect(filesIn(cwd)).toEqual(old);
    expect(await run(victim.args, { cwd, env: victim.env })).toMatchObject({ code: 0, stderr: '' });
    expect(filesIn(cwd)).not.toEqual(old);
  });

  it.skipIf(isRoot && !canMount)(
    `says so of a folder that is read-only${isRoot ? noMount : ''}`,
    async () => {
      const victim = await victims[command]();
      const cwd = await victim.begin();
      const old = filesIn(cwd);
      makeReadOnly(cwd);
      expectRefused(await run(victim.args, { cwd, env: victim.env }));
      expect(filesIn(cwd)).toEqual(old);
    },
  );
});

describe.concurrent('build', () => {
  it.skipIf(!canMount)(`leaves what was there when the disk is full${noMount}`, async () => {
    const cwd = await builtProject();
    const disk = temporaryFolder();
    tryToMount(disk, '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs');
    expect(await run(['build', '--quiet', '--out', disk], { cwd })).toMatchObject({ code: 0 });
    const old = filesIn(disk);
    writeFiles(cwd, { 'specs/a.json': titled('Large '.repeat(20_000)) });
    const ran = await run(['build', '--quiet', '--out', disk], { cwd });
    expect(ran.stderr).toContain('the disk is full');
    expectRefused(ran);
    expect(filesIn(disk)).toEqual(old);
  });

  it('writes nothing elsewhere when a folder becomes a link under its hands', async () => {
    const cwd = await builtProject();
    writeFiles(cwd, { 'elsewhere/a.postman_collection.json': 'mine', 'specs/a.json': titled('New') });
    const swap = "renameSync('out/collections', 'moved'); symlinkSync('../elsewhere', 'out/collections');";
    expectRefused(await runPreloaded(cwd, atFirstRename('a.postman_collection.json', swap)));
    expect([...filesIn(join(cwd, 'elsewhere'))]).toEqual([['a.postman_collection.json', 'mine']]);
    expect(readdirSync(join(cwd, 'moved')).filter((name) => !name.startsWith('.'))).toHaveLength(2);
  });

  it('builds from what it has read when a spec is changed meanwhile, and says which that was', async () => {
    const cwd = await builtProject();
    const [first, second] = [titled('First'), titled('Second')].map((spec) => JSON.stringify(spec));
    writeFiles(cwd, { 'specs/a.json': first, 'second.json': second });
    const change = "writeFileSync('specs/a.json', readFileSync('second.json'));";
    const ran = await runPreloaded(cwd, atFirstRename('', change));
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(cwd, COLLECTION), 'utf8')).toContain('"name": "First"');
    const { modules } = JSON.parse(readFileSync(join(cwd, 'out/manifest.json'), 'utf8'));
    expect(modules.a.specHash).toBe(
      createHash('sha256')
        .update(first ?? '')
        .digest('hex'),
    );
    expect((await run(['check', '--quiet'], { cwd })).code).toBe(1);
  });
});

/** One clear message, with its code. */
function expectRefused({ code, stderr }: Run): void {
  expect(code, stderr).toBe(2);
  expect(stderr.match(/\(out-not-writable\)/g)).toHaveLength(1);
  expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+|fault of hoopai-postman/);
}

async function builtProject(): Promise<string> {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'specs/a.json': GOOD, 'specs/b.json': GOOD });
  expect(await run(['build', '--quiet'], { cwd })).toMatchObject({ code: 0 });
  return cwd;
}

function titled(title: string): object {
  return { ...GOOD, info: { ...GOOD.info, title } };
}

/** With files of at most 512 bytes. */
function runLimited({ args, env }: Victim, cwd: string): Promise<Run> {
  const command = ['-c', 'ulimit -f 1 && exec "$0" "$@"', process.execPath, CLI, ...args];
  return new Promise((resolve) => {
    execFile('sh', command, { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/** Does something before the first file that is called so gets into its place. */
function atFirstRename(name: string, action: string): string {
  return `import fs, { readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { rename } = fs.promises;
let isDone = false;
fs.promises.rename = async (from, to) => {
  if (!isDone && to.endsWith('${name}')) { isDone = true; ${action} }
  return rename(from, to);
};
syncBuiltinESMExports();`;
}

function runPreloaded(cwd: string, preload: string): Promise<Run> {
  writeFiles(cwd, { 'preload.mjs': preload });
  return run(['build', '--quiet'], { cwd, node: ['--import', join(cwd, 'preload.mjs')] });
}

function makeReadOnly(folder: string): void {
  if (isRoot) tryToMount(folder, '--bind', folder);
  if (isRoot) tryToMount(folder, '-o', 'remount,ro,bind');
  else setModes(folder, 0o555);
}

/** Of a folder and all in it; it is given back before it is removed. */
function setModes(folder: string, mode: number): void {
  locked.add(folder);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const folders = entries
    .filter((one) => one.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const one of [folder, ...folders]) chmodSync(one, mode);
}

function tryToMount(folder: string, ...args: readonly string[]): boolean {
  const isMounted = spawnSync('mount', [...args, folder]).status === 0;
  if (isMounted) mounted.push(folder);
  return isMounted;
}
