import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/diagnostics/catalogue.ts';
import { nodeAt } from '../../src/diagnostics/pointer.ts';
import { parseDocument } from '../../src/load/parse-document.ts';
import { run, temporaryFolder } from '../command.ts';
import { serve } from './loopback.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

type Files = { readonly [path: string]: unknown };

interface Case {
  readonly files: Files;
  /** Default: `--spec a.json`. */
  readonly args?: readonly string[];
  /** Between a first build and the one that is looked at. */
  readonly between?: (folder: string) => void;
}

const withGet = (get: unknown, more: object = {}): Files => ({
  'a.json': { ...GOOD, paths: { '/a/x': { get } }, ...more },
});
const withSchema = (schema: unknown, files: Files = {}): Files => ({
  ...withGet({ responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } }),
  ...files,
});
const withQuery = (parameter: object): Files =>
  withGet({ parameters: [{ name: 'q', in: 'query', ...parameter }], responses: {} });
const config = (value: unknown): Files => ({ 'a.json': GOOD, 'hoopai-postman.config.json': value });
const COLLECTION = 'out/collections/a.postman_collection.json';

/** A project for every code that a person can come across. */
const CASES: { readonly [code: string]: Case } = {
  'spec-not-found': { files: {} },
  'spec-unreadable': { files: {}, args: ['--spec', 'http://127.0.0.1:1/a.json'] },
  'spec-empty': { files: { 'a.json': ' \n' } },
  'spec-binary': { files: { 'a.json': Buffer.from([0x1f, 0x8b, 0, 255]) } },
  'spec-html': { files: { 'a.json': '<html></html>' } },
  'spec-too-large': { files: { ...config({ limits: { specBytes: 10 } }) } },
  'spec-syntax': { files: { 'a.json': '{"openapi":' } },
  'spec-not-openapi': { files: { 'a.json': { swaggerVersion: '1.2' } } },
  'spec-no-paths': { files: { 'a.json': { openapi: '3.0.0', paths: null } } },
  'module-name-taken': { files: { 'a b.json': GOOD, 'a-b.json': GOOD }, args: ['--spec', '*.json'] },
  'reference-not-found': { files: withSchema({ $ref: 'none.json' }) },
  'reference-refused': { files: withSchema({ $ref: '/etc/passwd.json' }) },
  'reference-unreadable': { files: withSchema({ $ref: 'b.json' }, { 'b.json': '{' }) },
  'reference-limit': {
    files: {
      ...withSchema({ $ref: 'b.json' }, { 'b.json': {} }),
      'hoopai-postman.config.json': { limits: { referencedFiles: 0 } },
    },
  },
  'no-operations': { files: { 'a.json': { ...GOOD, paths: {} } } },
  'node-invalid': { files: withGet('x') },
  'operation-id-duplicate': {
    files: {
      'a.json': {
        ...GOOD,
        paths: {
          '/a': { get: { operationId: 'x', responses: {} }, put: { operationId: 'x', responses: {} } },
        },
      },
    },
  },
  'path-parameter-undeclared': {
    files: { 'a.json': { ...GOOD, paths: { '/a/{id}': { get: { responses: {} } } } } },
  },
  'path-parameter-unused': {
    files: withGet({ parameters: [{ name: 'x', in: 'path', required: true, schema: {} }], responses: {} }),
  },
  'security-scheme-unknown': { files: withGet({ security: [{ ghost: [] }], responses: {} }) },
  'schema-type-unknown': { files: withQuery({ schema: { type: 'text' } }) },
  'example-contradicts-schema': { files: withQuery({ schema: { type: 'integer', example: 'one' } }) },
  'schema-unsatisfiable': { files: withQuery({ schema: { type: 'string', minLength: 5, maxLength: 2 } }) },
  'sample-truncated': { files: withSchema(deep(5)) },
  'credential-removed': {
    files: withGet({
      parameters: [
        {
          name: 'Authorization',
          in: 'header',
          schema: { type: 'string' },
          example: 'Bearer abcdef0123456789abcdef',
        },
      ],
      description: 'Send abcdef0123456789abcdef.',
      responses: {},
    }),
  },
  'variable-neutralised': { files: withGet({ description: 'Uses {{access_token}}.', responses: {} }) },
  'assertion-dropped': {
    files: withSchema({ type: 'object', properties: { a: { type: 'integer', example: 'one' } } }),
  },
  'edited-copy-kept': {
    files: { 'a.json': GOOD },
    between: (folder) => writeFiles(folder, { [COLLECTION]: `${filesIn(folder).get(COLLECTION)} ` }),
  },
  'foreign-file-kept': {
    files: { 'a.json': GOOD, 'b.json': GOOD },
    args: ['--spec', 'b.json'],
    between: (folder) => writeFiles(folder, { [COLLECTION]: 'edited' }),
  },
  'foreign-file-in-the-way': { files: { 'a.json': GOOD, [COLLECTION]: 'mine' } },
  'out-not-writable': { files: { 'a.json': GOOD, out: '' } },
  'manifest-unreadable': { files: { 'a.json': GOOD, 'out/manifest.json': '[]' } },
  'no-specs': { files: { ...config({ specs: [] }) }, args: [] },
  'module-unknown': { files: { 'a.json': GOOD }, args: ['b', '--spec', 'a.json'] },
  'usage-invalid': { files: {}, args: ['--nonsense'] },
  'config-not-found': { files: {}, args: ['--config', 'none.json'] },
  'config-ambiguous': { files: { ...config({}), 'hoopai-postman.config.yaml': '' } },
  'config-unreadable': { files: config('{') },
  'config-invalid': { files: config({ out: 1 }) },
};

