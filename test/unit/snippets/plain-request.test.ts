import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainRequest } from '../../../src/snippets/plain-request.ts';
import { readRequest } from '../../../src/snippets/read-request.ts';

const NAMES = new Map([['access_token', 'ACCESS_TOKEN']]);

/** Any code point, with those of ASCII more often. */
const anySign = fc
  .oneof(
    fc.nat(0x7f),
    fc.nat(0x10ffff).filter((code) => code < 0xd800 || code > 0xdfff),
  )
  .map((code) => String.fromCodePoint(code));

function plain(text: string, server = 'https://api.example.com') {
  const request = readRequest(
    {
      id: 'any',
      name: text,
      response: [],
      request: {
        method: 'POST',
        header: [{ key: 'X-Text', value: text }],
        url: { raw: '', host: ['{{base_url}}'], path: [text], query: [{ key: text, value: text }] },
        body: { mode: 'raw', raw: JSON.stringify({ [text]: [text, 1, null] }, null, 2) },
      },
    },
    {
      names: NAMES,
      auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }] },
    },
  );
  return plainRequest(request, server);
}

describe('the request for a generator', () => {
  it('holds nothing that has a meaning between quotes, whatever the spec says', () => {
    fc.assert(
      fc.property(fc.string({ unit: anySign, maxLength: 40 }), (text) => {
        const { definition } = plain(text);
        const { url, header, body } = definition as {
          url: string;
          header: { value: string }[];
          body: { raw: string };
        };
        expect(url).toMatch(/^https:\/\/api\.example\.com\/[\w.~:/?&=%@+-]*$/);
        const texts = Object.entries(JSON.parse(body.raw) as object).flat(2);
        const sent = [...header.map(({ value }) => value), ...texts];
        expect(sent.join('')).not.toMatch(/["'`\\$#%{}\p{Cc}\p{Cs}\p{Cf}]/u);
        expect(body.raw).not.toContain('\\');
      }),
      { numRuns: 40 },
    );
  });

  it('keeps what is harmless, and says what to replace and what was changed', () => {
    expect(plain('Maya Okafor, 日本 (1)').notes).toEqual(['Replace YOUR_ACCESS_TOKEN.']);
    expect(plain("Maya's").notes).toHaveLength(2);
    expect(plain('x', 'https://evil.example/"; rm').definition).toMatchObject({
      url: 'https://YOUR_BASE_URL/x?x=x',
    });
  });
});
