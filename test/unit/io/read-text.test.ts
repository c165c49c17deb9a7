import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/io/decode-text.ts';
import { readText } from '../../../src/io/read-text.ts';
import { shownUrl } from '../../../src/io/shown-url.ts';
import type { Limits } from '../../../src/model/config.ts';

const LIMITS: Limits = {
  specBytes: 2_000,
  downloadMs: 5_000,
  redirects: 3,
  referencedFiles: 10,
  nesting: 100,
};
const SPEC = '{"openapi": "3.0.3", "info": {"title": "Grüße 🚀"}}';

const utf16le = Buffer.from(SPEC, 'utf16le');
const utf16be = Buffer.from(utf16le).swap16();

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-text-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function readBytes(bytes: Uint8Array | string) {
  const file = join(folder, 'spec.json');
  await writeFile(file, bytes);
  return { file, ...(await readText(file, LIMITS)) };
}

describe('readText of a file', () => {
  it.each([
    ['UTF-8', { given: SPEC, want: SPEC }],
    ['UTF-8 with a byte order mark', { given: `\ufeff${SPEC}`, want: SPEC }],
    [
      'UTF-16, little end first, with a mark',
      { given: Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le]), want: SPEC },
    ],
    [
      'UTF-16, big end first, with a mark',
      { given: Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be]), want: SPEC },
    ],
    ['UTF-16, little end first, without a mark', { given: utf16le, want: SPEC }],
    ['UTF-16, big end first, without a mark', { given: utf16be, want: SPEC }],
    ['YAML that speaks of HTML', { given: 'info: <html>\n', want: 'info: <html>\n' }],
    ['as many bytes as the limit', { given: 'x'.repeat(2_000), want: 'x'.repeat(2_000) }],
  ])('reads %s', async (_name, { given, want }) => {
    const { value, diagnostics } = await readBytes(given);
    expect(value).toEqual({ text: want });
    expect(diagnostics).toEqual([]);
  });

  it.each([
    ['nothing', { given: '', want: { code: 'spec-empty', args: { bytes: 0 } } }],
    ['white space', { given: '\ufeff \r\n\t', want: { code: 'spec-empty', args: { bytes: 7 } } }],
    ['a NUL', { given: 'ab\0c', want: { code: 'spec-binary', args: { byte: 2 } } }],
    [
      'Latin-1',
      {
        given: Buffer.from('title: Gr\u00fc\u00dfe', 'latin1'),
        want: { code: 'spec-binary', args: { byte: 9 } },
      },
    ],
    [
      'a sequence that breaks off',
      { given: Buffer.from([0x61, 0xf0, 0x9f]), want: { code: 'spec-binary', args: { byte: 1 } } },
    ],
    [
      'a sequence that breaks off where it looks like a replacement',
      { given: Buffer.from([0x61, 0xef, 0xbf]), want: { code: 'spec-binary', args: { byte: 1 } } },
    ],
    [
      'an invalid sequence behind a replacement character',
      { given: Buffer.from([0xef, 0xbf, 0xbd, 0xff]), want: { code: 'spec-binary', args: { byte: 3 } } },
    ],
    [
      'an archive',
      {
        given: Buffer.from([0x1f, 0x8b, 0x08, 0x00]),
        want: { code: 'spec-binary', args: { byte: 1 } },
      },
    ],
    [
      'UTF-16 that breaks off',
      { given: utf16le.subarray(0, 11), want: { code: 'spec-binary', args: { byte: 10 } } },
    ],
    [
      'UTF-16 with half a pair',
      { given: Buffer.from('{"\ud83d"}', 'utf16le'), want: { code: 'spec-binary', args: { byte: 4 } } },
    ],
    [
      'UTF-32',
      {
        given: Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]),
        want: { code: 'spec-binary', args: { byte: 2 } },
      },
    ],
    [
      'a web page',
      {
        given: '\n<!DOCTYPE html>\n<html><head><title>\n Sign\n in </title>',
        want: { code: 'spec-html', args: { title: 'Sign in' } },
      },
    ],
    [
      'a web page without a title',
      { given: '<HTML lang=en>', want: { code: 'spec-html', args: { title: '' } } },
    ],
    [
      'a web page in XML',
      { given: '<?xml version="1.0"?>\n<html>', want: { code: 'spec-html', args: { title: '' } } },
    ],
    [
      'one byte more than the limit',
      { given: 'x'.repeat(2_001), want: { code: 'spec-too-large', args: { limit: 2_000 } } },
    ],
  ])('refuses %s', async (_name, { given, want }) => {
    const { file, value, diagnostics } = await readBytes(given);
    expect(value).toBeUndefined();
    expect(diagnostics).toEqual([{ severity: 'error', ...want, where: { file } }]);
  });

  it('tells why a file cannot be read', async () => {
    await mkdir(join(folder, 'folder'));
    await writeFile(join(folder, 'locked.json'), SPEC);
    await chmod(join(folder, 'locked.json'), 0);
    await symlink('circle.json', join(folder, 'circle.json'));
    execFileSync('mkfifo', [join(folder, 'pipe.json')]);
    const locked = process.getuid?.() === 0 ? [] : ['locked.json'];
    const names = ['absent.json', 'folder', 'circle.json', 'pipe.json', ...locked];
    const reasons = new Set<string>();
    for (const name of [...names, '/dev/zero']) {
      const file = name.startsWith('/') ? name : join(folder, name);
      reasons.add(await reasonOf(file));
    }
    expect(reasons.size).toBe(names.length);
  });
});

