import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { readSpecs } from '../../../src/io/read-specs.ts';
import { pathModule, urlModule } from '../../../src/io/url-module.ts';

const LIMITS = { specBytes: 2_000, downloadMs: 5_000, redirects: 3, referencedFiles: 10, nesting: 100 };

let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'read-specs-')));
});

afterEach(() => rm(folder, { recursive: true }));

async function place(...files: readonly string[]): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `# ${file}`);
  }
}

function read(specs: readonly string[], stdin: string | readonly Uint8Array[] = '') {
  const entries = specs.map((spec) => (/^(-|https?:.*)$/.test(spec) ? spec : join(folder, spec)));
  const chunks = typeof stdin === 'string' ? [Buffer.from(stdin)] : stdin;
  const config = { specs: entries, out: join(folder, 'out'), workingDirectory: folder, limits: LIMITS };
  return readSpecs(config, stream(chunks));
}

async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

describe('readSpecs of files', () => {
  it.each([
    ['a path', { files: ['b.json', 'a.json'], given: ['a.json'], want: ['a.json'] }],
    ['a path of any ending', { files: ['a.txt'], given: ['a.txt'], want: ['a.txt'] }],
    [
      'a glob',
      { files: ['s/a.json', 's/b.yaml', 's/c.yml', 's/d.md'], given: ['s/*'], want: ['a', 'b', 'c'] },
    ],
    ['a glob that goes deep', { files: ['a.json', 's/t/b.json'], given: ['**/*.json'], want: ['a', 'b'] }],
    ['a glob of alternatives', { files: ['a.json', 'b.yaml'], given: ['*.{json,yaml}'], want: ['a', 'b'] }],
    [
      'a glob, not what a build wrote into the out folder',
      {
        files: ['out/api.json', 'out/manifest.json', 'out/collections/a.postman_collection.json'],
        given: ['**/*.json'],
        want: ['api'],
      },
    ],
    [
      'a glob, not what a build wrote in the newer format',
      {
        files: [
          'out/postman/openapi.yaml',
          'out/postman/collections/a/Get a.request.yaml',
          'out/postman/environments/mock.environment.yaml',
          'out/edited/postman/collections/a/Get a.request.yaml',
        ],
        given: ['**/*.yaml'],
        want: ['openapi'],
      },
    ],
    [
      'a path into the out folder',
      { files: ['out/manifest.json'], given: ['out/manifest.json'], want: ['manifest'] },
    ],
    ['a glob, not its hidden files', { files: ['a.json', '.b.json'], given: ['*.json'], want: ['a'] }],
    ['a glob, not its folders', { files: ['a.json', 'b.json/c.json'], given: ['*'], want: ['a'] }],
    [
      'a folder',
      {
        files: ['s/a.json', 's/b.YML', 's/c.txt', 's/.d.json', 's/t/e.json'],
        given: ['s'],
        want: ['a', 'b'],
      },
    ],
    [
      'a name that looks like a glob',
      { files: ['[ab].json', 'a.json'], given: ['[ab].json'], want: ['[ab].json'] },
    ],
    [
      'a glob in a folder that looks like one',
      { files: ['s (x) [y]/a.json'], given: ['s (x) [y]/*.json'], want: ['a'] },
    ],
    [
      'a glob under node_modules',
      { files: ['node_modules/p/s/a.json'], given: ['node_modules/p/s/*.json'], want: ['a'] },
    ],
    [
      'one file named three times',
      { files: ['s/a.json'], given: ['s/a.json', 's', 's/*.json'], want: ['a'] },
    ],
    ['nothing', { files: [], given: [], want: [] }],
  ])('finds %s', async (_name, { files, given, want }) => {
    await place(...files);
    const { value, diagnostics } = await read(given);
    expect({ failed: value.failed, diagnostics }).toEqual({ failed: [], diagnostics: [] });
    expect(value.specs.map(({ text }) => /([^/]*?)(\.\w+)?$/.exec(text.slice(2))?.[1])).toEqual(
      want.map((name) => name.replace(/\.\w+$/, '')),
    );
    for (const { file, text } of value.specs) expect(text).toBe(`# ${file.slice(folder.length + 1)}`);
  });

  it('sorts by module, whatever the order of the specs', async () => {
    await place('z/a.json', 'a/z.json', 'm/A-b.json', 'm/a1.json');
    const given = ['z/a.json', 'a/z.json', 'm/*.json'];
    const one = await read(given);
    expect(one.value.specs.map(({ module }) => module)).toEqual(['a', 'a-b', 'a1', 'z']);
    expect(await read(given.toReversed())).toEqual(one);
  });

  it('reads a file once that is reached through a linked folder too', async () => {
    await place('s/a.json');
    await symlink('s', join(folder, 'link'));
    await symlink('a.json', join(folder, 's/b.json'));
    const { value } = await read(['s', 'link']);
    expect(value.specs.map(({ module, file }) => [module, file])).toEqual([
      ['a', join(folder, 'link/a.json')],
      ['b', join(folder, 'link/b.json')],
    ]);
  });

  it('builds none of the files that share a name', async () => {
    await place('a.json', 'x/Contacts.json', 'x/contacts.yaml', 'y/contacts.json');
    const { value, diagnostics } = await read(['a.json', 'x', 'y']);
    const [one, two, three] = ['x/Contacts.json', 'x/contacts.yaml', 'y/contacts.json'];
    expect(value.specs.map(({ module }) => module)).toEqual(['a']);
    expect(value.failed).toEqual(
      [one, two, three].map((file) => ({ module: 'contacts', file: join(folder, file) })),
    );
    expect(diagnostics.map(({ code, args, where }) => [code, args, where])).toEqual(
      [
        [one, two],
        [two, one],
        [three, one],
      ].map(([file = '', other]) => [
        'module-name-taken',
        { module: 'contacts', other },
        { file: join(folder, file) },
      ]),
    );
  });

  it('keeps what cannot be read apart', async () => {
    await place('a.json', 'b.json', 'c.json');
    await writeFile(join(folder, 'a.json'), '');
    await writeFile(join(folder, 'c.json'), 'x'.repeat(2_001));
    const { value, diagnostics } = await read(['*.json']);
    expect(value.specs.map(({ module }) => module)).toEqual(['b']);
    expect(value.failed.map(({ module }) => module)).toEqual(['a', 'c']);
    expect(diagnostics.map(({ code, where }) => [code, where?.file])).toEqual([
      ['spec-empty', join(folder, 'a.json')],
      ['spec-too-large', join(folder, 'c.json')],
    ]);
  });

  it('stops with everything that is not there', async () => {
    await place('a.json', 'empty/readme.md');
    const missing = ['absent.json', 'absent/*.json', 'b*.json', 'empty', 'empty/*'];
    const error = await read(['a.json', ...missing.toReversed()]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Stop);
    expect((error as Stop).diagnostics.map(({ code, args }) => [code, args])).toEqual(
      missing.map((path) => ['spec-not-found', { path: join(folder, path) }]),
    );
  });

  it('reads more files than are open at once', async () => {
    await place(...Array.from({ length: 50 }, (_, index) => `m${index}.json`));
    expect((await read(['*.json'])).value.specs).toHaveLength(50);
  });
});

