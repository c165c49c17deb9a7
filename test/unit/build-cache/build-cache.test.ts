import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBuildCache } from '../../../src/build-cache.ts';
import type { BuildCache } from '../../../src/build-modules.ts';
import { exitCodeOf } from '../../../src/commands/command.ts';
import { formatBuild } from '../../../src/commands/format-build.ts';
import { openView } from '../../../src/commands/open-view.ts';
import { resolveConfig } from '../../../src/config/resolve-config.ts';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { openCacheStore } from '../../../src/io/cache-store.ts';
import { openTerminal } from '../../../src/io/console.ts';
import { packageRoot } from '../../../src/io/surroundings.ts';
import { build } from '../../../src/pipeline.ts';
import { temporaryFolder } from '../../command.ts';
import { filesIn, writeFiles } from '../../scenarios/project.ts';

/** What a user does between two builds. */
type Step =
  | { readonly do: 'spec'; readonly file: string; readonly kind: Kind; readonly text: string }
  | { readonly do: 'common'; readonly text: string }
  | { readonly do: 'remove'; readonly file: string }
  | { readonly do: 'config'; readonly webhooks: boolean; readonly budgetMs: number }
  | { readonly do: 'edit' | 'clean' | 'spoil' };
type Kind = 'good' | 'warned' | 'dangling' | 'broken';

const FILES = ['a.json', 'b.json', 'c.json'];
const word = fc.constantFrom('one', 'two');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('spec' as const),
    file: fc.constantFrom(...FILES),
    kind: fc.constantFrom<Kind>('good', 'good', 'warned', 'dangling', 'broken'),
    text: word,
  }),
  fc.record({ do: fc.constant('common' as const), text: word }),
  fc.record({ do: fc.constant('remove' as const), file: fc.constantFrom(...FILES) }),
  fc.record({ do: fc.constant('config' as const), webhooks: fc.boolean(), budgetMs: fc.constantFrom(5, 6) }),
  fc.record({ do: fc.constantFrom('edit' as const, 'clean' as const, 'spoil' as const) }),
);