describe('decodeText', () => {
  it('gives back any text from each encoding', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0'));
    fc.assert(
      fc.property(text, (one) => {
        const marked = Buffer.from(`\ufeff${one}`, 'utf16le');
        for (const bytes of [Buffer.from(`\ufeff${one}`), marked, Buffer.from(marked).swap16()]) {
          expect(decodeText(bytes)).toEqual({ text: one });
        }
      }),
    );
  });

  it('points into the bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const decoded = decodeText(bytes);
        if ('text' in decoded) return;
        expect(decoded.byte).toBeGreaterThanOrEqual(0);
        expect(decoded.byte).toBeLessThan(bytes.length);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('shownUrl', () => {
  it.each([
    ['user and password', { given: 'https://me:pw@a.b/c.json', want: 'https://a.b/c.json' }],
    ['a fragment', { given: 'https://a.b/c.json#/info', want: 'https://a.b/c.json' }],
    [
      'a token beside a group',
      { given: 'https://a.b/c?group=x&access_token=y', want: 'https://a.b/c?group=x' },
    ],
    ['a signature', { given: 'https://a.b/c?X-Amz-Signature=1&sig=2&apiKey=3', want: 'https://a.b/c' }],
    ['a long value under any name', { given: `https://a.b/c?t=${'a1b2'.repeat(10)}`, want: 'https://a.b/c' }],
    ['secrets of an invalid address', { given: 'http://me:pw@a b/c?token=x', want: 'http://a b/c' }],
  ])('leaves out %s', (_name, { given, want }) => {
    expect(shownUrl(given)).toBe(want);
  });
});

describe('readText of a URL', () => {
  const servers: Server[] = [];
  const sent: { host: string; url: string; authorization: string | undefined }[] = [];
  let site: string;
  let elsewhere: string;

  const listener: RequestListener = (request, response) => {
    const { host = '', authorization } = request.headers;
    sent.push({ host, url: request.url ?? '', authorization });
    const answer = (status: number, headers: Record<string, string>, body: string | Buffer = '') => {
      response.writeHead(status, headers).end(body);
    };
    const redirect = (location: string) => answer(302, { location }, 'moved');
    const answers: Record<string, () => void> = {
      '/spec.json': () => answer(200, {}, SPEC),
      '/typed': () => answer(200, { 'content-type': 'Application/YAML; charset=utf-8' }, SPEC),
      '/gzip': () => answer(200, { 'content-encoding': 'gzip' }, gzipSync(SPEC)),
      '/bomb': () => answer(200, { 'content-encoding': 'gzip' }, gzipSync('x'.repeat(100_000))),
      '/broken-gzip': () => answer(200, { 'content-encoding': 'gzip' }, 'no gzip'),
      '/empty': () => answer(200, {}),
      '/created': () => answer(201, {}, SPEC),
      '/accepted': () => answer(202, {}, SPEC),
      '/no-content': () => answer(204, {}),
      '/part': () => answer(206, {}, SPEC),
      '/to-created': () => redirect('/created'),
      '/page': () => answer(200, {}, '<!doctype html><title>Log in</title>'),
      '/declared': () => answer(200, { 'content-length': '2001' }, 'x'.repeat(2_001)),
      '/endless': () => {
        const timer = setInterval(() => response.write('x'.repeat(500)), 1);
        response.on('close', () => clearInterval(timer));
      },
      '/slow': () => void response.write('{'),
      '/silent': () => {},
      '/cut': () => {
        response.writeHead(200, { 'content-length': '100' }).write('{');
        setTimeout(() => request.socket.destroy(), 20);
      },
      '/loop': () => redirect('/loop'),
      '/three': () => redirect('/two'),
      '/two': () => redirect('one'),
      '/one': () => redirect('spec.json'),
      '/four': () => redirect('/three'),
      '/away': () => redirect(`${elsewhere}/spec.json`),
      '/away-with-password': () =>
        redirect(`${elsewhere.replace('//', '//them:theirs@')}/back?secret=planted`),
      '/back': () => redirect(`${site}/spec.json`),
      '/to-secret': () => redirect(`${site.replace('//', '//me:planted@')}/spec.json?group=a#/info`),
      '/to-file': () => redirect('file:///etc/passwd'),
      '/to-nowhere': () => redirect('http://['),
      '/without-target': () => answer(302, {}),
    };
    (answers[(request.url ?? '').replace(/\?.*/, '')] ?? (() => answer(404, {}, 'planted')))();
  };

  beforeAll(async () => {
    site = await start();
    elsewhere = await start();
  });

  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function start(): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each(['/spec.json', '/gzip', '/spec.json#/info'])('reads %s', async (path) => {
    expect(await readText(site + path, LIMITS)).toEqual({ value: { text: SPEC }, diagnostics: [] });
  });

  it('follows redirects, and tells who answered in the end', async () => {
    const near = await readText(`${site}/three`, LIMITS);
    expect(near).toEqual({ value: { text: SPEC, base: `${site}/spec.json` }, diagnostics: [] });
    const far = await readText(`${site}/away`, LIMITS);
    expect(far).toEqual({ value: { text: SPEC, base: `${elsewhere}/spec.json` }, diagnostics: [] });
  });

  it('tells what the server says that it is', async () => {
    const { value } = await readText(`${site}/typed`, LIMITS);
    expect(value).toEqual({ text: SPEC, mediaType: 'application/yaml' });
  });

  it('keeps user and password of the address that answered to itself', async () => {
    const { value } = await readText(`${site}/to-secret`, LIMITS);
    expect(value?.base).toBe(`${site}/spec.json?group=a`);
  });

  it.each([
    ['/empty', { want: { code: 'spec-empty', args: { bytes: 0 } } }],
    ['/page', { want: { code: 'spec-html', args: { title: 'Log in' } } }],
    ['/declared', { want: { code: 'spec-too-large', args: { limit: 2_000 } } }],
    ['/endless', { want: { code: 'spec-too-large', args: { limit: 2_000 } } }],
    ['/bomb', { want: { code: 'spec-too-large', args: { limit: 2_000 } } }],
  ])('refuses %s', async (path, { want }) => {
    const { value, diagnostics } = await readText(site + path, LIMITS);
    expect(value).toBeUndefined();
    expect(diagnostics).toEqual([{ severity: 'error', ...want, where: { file: site + path } }]);
  });

  it('tells why there is no answer', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const addresses = [
      `${site}/absent`,
      `${site}/loop`,
      `${site}/to-file`,
      `${site}/to-nowhere`,
      `${site}/without-target`,
      `${site}/broken-gzip`,
      `${site}/cut`,
      `${site.replace('http:', 'https:')}/no-tls`,
      `http://127.0.0.1:${port}/`,
      'http://127.0.0.1:1/',
      'http://spec.invalid/',
      'http://[',
    ];
    const reasons = await Promise.all(addresses.map(reasonOf));
    expect(new Set(reasons).size).toBe(addresses.length);
    expect(reasons[0]).toContain('404');
    expect(reasons.join()).not.toMatch(/planted|ECONN|undefined/);
  });

  it.each([
    ['/created', '201 Created'],
    ['/to-created', '201 Created'],
    ['/accepted', '202 Accepted'],
    ['/no-content', '204 No Content'],
    ['/part', '206 Partial Content'],
  ])('refuses %s, which is no 200', async (path, want) => {
    expect(await reasonOf(site + path)).toContain(want);
  });

  it('counts redirects', async () => {
    const { diagnostics } = await readText(`${site}/four`, LIMITS);
    expect(diagnostics.map(({ code }) => code)).toEqual(['spec-unreadable']);
  });

  it.each(['/slow', '/silent'])('gives up on %s in time', async (path) => {
    const start = Date.now();
    const { diagnostics } = await readText(site + path, { ...LIMITS, downloadMs: 200 });
    expect(diagnostics).toMatchObject([
      { code: 'spec-unreadable', args: { reason: expect.stringContaining('0.2 s') } },
    ]);
    expect(Date.now() - start).toBeLessThan(2_000);
  });

  it('sends user and password to their own origin only, and shows them nowhere', async () => {
    const withPassword = site.replace('//', '//me%40home:s%25cret@');
    const basic = `Basic ${Buffer.from('me@home:s%cret').toString('base64')}`;
    sent.length = 0;
    expect((await readText(`${withPassword}/away-with-password`, LIMITS)).value?.text).toBe(SPEC);
    expect(sent).toEqual([
      { host: new URL(site).host, url: '/away-with-password', authorization: basic },
      { host: new URL(elsewhere).host, url: '/back?secret=planted', authorization: undefined },
      { host: new URL(site).host, url: '/spec.json', authorization: basic },
    ]);
    const { diagnostics } = await readText(`${withPassword}/absent?token=planted&group=a`, LIMITS);
    expect(sent.at(-1)?.url).toBe('/absent?token=planted&group=a');
    expect(diagnostics.map(({ where }) => where)).toEqual([{ file: `${site}/absent?group=a` }]);
    expect(JSON.stringify(diagnostics)).not.toMatch(/me@|me%40|cret|planted/);
  });
});

async function reasonOf(file: string): Promise<string> {
  const { value, diagnostics } = await readText(file, LIMITS);
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'spec-unreadable', where: { file } }]);
  const [found] = diagnostics;
  return found?.code === 'spec-unreadable' ? found.args.reason : '';
}