describe('readSpecs of standard input', () => {
  it('reads it once, beside files', async () => {
    await place('a.json', 'z.json');
    const { value } = await read(['-', 'z.json', '-', 'a.json'], '\ufeffopenapi: 3.0.3');
    expect(value.specs.map(({ module }) => module)).toEqual(['a', 'stdin', 'z']);
    expect(value.specs[1]).toEqual({ module: 'stdin', file: 'stdin', text: 'openapi: 3.0.3' });
  });

  it('puts a character together that two chunks share', async () => {
    const { value } = await read(['-'], [Buffer.from([0x61, 0xc3]), Buffer.from([0xbc])]);
    expect(value.specs.map(({ text }) => text)).toEqual(['aü']);
  });

  it.each([
    ['nothing', { given: '', want: 'spec-empty' }],
    ['binary data', { given: '\0', want: 'spec-binary' }],
    ['a web page', { given: '<html>', want: 'spec-html' }],
    ['too much', { given: 'x'.repeat(2_001), want: 'spec-too-large' }],
  ])('refuses %s', async (_name, { given, want }) => {
    const { value, diagnostics } = await read(['-'], given);
    expect(value).toEqual({ specs: [], failed: [{ module: 'stdin', file: 'stdin' }] });
    expect(diagnostics.map(({ code, where }) => [code, where])).toEqual([[want, { file: 'stdin' }]]);
  });

  it('leaves it alone when no spec is read from it', async () => {
    await place('a.json');
    const stdin: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => {
        throw new Error('read');
      },
    };
    const config = { specs: [join(folder, 'a.json')], out: folder, workingDirectory: folder, limits: LIMITS };
    expect((await readSpecs(config, stdin)).value.specs).toHaveLength(1);
  });
});

