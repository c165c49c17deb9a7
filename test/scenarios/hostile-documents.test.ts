import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { run, temporaryFolder } from '../command.ts';
import { build, codesOf } from './build-json.ts';
import { filesIn, GOOD, treeOf, writeFiles } from './project.ts';

const MEGABYTE = 1_000_000;
const HUGE = 'x'.repeat(10 * MEGABYTE);

/** A document with a body, and an answer, of this schema. */
function withSchema(schema: unknown, more: object = {}): object {
  const content = { 'application/json': { schema } };
  const post = {
    summary: 'Add a boat',
    requestBody: { content },
    responses: { 200: { description: 'ok', content } },
  };
  return { ...GOOD, paths: { '/boats': { post } }, ...more };
}

function nested(levels: number, wrap: (inner: object) => object): object {
  let schema: object = { type: 'string' };
  for (let level = 0; level < levels; level++) schema = wrap(schema);
  return schema;
}

interface Found {
  readonly code: string;
  readonly file: string;
  readonly help: string;
  readonly line?: number;
}

/** Builds each document as a module of its own, all in one run; the name of each is that of its module. */
async function buildAll(documents: { readonly [name: string]: unknown }) {
  const cwd = temporaryFolder();
  const files = Object.entries(documents).map(
    ([name, document]) => [`specs/${name}.json`, document] as const,
  );
  writeFiles(cwd, Object.fromEntries(files));
  const { code, stdout } = await run(['build', '--json'], { cwd });
  const { modules, diagnostics } = JSON.parse(stdout) as {
    modules: readonly { readonly module: string }[];
    diagnostics: readonly Found[];
  };
  expect(code).toBe(0);
  expect(modules.map(({ module }) => module)).toEqual(Object.keys(documents).toSorted());
  return { cwd, diagnostics };
}

describe('documents that are nested a thousand deep', () => {
  it('are built, and told where they were cut', async () => {
    const schemas = {
      'all-of': nested(1_000, (inner) => ({ allOf: [inner] })),
      'any-of': nested(1_000, (inner) => ({ anyOf: [inner] })),
      example: { type: 'object', example: nested(1_000, (a) => ({ a })) },
      extension: { type: 'object', 'x-note': nested(1_000, (a) => ({ a })) },
      items: nested(1_000, (items) => ({ type: 'array', items })),
      map: nested(1_000, (additionalProperties) => ({ type: 'object', additionalProperties })),
      not: nested(1_000, (not) => ({ not })),
      properties: nested(1_000, (a) => ({ type: 'object', required: ['a'], properties: { a } })),
    };
    const documents = Object.entries(schemas).map(([name, schema]) => [name, withSchema(schema)] as const);
    const { diagnostics } = await buildAll(Object.fromEntries(documents));
    const cut = diagnostics.filter((found) => found.code === 'nesting-limit');
    expect(cut.map(({ file }) => basename(file, '.json'))).toEqual(Object.keys(schemas));
    for (const { help, line } of cut)
      expect([help, line]).toEqual([expect.stringContaining('limits.nesting'), expect.any(Number)]);
  });

  it('are cut where the config says', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, {
      'api.json': withSchema(nested(150, (a) => ({ type: 'object', properties: { a } }))),
      'hoopai-postman.config.json': { limits: { nesting: 500 } },
    });
    expect(codesOf(await build(['api.json'], { cwd }))).not.toContain('nesting-limit');
  });
});