/** Faults of ours, which no input brings about: `test/unit/convert` and `test/unit/validate` provoke them. */
const OURS = ['operation-not-converted', 'conversion-failed', 'invariant-broken'];

/** An object of objects, with more values than a sample shows. */
function deep(levels: number): object {
  const properties = Object.fromEntries(
    Array.from({ length: 6 }, (_, index) => [
      `f${index}`,
      levels === 0 ? { type: 'string' } : deep(levels - 1),
    ]),
  );
  return { type: 'object', properties };
}

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly help: string;
  readonly file?: string;
  readonly pointer?: string;
  readonly line?: number;
}

describe.concurrent('every diagnostic', () => {
  it.each(Object.entries(CASES))(
    '%s is told with its place and what to do',
    async (code, { files, args = ['--spec', 'a.json'], between }) => {
      const folder = temporaryFolder();
      writeFiles(folder, files);
      if (between) {
        await run(['build', '--quiet', '--spec', '*.json'], { cwd: folder });
        between(folder);
      }
      const ran = await run(['build', '--json', ...args], { cwd: folder });
      const { diagnostics } = JSON.parse(ran.stdout) as { diagnostics: Found[] };
      const found = diagnostics.filter((one) => one.code === code);
      expect(found.length, JSON.stringify(diagnostics)).toBeGreaterThan(0);
      expect(new Set(found.map(({ severity }) => severity))).toEqual(
        new Set([catalogue[code as keyof typeof catalogue].severity]),
      );
      for (const { message, help } of found)
        expect(Math.min(message.length, help.length)).toBeGreaterThan(10);
      for (const one of diagnostics) expectPlace(one, folder);
    },
  );

  it('has a case', () => {
    expect([...Object.keys(CASES), ...OURS].toSorted()).toEqual(Object.keys(catalogue).toSorted());
  });
});

/** The pointer leads to a node of a file in the project, and the line is known. */
function expectPlace({ file, pointer, line }: Found, folder: string): void {
  if (pointer === undefined) return;
  const text = filesIn(folder).get((file ?? '').slice(folder.length + 1));
  expect(text, file).toBeDefined();
  const root = parseDocument(Buffer.from(text ?? '', 'latin1').toString('utf8'), file ?? '').value;
  expect(nodeAt(root, pointer), pointer).toBeDefined();
  expect(line).toBeGreaterThan(0);
}

