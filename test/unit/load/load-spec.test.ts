import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnostic, type Outcome } from '../../../src/diagnostics/diagnostic.ts';
import { nodeAt } from '../../../src/diagnostics/pointer.ts';
import { loadSpec } from '../../../src/load/load-spec.ts';
import { locateOrigin } from '../../../src/load/locate-origin.ts';
import type { LoadedSpec } from '../../../src/model/spec.ts';

type Files = { readonly [path: string]: unknown };

interface Setup {
  readonly file?: string;
  readonly map?: { readonly [prefix: string]: string };
  readonly roots?: readonly string[];
  readonly maxFiles?: number;
  readonly links?: { readonly [path: string]: string };
}

/** Loads `main` (default `/project/apps/api.json`) from files in memory, beside the working directory `/work`. */
async function load(
  files: Files,
  { file = '/project/apps/api.json', map = {}, roots = [], maxFiles = 50, links = {} }: Setup = {},
): Promise<Outcome<LoadedSpec | undefined>> {
  const textOf = (path: string): string =>
    typeof files[path] === 'string' ? files[path] : JSON.stringify(files[path]);
  const realPath = (path: string): string =>
    links[path] ?? (path.startsWith('https:') ? path : posix.normalize(path));
  return loadSpec(
    { module: 'api', file, text: textOf(file) },
    {
      readReference: async (path) =>
        files[realPath(path)] === undefined
          ? {
              value: undefined,
              diagnostics: [diagnostic('spec-unreadable', { reason: 'gone' }, { file: path })],
            }
          : { value: { text: textOf(realPath(path)) }, diagnostics: [] },
      realPath: async (path) => {
        const real = realPath(path);
        const isFolder = Object.keys(files).some((name) => name.startsWith(`${real}/`));
        if (files[real] === undefined && !isFolder) throw new Error('ENOENT');
        return real;
      },
      references: { map, roots },
      workingDirectory: '/work',
      maxFiles,
      maxNesting: 100,
    },
  );
}

const withSchema = (schema: unknown, more: object = {}): object => ({
  openapi: '3.0.3',
  info: { title: 'T', version: '1' },
  paths: {},
  components: { schemas: { Root: schema } },
  ...more,
});

const API = '/project/apps/api.json';
const schemasOf = ({ value }: Outcome<LoadedSpec | undefined>): unknown =>
  nodeAt(value?.document, '/components/schemas');
const codesOf = ({ diagnostics }: Outcome<unknown>): string[] => diagnostics.map(({ code }) => code);