describe('readSpecs of URLs', () => {
  let server: Server;
  let site: string;
  let requests = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      requests++;
      const welcome = request.url?.startsWith('/open') || request.headers.authorization !== undefined;
      response.writeHead(welcome ? 200 : 401).end('openapi: 3.0.3');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => void server.close());

  it('uses user and password, and keeps them nowhere', async () => {
    const { value } = await read([`${site.replace('//', '//me:planted@')}/contacts.json?token=planted`]);
    expect(value.specs).toEqual([
      { module: 'contacts', file: `${site}/contacts.json`, text: 'openapi: 3.0.3' },
    ]);
  });

  it('downloads an address once', async () => {
    requests = 0;
    const { value } = await read([`${site}/open/a.json`, `${site}/open/a.json#/info`]);
    expect(value.specs).toHaveLength(1);
    expect(requests).toBe(1);
  });

  it('names what failed as its diagnostic does', async () => {
    const { value, diagnostics } = await read([`${site}/closed.json?key=planted&v=1`]);
    expect(value.failed).toEqual([{ module: 'closed', file: `${site}/closed.json?v=1` }]);
    expect(diagnostics.map(({ code, where }) => [code, where?.file])).toEqual([
      ['spec-unreadable', `${site}/closed.json?v=1`],
    ]);
  });

  it('takes a file and a URL of the same name for two', async () => {
    await place('s/open.json');
    const { value, diagnostics } = await read(['s/open.json', `${site}/open.json`]);
    expect(value.specs).toEqual([]);
    expect(diagnostics.map(({ args }) => args)).toEqual([
      { module: 'open', other: `${site}/open.json` },
      { module: 'open', other: 's/open.json' },
    ]);
  });
});

describe('urlModule', () => {
  it.each([
    ['the last segment', { given: 'https://a.b/specs/contacts.json', want: 'contacts' }],
    ['no extension', { given: 'https://a.b/contacts?x=1', want: 'contacts' }],
    ['escapes', { given: 'https://a.b/Email%20ISV.yaml', want: 'email-isv' }],
    ['a broken escape', { given: 'https://a.b/100%.yaml', want: '100' }],
    ['a generic name', { given: 'https://a.b/contacts/openapi.json', want: 'contacts' }],
    ['generic names', { given: 'https://a.b/contacts/api/v1.1/Swagger.json', want: 'contacts' }],
    ['a folder', { given: 'https://a.b/contacts/', want: 'contacts' }],
    ['a dot in front', { given: 'https://a.b/.contacts', want: 'contacts' }],
    ['only generic names', { given: 'https://api.b.com/v3/api-docs', want: 'api-b-com' }],
    ['a port', { given: 'http://me:pw@localhost:8080/openapi.json', want: 'localhost-8080' }],
    ['no path', { given: 'https://a.b', want: 'a-b' }],
  ])('%s', (_name, { given, want }) => {
    expect(urlModule(given)).toBe(want);
  });
});

describe('pathModule', () => {
  it.each([
    ['contacts.json', 'contacts'],
    ['repository-main/apps/contacts.yaml', 'contacts'],
    ['contacts/v1.1/openapi.json', 'contacts'],
    ['api.yaml', 'api'],
  ])('of %s', (given, want) => expect(pathModule(given)).toBe(want));
});
