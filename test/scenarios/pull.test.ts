import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Run, run, temporaryFolder } from '../command.ts';
import { refersTo } from './build-json.ts';
import { serve } from './loopback.ts';
import { filesIn, GOOD, treeOf, writeFiles } from './project.ts';
import { zipOf } from './zip-of.ts';

interface Pulled {
  readonly files: readonly { readonly path: string; readonly change: string }[];
  readonly failed: readonly string[];
  readonly wrote: boolean;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly message: string;
    readonly file?: string;
  }[];
}

const other = (title: string): string => JSON.stringify({ ...GOOD, info: { title, version: '1' } });

/** A server of specs by path, and what it was asked. */
async function publish(answer: RequestListener): Promise<{ origin: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const origin = await serve((request, response) => {
    asked.push(request);
    return answer(request, response);
  });
  return { origin, asked };
}

function project(pull: object, more: object = {}): string {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'hoopai-postman.config.json': { pull, ...more } });
  return cwd;
}

async function pull(cwd: string, ...args: string[]): Promise<Run & { readonly result: Pulled }> {
  const ran = await run(['pull', '--json', ...args], { cwd });
  return { ...ran, result: JSON.parse(ran.stdout) as Pulled };
}

const changesOf = ({ result }: { readonly result: Pulled }): string[] =>
  result.files.map(({ path, change }) => `${change} ${path}`);
const codesOf = ({ result }: { readonly result: Pulled }): string[] =>
  result.diagnostics.map(({ code }) => code);

