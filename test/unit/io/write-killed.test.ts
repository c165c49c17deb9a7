import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/io/read-out.ts';
import { writePlan } from '../../../src/io/write-plan.ts';
import { collection, planOf } from './sample-plan.ts';

const SCRIPT = join(import.meta.dirname, 'write-until-killed.ts');
const ROOT = join(import.meta.dirname, '../../..');

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'write-killed-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a build under way', () => {
  it('never shows a reader half a file', async () => {
    const out = join(root, 'out');
    const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, out], { cwd: ROOT });
    await ready(child);
    try {
      const end = performance.now() + 1_500;
      while (performance.now() < end) expectOldOrNew(out);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
  });
});

describe('a build that is killed', () => {
  it('leaves every file whole, and the next build goes on', async () => {
    const delays = [0, 1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 37, 43, 53];
    const folders = [0, 1, 2, 3, 4].map((number) => join(root, `out-${number}`));
    await Promise.all(
      folders.map(async (out, index) => {
        for (const delay of delays.filter((_, turn) => turn % folders.length === index)) {
          await killAfter(delay, out);
          expectOldOrNew(out);
        }
        await expectToGoOn(out);
      }),
    );
  });
});

describe('a disk that takes no more', () => {
  // A limit on the size of files refuses a write as a full disk does, for the superuser too.
  it.skipIf(process.platform === 'win32')('leaves everything old', async () => {
    const out = join(root, 'out');
    await writePlan(planOf({ [fileAt(0)]: collection('id-0', 'before') }), { out, dryRun: false });
    const before = readFileSync(join(out, fileAt(0)), 'utf8');
    const command = `ulimit -f 100 && exec "$0" --import tsx "$1" "$2" 12 300000`;
    const ran = spawnSync('sh', ['-c', command, process.execPath, SCRIPT, out], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(ran.stderr).toContain('out-not-writable');
    expect(readFileSync(join(out, fileAt(0)), 'utf8')).toBe(before);
    expect(readdirSync(join(out, 'collections'))).toHaveLength(1);
  });
});

async function killAfter(delay: number, out: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, out], { cwd: ROOT });
  await ready(child);
  await new Promise((resolve) => setTimeout(resolve, delay));
  child.kill('SIGKILL');
  await once(child, 'close');
}

async function ready(child: ChildProcess): Promise<void> {
  const errors: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const closed = once(child, 'close').then(() => {
    throw new Error(`the build ended by itself: ${errors.join('')}`);
  });
  // Once it is ready its end is what we want.
  closed.catch(() => {});
  await Promise.race([once(child.stdout ?? child, 'data'), closed]);
}

function expectOldOrNew(out: string): void {
  expect(namesIn(out).filter((name) => name !== 'old' && name !== 'new')).toEqual([]);
}

/** Names of all collections in their places; throws for one that is no JSON. */
function namesIn(out: string): string[] {
  const files = readdirSync(join(out, 'collections')).filter((name) => !name.endsWith('.tmp'));
  return files.map((name) => {
    const text = readFileSync(join(out, 'collections', name), 'utf8');
    return (JSON.parse(text) as { info: { name: string } }).info.name;
  });
}

async function expectToGoOn(out: string): Promise<void> {
  const previous = await readManifest(out);
  const files = Object.fromEntries(
    [0, 1, 2, 3, 4, 5].map((number) => [fileAt(number), collection(`id-${number}`, 'next')]),
  );
  await writePlan(planOf(files), { out, dryRun: false, ...(previous ? { previous } : {}) });
  expect(namesIn(out)).toEqual(Array(6).fill('next'));
  expect(readdirSync(join(out, 'collections')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(existsSync(join(out, 'manifest.json'))).toBe(true);
}

function fileAt(number: number): string {
  return `collections/module-${number}.postman_collection.json`;
}