describe('sources', () => {
  const YAML =
    'openapi: 3.0.3\ninfo: {title: Yaml, version: "1"}\npaths:\n  /a: {get: {responses: {200: {$ref: "common/errors.yaml#/fine"}}}}\n';
  let origin: string;
  beforeAll(async () => {
    origin = await serve(({ url = '', headers }, response) => {
      const answer = (status: number, body: string, more: object = {}) =>
        response.writeHead(status, { ...more }).end(body);
      if (url === '/moved/api.yaml') answer(302, '', { location: '/v1/pets/api.yaml' });
      else if (url === '/loop.yaml') answer(302, '', { location: '/loop.yaml' });
      else if (url.endsWith('api.yaml')) answer(200, YAML, headers.authorization ? { 'x-auth': 'yes' } : {});
      else if (url.endsWith('common/errors.yaml')) answer(200, 'fine: {description: ok}');
      else if (url === '/page.json') answer(200, '<!doctype html><title>Sign in</title>');
      else if (url === '/slow.json') response.writeHead(200).write('{');
      else if (url === '/big.json') answer(200, ' '.repeat(200_000));
      else answer(404, 'no');
    });
  });

  const build = async (spec: string, limits: object = {}) => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'hoopai-postman.config.json': { limits } });
    const ran = await run(['build', '--json', '--spec', spec], { cwd: folder });
    return {
      ...(JSON.parse(ran.stdout) as {
        modules?: { module: string; operations: object[] }[];
        diagnostics: Found[];
      }),
      code: ran.code,
    };
  };

  it('a URL, redirected, with references relative to where it ends', async () => {
    const built = await build(`${origin}/v1/pets/api.yaml`);
    expect(built).toMatchObject({ code: 0, diagnostics: [], modules: [{ operations: [{ key: 'GET /a' }] }] });
    expect(await build(`${origin}/moved/api.yaml`)).toMatchObject({ code: 0 });
  });

  it.each<[string, string, object, string, RegExp]>([
    ['another status', '/none.json', {}, 'spec-unreadable', /404/],
    ['an HTML page', '/page.json', {}, 'spec-html', /Sign in/],
    ['too many redirects', '/loop.yaml', { redirects: 2 }, 'spec-unreadable', /redirect/],
    ['a slow answer', '/slow.json', { downloadMs: 300 }, 'spec-unreadable', /0\.3|300/],
    ['a large one', '/big.json', { specBytes: 100_000 }, 'spec-too-large', /100000/],
  ])('a URL with %s is refused', async (_name, path, limits, code, want) => {
    const built = await build(`${origin}${path}`, limits);
    expect(built).toMatchObject({ code: 2, diagnostics: [{ code, file: `${origin}${path}` }] });
    expect(built.diagnostics[0]?.message).toMatch(want);
  });

  it('standard input, a glob, a folder and a file at once', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'one/a.json': GOOD, 'two/b.yaml': JSON.stringify(GOOD), 'c.json': GOOD });
    const args = [
      '--spec',
      '-',
      '--spec',
      'one/*.json',
      '--spec',
      'two',
      '--spec',
      'c.json',
      '--spec',
      'one/a.json',
    ];
    const ran = await run(['build', '--json', ...args], { cwd: folder, stdin: JSON.stringify(GOOD) });
    expect(JSON.parse(ran.stdout).modules.map(({ module }: { module: string }) => module)).toEqual([
      'a',
      'b',
      'c',
      'stdin',
    ]);
  });

  it('references stay within their folders, --ref-root and references.map apart', async () => {
    const folder = temporaryFolder();
    const schema = (ref: string) => withSchema({ $ref: ref })['a.json'];
    writeFiles(folder, {
      'work/deep/specs/up.json': schema('../../../shared/x.json'),
      'work/deep/specs/map.json': schema('https://schemas.example.com/x.json'),
      'work/deep/specs/link.json': schema('link-out.json'),
      'shared/x.json': { type: 'string' },
    });
    symlinkSync(join(folder, 'shared/x.json'), join(folder, 'work/deep/specs/link-out.json'));
    const codes = async (args: readonly string[]) => {
      const ran = await run(['build', '--json', '--spec', 'deep/specs/{up,map,link}.json', ...args], {
        cwd: join(folder, 'work'),
      });
      return (JSON.parse(ran.stdout) as { diagnostics: Found[] }).diagnostics.map(({ code }) => code);
    };
    expect(await codes([])).toEqual(['reference-refused', 'reference-refused', 'reference-refused']);
    expect(await codes(['--ref-root', '../shared'])).toEqual(['reference-refused']);
    writeFiles(folder, {
      'work/hoopai-postman.config.json': {
        references: { map: { 'https://schemas.example.com/': '../shared/' } },
      },
    });
    expect(await codes([])).toEqual([]);
  });
});
