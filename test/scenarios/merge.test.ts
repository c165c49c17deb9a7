import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import type { MergeChange } from '../../src/model/merge.ts';
import { CLI, type Run, run, temporaryFolder } from '../command.ts';
import { postmanExport } from '../unit/merge/postman-export.ts';
import { writeFiles } from './project.ts';

const BUILT = 'out/collections/boats.postman_collection.json';
const MERGED = 'out/merged/boats.postman_collection.json';

const spec = ({ limit = 10, description = 'All boats of the harbour.', crews = true } = {}) =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Boats', version: '1' },
    paths: {
      '/boats': {
        get: {
          summary: 'List boats',
          description,
          tags: ['Boats'],
          security: [],
          parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' }, example: limit }],
          responses: {
            200: { description: 'Some', content: { 'application/json': { example: [{ id: 'b-1' }] } } },
          },
        },
      },
      ...(crews && {
        '/crews': {
          get: { summary: 'List crews', tags: ['Crews'], responses: { 200: { description: 'ok' } } },
        },
      }),
    },
  });

let cwd = '';
beforeEach(async () => {
  cwd = temporaryFolder();
  await build({});
});

const build = async (version: Parameters<typeof spec>[0]): Promise<void> => {
  writeFiles(cwd, { 'specs/boats.json': spec(version) });
  expect(await run(['build', '--quiet'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
};
const merge = (...args: readonly string[]): Promise<Run> => run(['merge', ...args], { cwd });
const read = (file: string): string => readFileSync(join(cwd, file), 'utf8');
const exported = (edit: (text: string) => string = (text) => text): void => {
  const text = JSON.stringify(postmanExport(JSON.parse(read(BUILT)) as object), null, '\t');
  writeFiles(cwd, { 'export.json': edit(text) });
};
const described = (text: string): string =>
  text.replace('All boats of the harbour.', 'Ours: the small ones.');

describe('merge', () => {
  it('gives the plain build for an unedited export', async () => {
    exported();
    await build({ limit: 50 });
    const { code, stderr } = await merge('export.json');
    expect([code, read(MERGED)]).toEqual([0, read(BUILT)]);
    expect(stderr).toContain('taken     query limit value');
    expect(stderr).toMatch(/Base: out\/history\/boats\/0001-\w+\.json\. Wrote out\/merged/);
  });

  it('keeps an edit beside a change of the spec that was not built yet, and finds its result again', async () => {
    exported(described);
    writeFiles(cwd, { 'specs/boats.json': spec({ limit: 50 }) });
    expect((await merge('export.json')).code).toBe(0);
    const first = read(MERGED);
    expect(first).toContain('Ours: the small ones.');
    expect(first).toContain('"value": "50"');
    writeFiles(cwd, {
      'specs/boats.json': spec({ limit: 70 }),
      'second.json': JSON.stringify(postmanExport(JSON.parse(first) as object)),
    });
    const again = await merge('second.json');
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('1 edit kept')]);
    expect(read(MERGED)).toContain('"value": "70"');
  });

  it('tells a conflict with its versions, exits with 1, and takes a choice', async () => {
    exported(described);
    await build({ description: 'Every boat there is.' });
    const { code, stdout } = await merge('export.json', '--json');
    const { module, base, output, changes } = JSON.parse(stdout) as Record<string, never> & {
      changes: MergeChange[];
    };
    expect(code).toBe(1);
    expect([module, String(base).includes('history'), output]).toEqual(['boats', true, join(cwd, MERGED)]);
    const [conflict] = changes.filter(({ outcome }) => outcome === 'conflict');
    expect(conflict).toMatchObject({
      operation: 'GET /boats',
      field: ['request', 'description'],
      chosen: 'theirs',
      decidedBy: 'default',
    });
    expect(
      [conflict?.base, conflict?.theirs, conflict?.ours].map((text) => String(text).slice(0, 5)),
    ).toEqual(['All b', 'Ours:', 'Every']);
    expect(read(MERGED)).toContain('the small ones');
    expect((await merge('export.json', '--prefer', 'ours', '--output', 'mine.json')).code).toBe(0);
    expect(read('mine.json')).toContain('Every boat there is.');
  });

  it('writes nothing in a dry run', async () => {
    exported(described);
    writeFiles(cwd, { 'specs/boats.json': spec({ limit: 50 }) });
    const { stderr } = await merge('export.json', '--dry-run');
    expect(stderr).toContain('Would write out/merged/boats.postman_collection.json');
    expect([existsSync(join(cwd, MERGED)), existsSync(join(cwd, 'out/history'))]).toEqual([false, false]);
  });

  it('says nothing when it is to be quiet', async () => {
    exported(described);
    expect(await merge('export.json', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('takes what the API gives, and formats 2.0 and 1', async () => {
    const original = JSON.parse(read(BUILT)) as JsonObject;
    // In 2.0 the attributes of an auth are an object.
    const v2 = { ...original, auth: { type: 'bearer', bearer: { token: '{{access_token}}' } } };
    const forms = { wrapped: { collection: original }, v2, v1: await inFormat1(original) };
    for (const [name, form] of Object.entries(forms)) {
      writeFiles(cwd, { [`${name}.json`]: JSON.stringify(form) });
      const ran = await merge(`${name}.json`);
      expect([name, ran.code, read(MERGED)]).toEqual([name, 0, read(BUILT)]);
    }
  });

  it('needs a base, or the word that there is none', async () => {
    exported((text) => described(text).replace(/spec_build/, 'gone'));
    const stopped = await merge('export.json');
    expect([stopped.code, stopped.stderr]).toEqual([
      2,
      expect.stringContaining('it has no variable spec_build'),
    ]);
    const named = await merge('export.json', '--base', BUILT);
    expect([named.code, read(MERGED).includes('the small ones')]).toEqual([0, true]);
    const without = await merge('export.json', '--base', 'none');
    expect([without.code, read(MERGED).includes('the small ones')]).toEqual([1, true]);
  });

  it('does not take a base that somebody has changed in its place', async () => {
    exported(described);
    writeFiles(cwd, { [BUILT]: read(BUILT).replace('List crews', 'Crews') });
    const { code, stderr } = await merge('export.json');
    expect([code, stderr]).toEqual([2, expect.stringContaining('base-not-found')]);
  });

  it('keeps what the spec no longer has only when it was edited', async () => {
    exported((text) => text.replace('"name": "List crews"', '"name": "All crews"'));
    await build({ crews: false });
    expect((await merge('export.json')).stderr).toContain('edited, but the spec has it no longer');
    const { item } = JSON.parse(read(MERGED)) as { item: { name: string; item: { name: string }[] }[] };
    expect(item.map(({ name, item: inner }) => [name, ...inner.map((one) => one.name)])).toEqual([
      ['Boats', 'List boats'],
      ['Removed from the spec', 'All crews'],
    ]);
  });

  it.each([
    ['nothing', '', 'it is empty'],
    ['broken JSON', '{"info":', 'it is no valid JSON'],
    ['a list', '[]', 'it is no Postman collection'],
    ['an OpenAPI document', spec(), 'it is an OpenAPI document'],
    ['lists in lists without end', '['.repeat(200_000), 'it is nested deeper than 500 levels'],
    ['a data dump', '{"version":1,"collections":[]}', 'it is a Postman data dump'],
    ['a collection of format 1 that is none', '{"requests":[1],"order":[2]}', ''],
  ])('names what is no export: %s', async (_name, text, reason) => {
    writeFiles(cwd, { 'export.json': text });
    const { code, stderr } = await merge('export.json');
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
    expect(stderr).not.toMatch(/\bat .*\.js:\d+/);
    expect(readdirSync(join(cwd, 'out'))).not.toContain('merged');
  });
});

const hasScript = spawnSync('script', ['--version']).status === 0;
const name = hasScript
  ? 'merge on a terminal'
  : 'merge on a terminal (not run: there is no `script` command)';

describe.runIf(hasScript)(name, () => {
  it.each<[string, { typed: string; code: number; want: string | undefined }]>([
    ['takes a choice', { typed: 'o\n', code: 0, want: 'Every boat there is.' }],
    ['takes the default as a choice', { typed: '\n', code: 0, want: 'the small ones' }],
    ['writes nothing without an answer', { typed: '\u0004', code: 2, want: undefined }],
  ])('%s', async (_name, { typed, code, want }) => {
    exported(described);
    await build({ description: 'Every boat there is.' });
    expect(await onTerminal(typed)).toBe(code);
    expect(existsSync(join(cwd, MERGED)) ? read(MERGED) : undefined).toEqual(
      want === undefined ? undefined : expect.stringContaining(want),
    );
  });
});

function onTerminal(typed: string): Promise<number> {
  const { CI: _ci, ...env } = process.env;
  const command = `"${process.execPath}" "${CLI}" merge export.json`;
  return new Promise((resolve) => {
    const child = execFile('script', ['-qec', command, '/dev/null'], { cwd, env }, (error) =>
      resolve(error === null ? 0 : Number(error.code)),
    );
    child.stdin?.end(typed);
  });
}

function inFormat1(collection: object): Promise<JsonObject> {
  const library = createRequire(import.meta.url)('postman-collection-transformer') as {
    convert: (from: object, options: object, done: (error: unknown, to: JsonObject) => void) => void;
  };
  const options = { inputVersion: '2.1.0', outputVersion: '1.0.0', retainIds: true };
  return new Promise((resolve, reject) => {
    library.convert(structuredClone(collection), options, (error, to) =>
      error ? reject(error) : resolve(to),
    );
  });
}
