import { cpSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, type RunOptions, run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { filesIn } from './project.ts';

const SPECS = join(ROOT, 'specs');
const REAL = join(SHARED, 'specs', 'hoopai');
const TURKISH = { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
const SEEDS = ['--hash-seed=4711', '--random-seed=4711'];

interface Circumstances extends RunOptions {
  readonly specs: readonly string[];
}

/** Every file of the out folder by its path. */
async function build({ specs, ...options }: Circumstances): Promise<ReadonlyMap<string, string>> {
  const out = temporaryFolder();
  const args = ['build', ...specs.flatMap((spec) => ['--spec', spec]), '--out', out, '--quiet', '--no-cache'];
  expect(await run(args, options)).toEqual({ code: 0, stdout: '', stderr: '' });
  return filesIn(out);
}

function specFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.(json|yaml)$/.test(name))
    .map((name) => join(folder, name));
}

/** The files one by one, last to first, relative to the folder that they were copied to. */
function copied(folder: string, specs: string): Circumstances & { readonly cwd: string } {
  const cwd = temporaryFolder();
  cpSync(folder, cwd, { recursive: true });
  return { cwd, specs: specFiles(join(cwd, specs)).map((file) => relative(cwd, file)) };
}

describe.concurrent('two builds of the bundled specs give the same bytes', () => {
  let first: ReadonlyMap<string, string>;

  beforeAll(async () => {
    first = await build({ specs: [SPECS] });
    expect([...first.keys()].filter((file) => file.startsWith('collections/'))).toHaveLength(7);
  });

  it.each<[string, () => Circumstances]>([
    ['here and now', () => ({ specs: [SPECS] })],
    ['in another time zone', () => ({ specs: [SPECS], env: { TZ: 'Asia/Tokyo' } })],
    ['where decimals have a comma', () => ({ specs: [SPECS], env: { LANG: 'de_DE.UTF-8' } })],
    ['in Turkish, where i has no dot', () => ({ specs: [SPECS], env: TURKISH })],
    ['in another working directory', () => ({ specs: [SPECS], cwd: temporaryFolder() })],
    ['with a glob', () => ({ specs: [join(SPECS, '*.{yaml,json}')] })],
    ['named in another order', () => ({ specs: specFiles(SPECS).reverse() })],
    ['with the specs in another folder', () => copied(SPECS, '.')],
    ['with other seeds for hashes and random numbers', () => ({ specs: [SPECS], node: SEEDS })],
    ['with little memory', () => ({ specs: [SPECS], node: ['--max-old-space-size=200'] })],
  ])('%s', async (_name, circumstances) => {
    expect(await build(circumstances())).toEqual(first);
  });
});

describeWithShared('two builds of the 41 real modules', () => {
  it('give the same bytes, whatever is different about the second', async () => {
    const there = copied(REAL, 'apps');
    const [first, second] = await Promise.all([
      build({ specs: [join(REAL, 'apps')] }),
      build({
        ...there,
        specs: there.specs.toReversed(),
        env: { ...TURKISH, TZ: 'Asia/Tokyo' },
        node: SEEDS,
      }),
    ]);
    expect([...first.keys()].filter((file) => file.startsWith('collections/'))).toHaveLength(41);
    expect(changed(first, second)).toEqual([]);
  });
});

/** Names only: a difference between files of this size is nothing to print. */
function changed(first: ReadonlyMap<string, string>, second: ReadonlyMap<string, string>): string[] {
  const names = new Set([...first.keys(), ...second.keys()]);
  return [...names].filter((name) => first.get(name) !== second.get(name));
}