describe('loadSpec', () => {
  it.each([
    ['a list', [], 'spec-not-openapi'],
    ['a Postman collection', { info: {}, item: [] }, 'spec-not-openapi'],
    ['a document without a version', { paths: {} }, 'spec-not-openapi'],
    ['OpenAPI 4', { openapi: '4.0.0', paths: {} }, 'spec-not-openapi'],
    ['Swagger 1.2', { swaggerVersion: '1.2', paths: {} }, 'spec-not-openapi'],
    ['a document without paths', { openapi: '3.0.0' }, 'spec-no-paths'],
    ['paths that are a list', { openapi: '3.0.0', paths: [] }, 'spec-no-paths'],
    ['text that is no JSON', '{"openapi":', 'spec-syntax'],
  ])('refuses %s', async (_name, root, code) => {
    const loaded = await load({ [API]: root });
    expect(loaded.value).toBeUndefined();
    expect(loaded.diagnostics).toMatchObject([{ code, severity: 'error', where: { file: API } }]);
  });

  it.each([
    ['2.0', { swagger: '2.0', paths: {} }],
    ['2.0 as a number', { swagger: 2, paths: {} }],
    ['3.0', { openapi: '3.0.3', paths: {} }],
    ['3.1', { openapi: '3.1.0', paths: {} }],
    ['3.1 with webhooks only', { openapi: '3.1.0', webhooks: {} }],
  ])('takes %s as it is when it refers to nothing else', async (_name, root) => {
    expect((await load({ [API]: root })).value?.document).toEqual(root);
  });

  it('brings a schema of another file inside, and what that refers to', async () => {
    const loaded = await load({
      [API]: withSchema({ $ref: '../common/a.json#/defs/A' }),
      '/project/common/a.json': {
        defs: {
          A: { type: 'object', properties: { b: { $ref: 'deep/b.yaml' }, self: { $ref: '#/defs/A' } } },
        },
      },
      '/project/common/deep/b.yaml': 'type: string',
    });
    expect(loaded.diagnostics).toEqual([]);
    expect(schemasOf(loaded)).toEqual({
      Root: { $ref: '#/components/schemas/A' },
      A: {
        type: 'object',
        properties: { b: { $ref: '#/components/schemas/b' }, self: { $ref: '#/components/schemas/A' } },
      },
      b: { type: 'string' },
    });
  });

  it('gives each hoisted node a name of its own', async () => {
    const loaded = await load({
      [API]: withSchema({
        allOf: [{ $ref: 'x/pet.json#/Root' }, { $ref: 'y/pet.json#/Root' }, { $ref: 'x/pet.json#/Root' }],
      }),
      '/project/apps/x/pet.json': { Root: { type: 'string' } },
      '/project/apps/y/pet.json': { Root: { type: 'number' } },
    });
    expect(schemasOf(loaded)).toEqual({
      Root: {
        allOf: [
          { $ref: '#/components/schemas/Root_2' },
          { $ref: '#/components/schemas/Root_3' },
          { $ref: '#/components/schemas/Root_2' },
        ],
      },
      Root_2: { type: 'string' },
      Root_3: { type: 'number' },
    });
  });

  it('leads back a reference from another file into the spec', async () => {
    const loaded = await load({
      [API]: withSchema({ $ref: 'a.json' }),
      '/project/apps/a.json': { properties: { root: { $ref: 'api.json#/components/schemas/Root' } } },
    });
    expect(schemasOf(loaded)).toMatchObject({
      a: { properties: { root: { $ref: '#/components/schemas/Root' } } },
    });
  });

  it('puts each kind of component into its section, and path items in place', async () => {
    const loaded = await load({
      [API]: {
        openapi: '3.0.3',
        paths: {
          '/a': { $ref: 'parts.json#/item' },
          '/b': {
            get: {
              parameters: [{ $ref: 'parts.json#/parameter' }],
              responses: { 200: { $ref: 'parts.json#/response' } },
            },
          },
        },
      },
      '/project/apps/parts.json': {
        item: { get: { requestBody: { $ref: '#/body' } } },
        body: { content: {} },
        parameter: { name: 'q', in: 'query' },
        response: { description: 'ok' },
      },
    });
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.value?.document).toMatchObject({
      paths: {
        '/a': { get: { requestBody: { $ref: '#/components/requestBodies/body' } } },
        '/b': {
          get: {
            parameters: [{ $ref: '#/components/parameters/parameter' }],
            responses: { 200: { $ref: '#/components/responses/response' } },
          },
        },
      },
      components: {
        requestBodies: { body: { content: {} } },
        parameters: { parameter: { name: 'q' } },
        responses: { response: { description: 'ok' } },
      },
    });
  });

  it('uses the sections of Swagger 2.0', async () => {
    const loaded = await load({
      [API]: { swagger: '2.0', paths: {}, definitions: { A: { $ref: 'b.json' } } },
      '/project/apps/b.json': { type: 'string' },
    });
    expect(loaded.value?.document['definitions']).toEqual({
      A: { $ref: '#/definitions/b' },
      b: { type: 'string' },
    });
  });

  it('takes a whole map from another file', async () => {
    const loaded = await load({
      [API]: {
        openapi: '3.0.3',
        paths: { $ref: 'paths.yaml' },
        components: { schemas: { $ref: 'schemas.yaml' } },
      },
      '/project/apps/paths.yaml':
        '/a:\n  get:\n    responses:\n      200:\n        content:\n          application/json:\n            schema: {$ref: "api.json#/components/schemas/Pet"}',
      '/project/apps/schemas.yaml': 'Pet: {type: object}',
    });
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.value?.document).toMatchObject({
      paths: { '/a': { get: {} } },
      components: { schemas: { Pet: { type: 'object' } } },
    });
  });

  it('takes $ref for a reference only where OpenAPI has one', async () => {
    const decoy = { $ref: 'secret.json' };
    const root = withSchema({
      type: 'object',
      properties: { $ref: { type: 'string' } },
      example: decoy,
      default: decoy,
      enum: [decoy],
      const: decoy,
      'x-note': decoy,
    });
    const loaded = await load({ [API]: root, '/project/apps/secret.json': { token: 'secret' } });
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.value?.document).toEqual(root);
  });

  it.each([
    ['a pointer into the document', '#/components/schemas/None', 'reference-not-found'],
    ['a pointer into another file', 'a.json#/none', 'reference-not-found'],
    ['a file', 'none.json', 'reference-not-found'],
    ['a name that nothing bears', '#none', 'reference-not-found'],
    ['a name that nothing bears in another file', 'a.json#none', 'reference-not-found'],
    ['itself', '#/components/schemas/Root', 'reference-circular'],
    ['one that leads back to it', '#/components/schemas/Other', 'reference-circular'],
    ['a file that does not parse', 'broken.json', 'reference-unreadable'],
    ['an absolute path', '/project/apps/a.json', 'reference-refused'],
    ['a path of Windows', 'C:\\a.json', 'reference-refused'],
    ['a file: URL', 'file:///project/apps/a.json', 'reference-refused'],
    ['a URL, from a local spec', 'https://example.com/a.json', 'reference-refused'],
    ['a URL without a scheme', '//example.com/a.json', 'reference-refused'],
    ['a file of another kind', 'notes.txt', 'reference-refused'],
    ['a file beyond the parent folder', '../../etc/a.json', 'reference-refused'],
    ['nothing beyond the parent folder', '../../etc/none.json', 'reference-refused'],
    ['a hidden way out', '..%2f..%2fetc/a.json', 'reference-refused'],
    ['a link that leads out', 'link.json', 'reference-refused'],
    ['a NUL', 'a%00.json', 'reference-refused'],
  ])('turns a reference to %s into {}', async (_name, ref, code) => {
    const loaded = await load(
      {
        [API]: {
          ...withSchema({ $ref: ref }),
          definitions: {},
          components: {
            schemas: {
              Root: { $ref: ref, description: 'kept' },
              Other: { $ref: '#/components/schemas/Root' },
            },
          },
        },
        '/project/apps/a.json': { a: 1 },
        '/project/apps/broken.json': '{',
        '/project/apps/notes.txt': 'secret',
        '/etc/a.json': { type: 'string' },
      },
      { links: { '/project/apps/link.json': '/etc/a.json' } },
    );
    const found = loaded.diagnostics.filter(
      ({ where }) => where?.pointer === '/components/schemas/Root/$ref',
    );
    expect(found).toMatchObject([{ code, severity: 'warning', args: { ref }, where: { file: API } }]);
    expect(schemasOf(loaded)).toMatchObject({ Root: { description: 'kept' } });
    expect(nodeAt(loaded.value?.document, '/components/schemas/Root/$ref')).toBeUndefined();
  });

  it.each<[string, string, { given: unknown; want: unknown }]>([
    [
      'the name of an $anchor',
      '#pet',
      { given: { Pet: { $anchor: 'pet' } }, want: '#/components/schemas/Pet' },
    ],
    [
      'the name of an $anchor below',
      '#pet',
      { given: { A: { items: { $anchor: 'pet' } } }, want: '#/components/schemas/A/items' },
    ],
    [
      'the address of an $id',
      'https://acme.test/pet',
      { given: { Pet: { $id: 'https://acme.test/pet' } }, want: '#/components/schemas/Pet' },
    ],
    [
      'a place below the address of an $id',
      'https://acme.test/pet#/items',
      {
        given: { Pet: { $id: 'https://acme.test/pet', items: { type: 'string' } } },
        want: '#/components/schemas/Pet/items',
      },
    ],
    ['an $anchor that stands in another file', 'a.json#pet', { given: {}, want: '#/components/schemas/Pet' }],
  ])('follows %s', async (_name, ref, { given, want }) => {
    const loaded = await load({
      [API]: {
        ...withSchema({}),
        openapi: '3.1.0',
        components: { schemas: { Root: { $ref: ref }, ...(given as object) } },
      },
      '/project/apps/a.json': { $defs: { Pet: { $anchor: 'pet', type: 'string' } } },
    });
    expect(loaded.diagnostics).toEqual([]);
    expect(schemasOf(loaded)).toMatchObject({ Root: { $ref: want } });
  });

  it('tells of a reference that is no string, and not of a property that is called $ref', async () => {
    const loaded = await load({
      [API]: withSchema({ items: { $ref: 12 }, properties: { $ref: { type: 'string' } } }),
    });
    expect(loaded.diagnostics).toMatchObject([
      { code: 'node-invalid', where: { file: API, pointer: '/components/schemas/Root/items/$ref' } },
    ]);
    expect(schemasOf(loaded)).toEqual({ Root: { items: {}, properties: { $ref: { type: 'string' } } } });
  });

  it('names the other file when the fault stands there', async () => {
    const loaded = await load({
      [API]: withSchema({ $ref: 'a.json' }),
      '/project/apps/a.json': { properties: { b: { $ref: 'none.json' }, c: { $ref: '#/nothing' } } },
    });
    expect(loaded.diagnostics.map(({ where }) => where)).toEqual([
      { file: '/project/apps/a.json', pointer: '/properties/b/$ref' },
      { file: '/project/apps/a.json', pointer: '/properties/c/$ref' },
    ]);
  });

  it('reaches a configured root, and a mapped prefix', async () => {
    const files = {
      [API]: withSchema({
        allOf: [{ $ref: '../../shared/a.json' }, { $ref: 'https://schemas.example.com/v1/b.json#/B' }],
      }),
      '/shared/a.json': { type: 'string' },
      '/mirror/b.json': { B: { type: 'number' } },
    };
    expect(codesOf(await load(files))).toEqual(['reference-refused', 'reference-refused']);
    const loaded = await load(files, {
      roots: ['/shared'],
      map: { 'https://schemas.example.com/v1/': '/mirror/' },
    });
    expect(loaded.diagnostics).toEqual([]);
    expect(schemasOf(loaded)).toMatchObject({ a: { type: 'string' }, B: { type: 'number' } });
  });

  it('keeps a mapped prefix within its place', async () => {
    const files = {
      [API]: withSchema({ $ref: 'lib:../etc/a.json' }),
      '/mirror/b.json': {},
      '/etc/a.json': {},
    };
    expect(codesOf(await load(files, { map: { 'lib:': '/mirror/' } }))).toEqual(['reference-refused']);
  });

  it('follows references of a spec at a URL on the same origin only', async () => {
    const file = 'https://example.com/specs/api.json';
    const loaded = await load(
      {
        [file]: withSchema({
          allOf: [
            { $ref: '../common/a.json' },
            { $ref: 'https://evil.example/b.json' },
            { $ref: 'file:///etc/passwd.json' },
          ],
        }),
        'https://example.com/common/a.json': { type: 'string' },
      },
      { file },
    );
    expect(codesOf(loaded)).toEqual(['reference-refused', 'reference-refused']);
    expect(schemasOf(loaded)).toMatchObject({ a: { type: 'string' } });
  });

  it('stops at the limit of files', async () => {
    const loaded = await load(
      {
        [API]: withSchema({ allOf: [{ $ref: 'a.json' }, { $ref: 'b.json' }] }),
        '/project/apps/a.json': {},
        '/project/apps/b.json': {},
      },
      { maxFiles: 1 },
    );
    expect(loaded.diagnostics).toMatchObject([
      { code: 'reference-limit', args: { ref: 'b.json', limit: 1 } },
    ]);
  });

  it('ends on files that refer to each other, also in place of path items', async () => {
    const loaded = await load({
      [API]: { openapi: '3.0.3', paths: { '/a': { $ref: 'a.json' } } },
      '/project/apps/a.json': { $ref: 'b.json', get: { callbacks: { done: { '/x': { $ref: 'a.json' } } } } },
      '/project/apps/b.json': { $ref: 'a.json' },
    });
    expect(loaded.value?.document).toMatchObject({ paths: { '/a': { get: {} } } });
  });

  it('takes a bare name for a schema, as Swagger 1 did', async () => {
    const loaded = await load({
      [API]: { swagger: '2.0', paths: {}, definitions: { A: { $ref: 'Pet' }, Pet: { type: 'string' } } },
    });
    expect(loaded.value?.document).toMatchObject({ definitions: { A: { $ref: '#/definitions/Pet' } } });
  });

  it('knows where every bundled node came from', async () => {
    const files: Files = {
      [API]: { openapi: '3.0.3', paths: { '/a': { $ref: 'parts.json#/item' } } },
      '/project/apps/parts.json': {
        item: { get: { responses: { 200: { $ref: '#/response' } } } },
        response: { description: 'ok' },
      },
    };
    const { value } = await load(files);
    const origin = (pointer: string) => value && locateOrigin(value, pointer);
    expect(origin('/paths/~1a/get/responses')).toEqual({
      file: '/project/apps/parts.json',
      pointer: '/item/get/responses',
    });
    expect(origin('/components/responses/response/description')).toEqual({
      file: '/project/apps/parts.json',
      pointer: '/response/description',
    });
    expect(origin('/paths')).toEqual({ file: API, pointer: '/paths' });
  });

  it('hashes all texts, and none of the places', async () => {
    const files = (place: string, type: string): Files => ({
      [`${place}/apps/api.json`]: withSchema({ $ref: '../a.json' }),
      [`${place}/a.json`]: { type },
    });
    const hash = async (place: string, type: string) =>
      (await load(files(place, type), { file: `${place}/apps/api.json` })).value?.hash;
    expect(await hash('/one', 'string')).toBe(await hash('/other/place', 'string'));
    expect(await hash('/one', 'string')).not.toBe(await hash('/one', 'number'));
  });
});
