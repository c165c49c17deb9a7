import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, type Run, run, temporaryFolder } from '../command.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

const SPECS = join(ROOT, 'specs');

/** A project with a spec that warns and `node_modules`, as `npm install` leaves it. */
function newProject(files: { readonly [path: string]: unknown } = {}): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
  const schema = { type: 'string', example: 7 };
  const content = { 'application/json': { schema } };
  const responses = { 200: { description: 'Pets.', content } };
  const warned = { ...GOOD, paths: { '/pets': { get: { summary: 'List pets', responses } } } };
  writeFiles(folder, { 'package.json': {}, 'specs/a.json': GOOD, 'specs/b.json': warned, ...files });
  return folder;
}

const CACHE = 'node_modules/.cache/hoopai-postman';

describe.concurrent('the cache', () => {
  it('changes nothing but the time', async () => {
    const cwd = newProject();
    const args = ['build', '--strict', '--verbose'];
    const cold = await run([...args, '--no-cache'], { cwd });
    expect([cold.code, existsSync(join(cwd, CACHE))]).toEqual([1, false]);
    const built = filesIn(join(cwd, 'out'));
    const again = async (): Promise<Run> => {
      rmSync(join(cwd, 'out'), { recursive: true });
      return await run(args, { cwd });
    };
    expect(await again()).toEqual(cold);
    expect(readdirSync(join(cwd, CACHE))).toHaveLength(5);
    expect(await again()).toEqual(cold);
    expect(filesIn(join(cwd, 'out'))).toEqual(built);
    expect((await run(['check', '--full'], { cwd })).code).toBe(0);
  });

  it('may be removed, cut off or written to by others at any time', async () => {
    const cwd = newProject();
    const cold = await run(['build'], { cwd });
    const built = filesIn(join(cwd, 'out'));
    for (const spoil of [(file: string) => writeFileSync(file, 'x'), (file: string) => rmSync(file)]) {
      for (const name of readdirSync(join(cwd, CACHE))) spoil(join(cwd, CACHE, name));
      rmSync(join(cwd, 'out'), { recursive: true });
      expect(await run(['build'], { cwd })).toEqual(cold);
      expect(filesIn(join(cwd, 'out'))).toEqual(built);
    }
  });

  it('is shared by builds that run at once', async () => {
    const cwd = newProject();
    const outs = ['one', 'two', 'three'];
    const ran = await Promise.all(outs.map((out) => run(['build', '--quiet', '--out', out], { cwd })));
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0]);
    const [first, ...others] = outs.map((out) => filesIn(join(cwd, out)));
    for (const other of others) expect(other).toEqual(first);
  });

  it.each<[string, unknown, string | undefined]>([
    ['none', { cache: false }, undefined],
    ['the usual one', { cache: true }, CACHE],
    ['a folder', { cache: 'kept' }, 'kept'],
  ])('is what the config says: %s', async (_name, config, place) => {
    const cwd = newProject({ 'hoopai-postman.config.json': config });
    expect((await run(['build', '--quiet'], { cwd })).code).toBe(0);
    const there = [CACHE, 'kept'].filter((folder) => existsSync(join(cwd, folder)));
    expect(there).toEqual(place === undefined ? [] : [place]);
  });

  it('lies in the user’s own folder where a project has no node_modules', async () => {
    const [cwd, home] = [temporaryFolder(), temporaryFolder()];
    writeFiles(cwd, { 'specs/a.json': GOOD });
    await run(['build', '--quiet'], { cwd, env: { XDG_CACHE_HOME: home, HOME: home } });
    expect(readdirSync(cwd).toSorted()).toEqual(['out', 'specs']);
    expect([...filesIn(home).keys()].filter((file) => file.includes('hoopai-postman'))).toHaveLength(3);
  });

  it('is done without where nothing can be written', async () => {
    const cwd = newProject({ 'node_modules/.cache': 'a file' });
    expect((await run(['build', '--quiet'], { cwd })).code).toBe(0);
    expect((await run(['build', '--quiet'], { cwd })).code).toBe(0);
  });
});

describe('time', () => {
  it('of a build with nothing changed is less than a third of a whole one’s', async () => {
    const out = temporaryFolder();
    const args = ['build', '--spec', SPECS, '--out', out, '--quiet'];
    await run(args);
    const cold: number[] = [];
    const warm: number[] = [];
    for (let round = 0; round < 3; round++) {
      cold.push(await time([...args, '--no-cache']));
      warm.push(await time(args));
    }
    expect(Math.min(...warm)).toBeLessThan(Math.min(...cold) / 3);
  });

  it.each([[['--help']], [['--version']], [['build', '--help']]])(
    '%j loads nothing that works',
    async (args) => {
      expect(await heavyLoadedBy(args)).toEqual([]);
    },
  );

  it('a build that finds all in its cache loads neither the converter nor a parser', async () => {
    const args = ['build', '--spec', SPECS, '--out', temporaryFolder(), '--quiet'];
    expect(await heavyLoadedBy([...args, '--no-cache'])).toContain('openapi-to-postmanv2');
    await run(args);
    expect(await heavyLoadedBy(args)).toEqual([]);
  });
});

const HEAVY = ['openapi-to-postmanv2', 'newman', 'zod', 'yaml', 'jsonc-parser', 'jiti', 'chokidar'];

async function heavyLoadedBy(args: readonly string[]): Promise<readonly string[]> {
  const folder = temporaryFolder();
  expect((await run(args, { env: { NODE_V8_COVERAGE: folder } })).code).toBe(0);
  const scripts = [...filesIn(folder).values()].flatMap(
    (text) => (JSON.parse(text) as { result: { url: string }[] }).result,
  );
  expect(scripts.map(({ url }) => url).filter((url) => url.endsWith('/dist/cli.js'))).toHaveLength(1);
  return HEAVY.filter((name) => scripts.some(({ url }) => url.includes(`/node_modules/${name}/`)));
}

async function time(args: readonly string[]): Promise<number> {
  const start = performance.now();
  expect((await run(args)).code).toBe(0);
  return performance.now() - start;
}
