import { describe, expect, it } from 'vitest';
import type { ForwardedRequest } from '../../../src/io/forward-request.ts';
import type { ProfileAuth } from '../../../src/model/config.ts';
import { type Forward, type PlayTarget, passOn } from '../../../src/playground/pass-on.ts';

const TOKEN = 'pit-0f3b/7c+1d==secret';
const TARGET: PlayTarget = {
  kind: 'live',
  baseUrl: 'https://api.example',
  allowsWrites: false,
  auth: { type: 'bearer', token: 'access_token' },
  open: new Set(['GET /status']),
  valueFor: (name) => ({ access_token: TOKEN, user: 'nadia', key: TOKEN })[name] ?? '',
  secrets: () => [TOKEN],
  renew: async () => false,
};
const EMPTY = Buffer.from('');

const request = (method: string, path: string, headers: readonly (readonly [string, string])[] = []) => ({
  method,
  path,
  headers,
  body: EMPTY,
});

/** Keeps what it is sent, and answers with it. */
function echo(status = 200) {
  const sent: ForwardedRequest[] = [];
  const forward: Forward = async (one) => {
    sent.push(one);
    const body = Buffer.from(JSON.stringify({ headers: Object.fromEntries(one.headers), url: one.url.href }));
    return { status, headers: one.headers.map(([name, value]) => [`x-echo-${name}`, value] as const), body };
  };
  return { sent, forward };
}

describe('a request of the page', () => {
  it.each<[string, ProfileAuth, Record<string, string>, string]>([
    ['bearer', TARGET.auth, { authorization: `Bearer ${TOKEN}` }, ''],
    [
      'basic',
      { type: 'basic', username: 'user', password: 'key' },
      { authorization: `Basic ${btoa(`nadia:${TOKEN}`)}` },
      '',
    ],
    [
      'a key in a header',
      { type: 'apikey', in: 'header', name: 'X-Key', value: 'key' },
      { 'x-key': TOKEN },
      '',
    ],
    [
      'a key in the query',
      { type: 'apikey', in: 'query', name: 'key', value: 'key' },
      {},
      `&key=${encodeURIComponent(TOKEN)}`,
    ],
    ['none', { type: 'noauth' }, {}, ''],
  ])('gets the credentials of the target: %s', async (_name, auth, headers, query) => {
    const { sent, forward } = echo();
    const theirs = [
      ['Authorization', 'Bearer of-the-page'],
      ['Version', '1'],
      ['X-Playground-Key', 'k'],
    ] as const;
    await passOn(request('GET', '/a?b=1', theirs), { ...TARGET, auth }, forward);
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({ version: '1', ...headers });
    expect(sent[0]?.url.href).toBe(`https://api.example/a?b=1${query}`);
  });

  it('gets none where the operation takes none', async () => {
    const { sent, forward } = echo();
    await passOn(request('GET', '/status?a=1'), TARGET, forward);
    expect(sent[0]?.headers).toEqual([]);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'is not sent to a target that is read only: %s',
    async (method) => {
      const { sent, forward } = echo();
      expect(await passOn(request(method, '/a'), TARGET, forward)).toMatchObject({
        status: 403,
        refused: expect.stringContaining('--allow-writes'),
      });
      expect(sent).toEqual([]);
      expect((await passOn(request(method, '/a'), { ...TARGET, allowsWrites: true }, forward)).status).toBe(
        200,
      );
    },
  );

  it.each(['TRACE', 'CONNECT', 'PROPFIND'])(
    'is not sent with a method that no API has: %s',
    async (method) => {
      const { sent, forward } = echo();
      expect(await passOn(request(method, '/a'), { ...TARGET, allowsWrites: true }, forward)).toMatchObject({
        status: 403,
      });
      expect(sent).toEqual([]);
    },
  );

  it('is sent again with another token when the first is refused, once', async () => {
    let token = TOKEN;
    const { sent, forward } = echo(401);
    const renew = async (): Promise<boolean> => {
      token = 'another-token-0002';
      return true;
    };
    const answer = await passOn(request('GET', '/a'), { ...TARGET, valueFor: () => token, renew }, forward);
    expect(sent.map(({ headers }) => headers[0]?.[1])).toEqual([
      `Bearer ${TOKEN}`,
      'Bearer another-token-0002',
    ]);
    expect(answer.status).toBe(401);
  });
});

describe('the answer that the page gets', () => {
  const answered = async (body: string | Uint8Array, headers: readonly (readonly [string, string])[] = []) =>
    passOn(request('GET', '/a'), TARGET, async () => ({ status: 200, headers, body: Buffer.from(body) }));
  const text = (body: Uint8Array): string => Buffer.from(body).toString('latin1');

  it.each([
    ['plain', TOKEN],
    ['as JSON', JSON.stringify({ headers: { authorization: `Bearer ${TOKEN}` } })],
    ['URL-encoded', encodeURIComponent(TOKEN)],
    ['in base64', Buffer.from(`Bearer ${TOKEN}`).toString('base64')],
    ['among bytes that are no text', Buffer.concat([Buffer.from([0xff, 0xfe, 0x00]), Buffer.from(TOKEN)])],
  ])('has no token that the target echoes: %s', async (_form, body) => {
    const shown = text((await answered(body)).body);
    expect(shown).toContain('(removed)');
    for (const form of [TOKEN, encodeURIComponent(TOKEN), btoa(TOKEN).slice(4, 20)])
      expect(shown).not.toContain(form);
  });

  it('has no token in its headers, or in the reason why there is no answer', async () => {
    const { headers } = await answered('', [['x-echo', `Bearer ${TOKEN}`]]);
    expect(headers).toEqual([['x-echo', 'Bearer (removed)']]);
    const failed = await passOn(request('GET', '/a'), TARGET, async () => ({ status: 502, reason: TOKEN }));
    expect([failed.status, text(failed.body)]).toEqual([502, '{"playground":"(removed)"}']);
  });

  it('has no token that a live target gives, and what is none', async () => {
    const body = {
      access_token: 'eyJhbGciOiJIUzI1',
      nested: [{ refreshToken: 'rt-0123456789abc' }],
      nextPageToken: 'a-cursor-of-a-list',
      name: 'Nadia',
    };
    expect(JSON.parse(text((await answered(JSON.stringify(body))).body))).toEqual({
      access_token: '(removed)',
      nested: [{ refreshToken: '(removed)' }],
      nextPageToken: 'a-cursor-of-a-list',
      name: 'Nadia',
    });
  });

  it('keeps bytes that hold no token as they are', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect((await answered(bytes)).body).toEqual(Buffer.from(bytes));
  });

  it('has nothing that acts on the page or holds for one connection only', async () => {
    const { headers } = await answered('', [
      ['Content-Type', 'application/json'],
      ['Set-Cookie', 'a=b'],
      ['Location', 'https://evil.example/'],
      ['Connection', 'close, X-Hop'],
      ['X-Hop', '1'],
      ['Transfer-Encoding', 'chunked'],
      ['Content-Encoding', 'gzip'],
      ['Access-Control-Allow-Origin', '*'],
      ['Clear-Site-Data', '"*"'],
      ['Refresh', '0;url=https://evil.example/'],
      ['Link', '<https://evil.example/>; rel=preload'],
      ['X-RateLimit-Remaining', '99'],
    ]);
    expect(headers).toEqual([
      ['content-type', 'application/json'],
      ['x-ratelimit-remaining', '99'],
      ['x-target-location', 'https://evil.example/'],
    ]);
  });
});