describe('a build with a cache', () => {
  it('writes and says what a build without one does, whatever was done before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const project = newProject();
        await project.expectSame();
        for (const one of steps) {
          project.take(one);
          await project.expectSame();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('builds nothing that it has seen, also when a reference goes back to what it was', async () => {
    const project = newProject();
    const seen = async (): Promise<string[]> => (await project.run('out-warm')).found.toSorted();
    expect(await seen()).toEqual([]);
    expect(await seen()).toEqual(FILES);
    project.take({ do: 'common', text: 'two' });
    expect(await seen()).toEqual(['b.json', 'c.json']);
    project.take({ do: 'common', text: 'one' });
    project.take({ do: 'clean' });
    expect(await seen()).toEqual(FILES);
  });

  it('remembers what the converter said for the next build, of this code alone', async () => {
    const project = newProject();
    const known = async (identity?: string): Promise<unknown> =>
      (await project.openCache(identity))?.layouts.get(
        JSON.stringify(['GET', null, 200, 'application/json']),
      );
    expect(await known()).toBeUndefined();
    await project.run('out-warm');
    expect(await known()).toMatchObject({ responses: [{ code: 200, preview: 'json' }] });
    expect(await known('other code')).toBeUndefined();
  });

  it('takes nothing of other code, other settings or another folder', async () => {
    const project = newProject();
    await project.run('out-warm');
    expect((await project.run('out-warm', { identity: 'other code' })).found).toEqual([]);
    project.take({ do: 'config', webhooks: false, budgetMs: 7 });
    expect((await project.run('out-warm')).found).toEqual([]);
    expect((await project.run('out-warm', { workingDirectory: '/elsewhere' })).found).toEqual([]);
  });
});

function newProject() {
  const folder = temporaryFolder();
  let settings = { webhooks: false, budgetMs: 5 };
  writeFiles(folder, {
    'common.json': schema('one'),
    'specs/a.json': spec('good', 'one', { $ref: '../common.json#/Pet' }),
    'specs/b.json': spec('warned', 'one'),
    'specs/c.json': spec('good', 'one'),
  });
  const take = (one: Step): void => {
    if (one.do === 'spec')
      writeFiles(folder, {
        [`specs/${one.file}`]: spec(one.kind, one.text, { $ref: '../common.json#/Pet' }),
      });
    else if (one.do === 'common') writeFiles(folder, { 'common.json': schema(one.text) });
    else if (one.do === 'remove') rmSync(join(folder, 'specs', one.file), { force: true });
    else if (one.do === 'config') settings = one;
    else if (one.do === 'clean')
      for (const out of OUTS) rmSync(join(folder, out), { recursive: true, force: true });
    else if (one.do === 'edit') for (const out of OUTS) editAll(join(folder, out, 'collections'));
    else editAll(join(folder, 'cache'));
  };
  const configOf = (out: Out) => {
    const surroundings = { workingDirectory: folder, packageRoot: packageRoot(), folderExists: () => true };
    const file = { config: { smoke: { budgetMs: settings.budgetMs }, webhooks: settings.webhooks }, folder };
    return resolveConfig({ file, flags: { out } }, surroundings);
  };
  const openCache = async (identity = 'this code', config = configOf('out-warm')) =>
    openBuildCache(config, { identity, store: await openCacheStore(join(folder, 'cache')) });
  const run = async (out: Out, other: { identity?: string; workingDirectory?: string } = {}) => {
    const config = {
      ...configOf(out),
      ...(other.workingDirectory && { workingDirectory: other.workingDirectory }),
    };
    const opened = await openCache(other.identity, config);
    const found: string[] = [];
    const cache = opened && out === 'out-warm' ? noting(opened, found) : undefined;
    const view = await openView(openTerminal({ colour: false }).notes, folder);
    try {
      const built = await build(config, { stdin: noInput(), ...(cache && { cache }) });
      const lines = formatBuild(built, config, { ...view, dryRun: false, verbose: true });
      return { said: lines.join('\n'), code: exitCodeOf(built, true), found, result: JSON.stringify(built) };
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      return { said: error.message, code: 2, found, result: JSON.stringify(error.diagnostics) };
    }
  };
  const expectSame = async (): Promise<void> => {
    const [warm, cold] = [await run('out-warm'), await run('out-cold')];
    const plain = (text: string): string => text.replaceAll('out-warm', 'out-cold');
    expect([plain(warm.said), warm.code, plain(warm.result)]).toEqual([cold.said, cold.code, cold.result]);
    expect(filesIn(join(folder, 'out-warm'))).toEqual(filesIn(join(folder, 'out-cold')));
  };
  return { take, run, openCache, expectSame };
}

type Out = 'out-warm' | 'out-cold';
const OUTS: readonly Out[] = ['out-warm', 'out-cold'];

/** Writes the names of the specs that the cache has into `found`. */
function noting(cache: BuildCache, found: string[]): BuildCache {
  return {
    ...cache,
    find: async (asked, settings) => {
      const known = await cache.find(asked, settings);
      if (known) found.push(`${asked.module}.json`);
      return known;
    },
  };
}

function spec(kind: Kind, text: string, pet: object = { type: 'object' }): unknown {
  if (kind === 'broken') return `{ "openapi": "3.0.3", "${text}`;
  const more = {
    good: {},
    warned: { example: 7 },
    dangling: { properties: { gone: { $ref: '#/components/schemas/Gone' } } },
  }[kind];
  const schemas = { Pet: pet, Own: { type: 'object', title: text, ...more } };
  const content = (name: string) => ({
    'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
  });
  const responses = {
    200: { description: text, content: content('Pet') },
    400: { description: 'no', content: content('Own') },
  };
  return {
    openapi: '3.1.0',
    info: { title: 'Pets', version: '1' },
    paths: { '/pets': { get: { summary: `List ${text}`, responses } } },
    webhooks: { added: { post: { summary: 'Added', responses: {} } } },
    components: { schemas },
  };
}

function schema(text: string): object {
  return { Pet: { type: 'object', properties: { [text]: { type: 'string', example: text } } } };
}

/** As if somebody had typed into every file. */
function editAll(folder: string): void {
  for (const name of filesIn(folder).keys()) {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace('Pets', 'Cats'));
  }
}

async function* noInput(): AsyncGenerator<Uint8Array> {}