describe.concurrent('pull from a server', () => {
  it('takes each module, and asks the next time only whether there is a newer one', async () => {
    const { origin, asked } = await publish(({ url = '', headers }, response) => {
      const etag = `"${url}"`;
      if (headers['if-none-match'] === etag) response.writeHead(304).end();
      else response.writeHead(200, { etag }).end(other(url));
    });
    const cwd = project({ from: origin, modules: ['contacts', 'oauth'] });
    const first = await pull(cwd);
    expect(first).toMatchObject({ code: 0, result: { failed: [], wrote: true, diagnostics: [] } });
    expect(changesOf(first)).toEqual(['new contacts.json', 'new oauth.json']);
    expect(asked.map(({ url }) => url).toSorted()).toEqual(['/contacts/openapi.json', '/oauth/openapi.json']);
    expect(JSON.parse(filesIn(cwd).get('specs/specs.lock.json') ?? '')).toEqual({
      lockVersion: 1,
      files: Object.fromEntries(
        ['contacts', 'oauth'].map((module) => [
          `${module}.json`,
          {
            url: `${origin}/${module}/openapi.json`,
            etag: `"/${module}/openapi.json"`,
            sha256: expect.stringMatching(/^[\da-f]{64}$/),
            bytes: filesIn(cwd).get(`specs/${module}.json`)?.length,
          },
        ]),
      ),
    });

    const before = treeOf(cwd);
    const again = await run(['pull'], { cwd });
    expect(again).toEqual({ code: 0, stdout: '', stderr: 'All 2 specs in specs are up to date\n' });
    expect(treeOf(cwd)).toEqual(before);
    expect(asked.slice(2).map(({ headers }) => headers['if-none-match'])).toHaveLength(2);
    expect(asked.slice(2).every(({ headers }) => headers['if-none-match'])).toBe(true);
  });

  it('asks for the whole of what is no longer as it was pulled', async () => {
    const { origin, asked } = await publish((_request, response) =>
      response.writeHead(200, { 'last-modified': 'Wed, 21 Oct 2015 07:28:00 GMT' }).end(other('Tern')),
    );
    const cwd = project({ from: `${origin}/{module}.json`, modules: ['boats'] });
    await pull(cwd);
    rmSync(join(cwd, 'specs/boats.json'));
    expect(changesOf(await pull(cwd))).toEqual(['new boats.json']);
    expect(changesOf(await pull(cwd))).toEqual(['unchanged boats.json']);
    expect(asked.map(({ headers }) => headers['if-modified-since'] !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('replaces what is new, writes nothing in a dry run, and takes only what was asked for', async () => {
    let title = 'Tern';
    const { origin, asked } = await publish((_request, response) => response.end(other(title)));
    const cwd = project({ from: origin, modules: ['a', 'b'] });
    await pull(cwd);
    title = 'Gull';
    const before = treeOf(cwd);
    expect(changesOf(await pull(cwd, '--dry-run'))).toEqual(['changed a.json', 'changed b.json']);
    expect(treeOf(cwd)).toEqual(before);
    const count = asked.length;
    expect(changesOf(await pull(cwd, 'b'))).toEqual(['changed b.json']);
    expect(asked).toHaveLength(count + 1);
    expect(filesIn(cwd).get('specs/a.json')).toContain('Tern');
    expect(filesIn(cwd).get('specs/b.json')).toContain('Gull');
    expect(Object.keys(JSON.parse(filesIn(cwd).get('specs/specs.lock.json') ?? '').files)).toEqual([
      'a.json',
      'b.json',
    ]);
  });

  it('tries again after 429 with Retry-After, 500 and a dropped connection', async () => {
    const seen = new Map<string, number>();
    const { origin } = await publish(({ url = '' }, response) => {
      const times = (seen.get(url) ?? 0) + 1;
      seen.set(url, times);
      if (times > 1) response.end(other(url));
      else if (url.includes('/busy/')) response.writeHead(429, { 'retry-after': '0' }).end();
      else if (url.includes('/broken/')) response.writeHead(500).end();
      else response.writeHead(200, { 'content-length': 500 }).write('{', () => response.destroy());
    });
    const cwd = project({ from: origin, modules: ['broken', 'busy', 'cut'] });
    expect(changesOf(await pull(cwd))).toEqual(['new broken.json', 'new busy.json', 'new cut.json']);
    expect([...seen.values()]).toEqual([2, 2, 2]);
  });

  const REFUSED: readonly (readonly [string, RequestListener, string, RegExp])[] = [
    ['404', (_, response) => response.writeHead(404).end(), 'spec-unreadable', /404/],
    ['401', (_, response) => response.writeHead(401).end(), 'spec-unreadable', /401/],
    [
      'a long wait',
      (_, response) => response.writeHead(429, { 'retry-after': '7200' }).end(),
      'spec-unreadable',
      /7200 s/,
    ],
    [
      'a login page',
      (_, response) => response.end('<!doctype html><title>Sign in</title>'),
      'spec-html',
      /Sign in/,
    ],
    ['another document', (_, response) => response.end('{"name": "package"}'), 'spec-not-openapi', /openapi/],
    ['half a document', (_, response) => response.end('{"openapi": "3.0.3", '), 'spec-syntax', /JSON/],
    ['nothing', (_, response) => response.end(), 'spec-empty', /empty/],
    ['too much', (_, response) => response.end(' '.repeat(60_000)), 'spec-too-large', /50000/],
    [
      'too many redirects',
      (_, response) => response.writeHead(302, { location: '/' }).end(),
      'spec-unreadable',
      /2 redirects/,
    ],
    [
      'a redirect to a file',
      (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      'spec-unreadable',
      /file:/,
    ],
    ['no end', (_, response) => void response.writeHead(200).write('{'), 'spec-unreadable', /0\.2 s/],
  ];
  it.each(REFUSED)(
    'keeps the old file of a module that is answered with %s, and names it',
    async (_name, answer, code, message) => {
      let good = true;
      const { origin } = await publish((request, response) => {
        if (good || request.url?.includes('/fine/')) response.end(other(good ? 'Tern' : 'Gull'));
        else answer(request, response);
      });
      const limits = { specBytes: 50_000, downloadMs: 200, redirects: 2 };
      const cwd = project(
        { from: origin, modules: ['boats', 'fine'] },
        { limits: { ...limits, downloadMs: 5_000 } },
      );
      await pull(cwd);
      good = false;
      writeFiles(cwd, {
        'hoopai-postman.config.json': { pull: { from: origin, modules: ['boats', 'fine'] }, limits },
      });
      const ran = await pull(cwd);
      expect(ran).toMatchObject({
        code: 1,
        result: { failed: ['boats'], files: [{ path: 'fine.json', change: 'changed' }] },
      });
      expect(ran.result.diagnostics).toMatchObject([{ code, file: `${origin}/boats/openapi.json` }]);
      expect(ran.result.diagnostics[0]?.message).toMatch(message);
      expect(filesIn(cwd).get('specs/boats.json')).toContain('Tern');
      expect(filesIn(cwd).get('specs/fine.json')).toContain('Gull');
      expect([...filesIn(join(cwd, 'specs')).keys()]).toEqual(['boats.json', 'fine.json', 'specs.lock.json']);
    },
  );

  it('tells a password to its own server only, and keeps it out of every file and message', async () => {
    const far = await publish((_request, response) => response.end(other('Far')));
    const { origin, asked } = await publish(({ url }, response) =>
      url === '/boats/openapi.json'
        ? response.writeHead(302, { location: `${far.origin}/boats.json` }).end()
        : response.writeHead(404).end(),
    );
    const cwd = project({ modules: ['boats', 'none'] });
    const ran = await pull(cwd, '--from', `${origin.replace('//', '//harbour:hunter2@')}?`.replace('?', ''));
    expect(ran).toMatchObject({ code: 1, result: { failed: ['none'] } });
    expect(asked[0]?.headers.authorization).toMatch(/^Basic /);
    expect(far.asked[0]?.headers.authorization).toBeUndefined();
    expect([...filesIn(cwd).values(), ran.stdout, ran.stderr].join()).not.toMatch(/hunter2|aGFyYm91/);
  });

  it('keeps what a person changed, until --force', async () => {
    const { origin } = await publish((_request, response) => response.end(other('Tern')));
    const cwd = project({ urls: { boats: `${origin}/v1/boats.yaml` } });
    writeFiles(cwd, { 'specs/boats.yml': other('By hand') });
    const kept = await pull(cwd);
    expect(kept).toMatchObject({ code: 1, result: { failed: ['boats'], wrote: false } });
    expect(codesOf(kept)).toEqual(['spec-edited']);
    expect(filesIn(cwd).get('specs/boats.yml')).toContain('By hand');
    expect(changesOf(await pull(cwd, '--force'))).toEqual(['changed boats.yml']);
    writeFiles(cwd, { 'specs/boats.yml': other('By hand') });
    expect(codesOf(await pull(cwd))).toEqual(['spec-edited']);
  });
});

describe.concurrent('pull of a spec with references', () => {
  const COMMON = '{"Boat": {"$ref": "./deeper/hull.json#/Hull"}}';
  const HULL = '{"Hull": {"type": "string", "example": "Gull", "x": {"$ref": "../parts.json#/Boat"}}}';
  const files = {
    'apps/boats.json': refersTo('../common/parts.json#/Boat', 'https://example.com/x.json#/A'),
    'apps/ports.yaml': JSON.stringify(refersTo('../common/parts.json#/Boat')),
    'common/parts.json': COMMON,
    'common/deeper/hull.json': HULL,
    'package.json': { name: 'no spec' },
    'node_modules/x/openapi.json': GOOD,
  };
  const WANT = ['boats.json', 'common/deeper/hull.json', 'common/parts.json', 'ports.yaml'];

  it.each<[string, (cwd: string) => string]>([
    [
      'a folder',
      (cwd) => {
        writeFiles(join(cwd, 'checkout'), files);
        return 'checkout';
      },
    ],
    [
      'an archive',
      (cwd) => {
        const entries = Object.entries(files).map(([path, content]) => ({
          path: `repository-main/${path}`,
          content: typeof content === 'string' ? content : JSON.stringify(content, null, 2),
        }));
        writeFiles(cwd, { 'export.zip': zipOf(entries) });
        return 'export.zip';
      },
    ],
  ])('brings them along from %s, into the folder of specs', async (_name, make) => {
    const cwd = temporaryFolder();
    const from = make(cwd);
    const pulled = await pull(cwd, '--from', from);
    expect(pulled).toMatchObject({ code: 0, result: { failed: [], diagnostics: [] } });
    expect(changesOf(pulled)).toEqual(WANT.map((path) => `new ${path}`));
    expect([...filesIn(cwd).keys()].filter((path) => path.startsWith('common'))).toEqual([]);
    expect(filesIn(cwd).get('specs/boats.json')).toContain('"common/parts.json#/Boat"');
    expect(filesIn(cwd).get('specs/boats.json')).toContain('"https://example.com/x.json#/A"');
    const built = await run(['build', '--json', 'ports'], { cwd });
    expect(JSON.parse(built.stdout).diagnostics).toEqual([]);
    expect([...filesIn(join(cwd, 'out')).values()].join()).toContain('Gull');
    expect(changesOf(await pull(cwd, '--from', from))).toEqual(WANT.map((path) => `unchanged ${path}`));
  });

  it('asks a server for those too, when the spec itself is unchanged', async () => {
    let parts = COMMON;
    const { origin } = await publish(({ url = '', headers }, response) => {
      if (headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else if (url === '/boats/openapi.json')
        response.writeHead(200, { etag: '"1"' }).end(JSON.stringify(files['apps/boats.json']));
      else if (url === '/common/parts.json') response.end(parts);
      else if (url === '/common/deeper/hull.json') response.end(HULL);
      else response.writeHead(404).end();
    });
    const cwd = project({ from: origin, modules: ['boats'] });
    const want = WANT.slice(0, 3);
    expect(changesOf(await pull(cwd))).toEqual(want.map((path) => `new ${path}`));
    parts = COMMON.replace('}', ', "y": 1}');
    expect(changesOf(await pull(cwd))).toEqual([
      'unchanged boats.json',
      'unchanged common/deeper/hull.json',
      'changed common/parts.json',
    ]);
  });

  it('fails the module when one cannot be had now, and warns of one that is nowhere', async () => {
    const { origin } = await publish(({ url = '' }, response) => {
      if (url.endsWith('openapi.json'))
        response.end(JSON.stringify(refersTo(`../${url.split('/')[1]}/x.json#/A`)));
      else response.writeHead(url.startsWith('/shut/') ? 403 : 404).end();
    });
    const cwd = project({ from: origin, modules: ['nowhere', 'shut'] });
    const pulled = await pull(cwd);
    expect(pulled).toMatchObject({ code: 1, result: { failed: ['shut'] } });
    expect(codesOf(pulled).toSorted()).toEqual(['reference-unreadable', 'spec-unreadable']);
    expect(changesOf(pulled)).toEqual(['new nowhere.json']);
  });

  it('never leaves the folder, whatever the references say', async () => {
    const refs = [
      '../../../../../../tmp/x.json#/A',
      '/etc/x.json',
      '..\\..\\x.json',
      'a/../../../x.json',
      '%2e%2e/x.json',
    ];
    const cwd = temporaryFolder();
    writeFiles(join(cwd, 'from'), {
      'a/b/c/boats.json': refersTo(...refs),
      'a/b/c/a/x.json': '{}',
      'x.json': '{"A": {}}',
    });
    const before = [...filesIn(cwd).keys()];
    expect(await pull(cwd, '--from', 'from')).toMatchObject({ code: 0 });
    const made = [...filesIn(cwd).keys()].filter((path) => !before.includes(path));
    expect(made.every((path) => path.startsWith('specs/'))).toBe(true);
  });
});

describe.concurrent('pull refuses', () => {
  it.each<[string, Uint8Array, RegExp]>([
    [
      'a path that leaves the archive',
      zipOf([{ path: '../../evil.json', content: JSON.stringify(GOOD) }]),
      /relative path|invalid/,
    ],
    ['an absolute path', zipOf([{ path: '/tmp/evil.json', content: JSON.stringify(GOOD) }]), /absolute path/],
    ['a link', zipOf([{ path: 'boats.json', content: '/etc/passwd', link: true }]), /symbolic link/],
    ['a bomb', zipOf([{ path: 'boats.json', content: ' '.repeat(2_000_000) }]), /larger/],
    [
      'a bomb that lies about its size',
      zipOf([{ path: 'boats.json', content: ' '.repeat(2_000_000), says: 10 }]),
      /too many bytes/,
    ],
    [
      'half an archive',
      zipOf([{ path: 'boats.json', content: JSON.stringify(GOOD) }]).subarray(0, 80),
      /zip/,
    ],
  ])('%s', async (_name, bytes, message) => {
    const cwd = project({}, { limits: { specBytes: 1_000_000 } });
    writeFiles(cwd, { 'export.zip': bytes });
    const before = treeOf(cwd);
    const { code, result } = await pull(cwd, '--from', 'export.zip');
    expect({ code, codes: codesOf({ result }) }).toEqual({ code: 2, codes: ['archive-unreadable'] });
    expect(result.diagnostics[0]?.message).toMatch(message);
    expect(treeOf(cwd)).toEqual(before);
  });

  it.each<[string, object, readonly string[]]>([
    ['modules without an address', { modules: ['boats'] }, []],
    ['an address without modules', { from: 'https://x.example' }, []],
    ['a folder without specs', {}, ['--from', '.']],
  ])('%s', async (_name, asked, args) => {
    const cwd = project(asked, { profile: { name: 'boats' } });
    const pulled = await pull(cwd, ...args);
    expect({ code: pulled.code, codes: codesOf(pulled) }).toEqual({
      code: 2,
      codes: ['pull-source-missing'],
    });
  });

  it('two specs that would be one module, a module that is not there, and a link in place of a spec', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, {
      'from/boats.json': GOOD,
      'from/boats/openapi.yaml': JSON.stringify(GOOD),
      'fine/boats.json': GOOD,
      'target.json': 'mine',
    });
    expect(codesOf(await pull(cwd, '--from', 'from'))).toEqual(['module-name-taken']);
    expect(codesOf(await pull(cwd, 'boots', '--from', 'fine'))).toEqual(['module-unknown']);
    writeFiles(cwd, { 'specs/x.txt': '' });
    symlinkSync(join(cwd, 'target.json'), join(cwd, 'specs/boats.json'));
    expect((await pull(cwd, '--from', 'fine', '--force')).code).toBe(1);
    expect(readFileSync(join(cwd, 'target.json'), 'utf8')).toBe('mine');
  });
});

describe('a pull after one that was killed', () => {
  it('replaces what that one had put in place, also by what is newer still, and nothing of a person', async () => {
    const cwd = temporaryFolder();
    const from = (title: string): void =>
      writeFiles(cwd, {
        'from/a.json': other(title),
        'from/b.json': other(title),
        'from/c.json': other(title),
      });
    from('Tern');
    await pull(cwd, '--from', 'from');
    const old = filesIn(join(cwd, 'specs'));
    from('Gull');
    await pull(cwd, '--from', 'from');
    // As it stands when the first file is in its place: the lock is staged, and the old one is still there.
    const lock = filesIn(join(cwd, 'specs')).get('specs.lock.json');
    writeFiles(cwd, {
      'specs/b.json': old.get('b.json'),
      'specs/c.json': other('Mine'),
      'specs/specs.lock.json': old.get('specs.lock.json'),
      'specs/.specs.lock.json.999999999-1.tmp': lock,
    });
    from('Auk');
    const pulled = await pull(cwd, '--from', 'from');
    expect([pulled.code, codesOf(pulled)]).toEqual([1, ['spec-edited']]);
    const done = filesIn(join(cwd, 'specs'));
    expect(['a', 'b', 'c'].map((module) => done.get(`${module}.json`))).toEqual(
      ['Auk', 'Auk', 'Mine'].map(other),
    );
    expect([...done.keys()].filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });
});