describe('documents of megabytes', () => {
  it('are built, no larger than a few times the document', async () => {
    const values = Array.from({ length: 100_000 }, (_, at) => `value ${at}`);
    const documents = {
      choices: withSchema({ type: 'string', enum: values }),
      description: withSchema({ type: 'object' }, { info: { ...GOOD.info, description: HUGE } }),
      example: withSchema({ type: 'object', properties: { a: { example: HUGE } } }),
      length: withSchema({ type: 'string', minLength: 1e12 }),
      list: withSchema({ type: 'array', minItems: 1e12, items: { type: 'string' } }),
      name: withSchema({ type: 'object', properties: { [HUGE]: { type: 'string' } } }),
      pattern: withSchema({ type: 'object', properties: { a: { type: 'string', pattern: HUGE } } }),
    };
    const { cwd } = await buildAll(documents);
    for (const name of Object.keys(documents)) {
      const given = statSync(join(cwd, `specs/${name}.json`)).size;
      const made = statSync(join(cwd, `out/collections/${name}.postman_collection.json`)).size;
      expect(made / Math.max(given, MEGABYTE), name).toBeLessThan(8);
    }
  });

  it('are told of in lines that a person can read', async () => {
    const cwd = temporaryFolder();
    const info = { title: HUGE, version: HUGE };
    writeFiles(cwd, { 'api.json': withSchema({ $ref: `#/components/schemas/${HUGE}` }, { info }) });
    for (const args of [['build', '--verbose'], ['list'], ['list', 'api']]) {
      const { code, stdout, stderr } = await run([...args, '--spec', 'api.json'], { cwd });
      expect(code).toBe(0);
      expect(`${stdout}${stderr}`.length).toBeLessThan(40_000);
    }
  });

  it('beyond the limit are refused, and the option that raises it is named', async () => {
    const cwd = temporaryFolder();
    const config = { limits: { specBytes: MEGABYTE } };
    writeFiles(cwd, { 'api.json': withSchema({ example: HUGE }), 'hoopai-postman.config.json': config });
    const ran = await run(['build', '--spec', 'api.json'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/1000000 bytes[\s\S]*limits\.specBytes/);
  });
});

describe('aliases of YAML', () => {
  const head = 'openapi: 3.0.3\ninfo: {title: A, version: "1"}\npaths: {}\n';
  const buildText = async (text: string) => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'api.yaml': text });
    return build(['api.yaml'], { cwd });
  };

  it('that multiply are refused at once', async () => {
    const levels = Array.from(
      { length: 9 },
      (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(', ')}]`,
    );
    const bomb = await buildText(`${head}l0: &l0 [x]\n${levels.join('\n')}\n`);
    expect(bomb).toMatchObject({ code: 2, diagnostics: [{ code: 'spec-syntax' }] });
  });

  it('and tags run nothing, and make no object but plain ones', async () => {
    const tags = [
      '!!js/function "function () { process.exit(7) }"',
      '!!python/object:os.system x',
      '!<tag:x> y',
    ];
    const notes = tags.map((tag, at) => `x-${at}: ${tag}`).join('\n');
    const built = await buildText(`${head}${notes}\n"__proto__": {polluted: true}\n`);
    expect([built.code, codesOf(built)]).toEqual([0, ['no-operations']]);
  });
});

describe('one document in every encoding', () => {
  const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
  const ENCODINGS: Readonly<Record<string, (text: string) => Uint8Array>> = {
    'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
    'UTF-16 LE with a mark': (text) => wide(`\ufeff${text}`),
    'UTF-16 BE with a mark': (text) => wide(`\ufeff${text}`).swap16(),
    'UTF-16 LE': wide,
    'UTF-16 BE': (text) => wide(text).swap16(),
    'Windows line ends': (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
  };
  const spec = withSchema({ type: 'string', description: 'Größe\nzweite Zeile 🚤', example: 'a\nb' });
  const block = stringify(spec, { defaultStringType: 'PLAIN', lineWidth: 0 }).replace(
    'summary: Add a boat',
    'summary: Add a boat\n      description: |\n        One line.\n        Another: é.',
  );
  const texts = { 'api.json': JSON.stringify(spec, null, 2), 'other.yaml': block };

  it('gives the same collections', async () => {
    const want = await collectionsOf((text) => Buffer.from(text));
    expect(want.length).toBe(2);
    for (const [name, encode] of Object.entries(ENCODINGS))
      expect(await collectionsOf(encode), name).toEqual(want);
  });

  /** Without the hash of the spec's bytes. */
  async function collectionsOf(encode: (text: string) => Uint8Array): Promise<readonly string[]> {
    const cwd = temporaryFolder();
    const files = Object.entries(texts).map(([file, text]) => [`specs/${file}`, encode(text)] as const);
    writeFiles(cwd, Object.fromEntries(files));
    const { code, diagnostics } = await build(['specs'], { cwd });
    expect({ code, diagnostics }).toEqual({ code: 0, diagnostics: [] });
    const collections = [...filesIn(join(cwd, 'out/collections')).values()];
    return collections.map((text) => text.replace(/(?<="spec_build",\s+"value": ")\w+/, ''));
  }
});

describe('names that every object has', () => {
  const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
  // The name of an environment begins with a letter.
  const ENVIRONMENTS = NAMES.filter((name) => !name.startsWith('_'));
  const own = (make: (name: string) => unknown): object =>
    Object.fromEntries(NAMES.map((name) => [name, make(name)]));

  it('are modules, environments and variables like any other, from build to report', async () => {
    const cwd = temporaryFolder();
    const get = {
      tags: NAMES,
      parameters: NAMES.filter((name) => name !== '__proto__').map((name) => ({
        name,
        in: 'header',
        required: true,
        schema: { type: 'string' },
      })),
      security: NAMES.map((name) => ({ [name]: [name] })),
      responses: {
        200: {
          description: 'ok',
          content: {
            'application/json': {
              schema: { type: 'object', required: NAMES, properties: own(() => ({ type: 'string' })) },
            },
          },
        },
      },
    };
    const spec = {
      ...GOOD,
      paths: Object.fromEntries(NAMES.map((name) => [`/${name}`, { get: { ...get, operationId: name } }])),
      components: {
        schemas: own(() => ({})),
        securitySchemes: own((name) => ({ type: 'apiKey', in: 'header', name })),
      },
    };
    const values = own((name) => `value of ${name}`);
    const environments = Object.fromEntries(ENVIRONMENTS.map((name) => [name, values]));
    writeFiles(cwd, Object.fromEntries(NAMES.map((name) => [`specs/${name}.json`, spec])));
    writeFiles(cwd, { 'hoopai-postman.config.json': JSON.stringify({ environments }) });
    const first = await run(['build', '--json'], { cwd });
    expect(first.code, first.stderr).toBe(0);
    expect(JSON.parse(first.stdout).modules).toHaveLength(NAMES.length);
    const tree = treeOf(join(cwd, 'out'));
    expect([...tree.keys()].filter((file) => file.startsWith('environments/'))).toHaveLength(
      ENVIRONMENTS.length + 2,
    );
    expect((await run(['build', '--quiet'], { cwd })).code).toBe(0);
    expect(treeOf(join(cwd, 'out'))).toEqual(tree);
    expect(await run(['check'], { cwd })).toMatchObject({ code: 0 });
    const smoke = await run(['smoke', '--json'], { cwd });
    expect(smoke.code, smoke.stderr).toBe(0);
    expect(JSON.parse(smoke.stdout).totals.sent).toBe(NAMES.length ** 2);
    // Found, though it lacks what only a person has.
    const named = await run(['smoke', '--env', 'constructor', '--plan'], { cwd });
    expect(named.stderr).not.toMatch(/environment-unknown|fault of/);
    expect(await run(['smoke', '--env', 'isPrototypeOf'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('environment-unknown'),
    });
  });
});
