import { writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Body, Item } from '../../../src/model/collection.ts';
import { findLanguages } from '../../../src/snippets/languages.ts';
import { readRequest } from '../../../src/snippets/read-request.ts';
import { temporaryFolder } from '../../command.ts';
import { serve } from '../../scenarios/loopback.ts';
import { canRun, runSnippet } from './run-snippet.ts';

interface Arrived {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const NAMES = new Map([
  ['base_url', 'BASE_URL'],
  ['access_token', 'ACCESS_TOKEN'],
  ['location_id', 'LOCATION_ID'],
]);
/** An address takes what a shell has in its environment as it is; the other two encode it. */
const LOCATIONS: Readonly<Record<string, string>> = { curl: 'loc-$(id)' };
const LOCATION = "it's $HOME `id` \\ é {{x}}";

const TOKEN = "Bearer t'o$ke`n";
const upload = join(temporaryFolder(), 'upload.txt');

let origin: string;
let arrived: Arrived | undefined;
beforeAll(async () => {
  writeFileSync(upload, 'a small file\n');
  origin = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '', 'http://localhost');
    const body = Buffer.concat(chunks).toString();
    arrived = { method: request.method ?? '', url, headers: request.headers, body };
    response.end('{}');
  });
});

/** What ends quotes, begins substitutions, comments and escapes, in all languages at once. */
const NASTY = [
  `'; echo hacked; '`,
  `"; process.exit(9); "`,
  '`id`$(id)$\u007bHOME}$HOME',
  '\'\'\' """ \\',
  '\\n\\u0041\\x41\\',
  'a\nb\r\nc\td',
  '\u001b[31m\u202e\u2028\u0085',
  '*/ --> {{contact.name}} }} {% %} #{x}',
  '@/etc/passwd',
  '<file',
  '-o /tmp/x',
  '%s %d %20',
  'naïve 日本 🦀 \u{e0041}',
];

/** Any code point, with those of ASCII more often. */
const anySign = fc
  .oneof(
    fc.nat(0x7f),
    fc.nat(0x10ffff).filter((code) => code < 0xd800 || code > 0xdfff),
  )
  .map((code) => String.fromCodePoint(code));

const text = fc
  .oneof(
    fc.string({ unit: anySign, maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...`'"\\\`$(){}&;|<>!#%\n\r@=+ ab`), maxLength: 20 }),
  )
  .map((one) => one.replaceAll('\0', ''));

function itemOf(parts: { readonly query?: string; readonly header?: string; readonly body?: Body }): Item {
  const { query, header, body } = parts;
  return {
    id: 'any',
    name: 'Any',
    response: [],
    request: {
      method: 'POST',
      header: header === undefined ? [] : [{ key: 'X-Text', value: header }],
      ...(body && { body }),
      url: {
        raw: '',
        host: ['{{base_url}}'],
        path: ['locations', ':id', 'things'],
        variable: [{ key: 'id', value: '{{location_id}}' }],
        ...(query !== undefined && { query: [{ key: 'q', value: query }] }),
      },
    },
  };
}

async function codeOf(language: string, item: Item): Promise<string> {
  const auth = {
    type: 'bearer',
    bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }],
  } as const;
  const [found] = findLanguages([language]);
  const request = readRequest(item, { names: NAMES, auth });
  return (await found?.write(request, { comment: [], names: NAMES, server: '' })) ?? '';
}

async function send(
  language: string,
  item: Item,
  location = LOCATIONS[language] ?? LOCATION,
): Promise<Arrived> {
  const code = await codeOf(language, item);
  arrived = undefined;
  const ran = await runSnippet(language, code, {
    BASE_URL: origin,
    ACCESS_TOKEN: TOKEN.slice('Bearer '.length),
    LOCATION_ID: location,
    UPLOAD_FILE: upload,
  });
  expect(ran.code, `${code}\n${ran.said}`).toBe(0);
  if (!arrived) throw new Error(`nothing arrived: ${code}`);
  return arrived;
}

describe.each(['curl', 'javascript', 'python'])('a snippet in %s', (language) => {
  const here = it.skipIf(!canRun(language));
  // Each run starts a process, which sends all of the nasty ones beside what chance brings.
  const runs = { numRuns: 2, endOnFailure: true } as const;

  here('sends the JSON that is meant, whatever its texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(text, fc.array(text, { minLength: 3 }), { minKeys: 3 }), async (by) => {
        const value = { ...by, ...Object.fromEntries(NASTY.map((key) => [key, { [key]: key }])) };
        const raw = JSON.stringify(value, null, 2);
        const { body, method, headers } = await send(language, itemOf({ body: { mode: 'raw', raw } }));
        expect(JSON.parse(body)).toEqual(JSON.parse(raw));
        expect([method, headers.authorization]).toEqual(['POST', TOKEN]);
      }),
      runs,
    );
  });

  here('sends the text, the query and the header that are meant', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 5 }), text, async (lines, other) => {
        const raw = `<${[...lines, ...NASTY].join('|')}>`;
        const query = [other, ...NASTY].join('&');
        const header = `v${query.replaceAll(/[^\x21-\x7e]/g, '-')}`;
        const sent = await send(language, itemOf({ body: { mode: 'raw', raw }, query, header }));
        expect(sent.body).toBe(raw);
        expect(sent.url.searchParams.get('q')).toBe(asEscaped(query));
        expect(sent.headers['x-text']).toBe(header);
      }),
      runs,
    );
  });

  here('sends the form that is meant', async () => {
    const name = text.map((one) => `n${one}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, text), { minLength: 5 }), async (pairs) => {
        const fields = [...pairs, ...NASTY.map((one) => [one, one] as const)];
        const urlencoded = fields.map(([key, value]) => ({ key, value }));
        const { body } = await send(language, itemOf({ body: { mode: 'urlencoded', urlencoded } }));
        expect([...new URLSearchParams(body)]).toEqual(fields);
      }),
      runs,
    );
  });

  here('sends the parts that are meant, and the file', async () => {
    const typed = '@{"a": "\\"}';
    const formdata = [
      ...NASTY.map((value, index) => ({ key: `n${index}`, value, type: 'text' as const })),
      { key: 'typed', value: typed, type: 'text' as const, contentType: 'application/json' },
      { key: 'file', type: 'file' as const, src: null },
    ];
    const { body, headers } = await send(language, itemOf({ body: { mode: 'formdata', formdata } }));
    const parts = { headers: { 'Content-Type': headers['content-type'] ?? '' } };
    const form = await new Response(body, parts).formData();
    // A form of the web writes the ends of lines in one way (HTML, section 4.10.22.5).
    const got = NASTY.map((_, index) => String(form.get(`n${index}`)));
    expect(got.map(withPlainLines)).toEqual(NASTY.map(withPlainLines));
    expect(body).toContain('application/json');
    expect(await textOf(form.get('typed'))).toBe(typed);
    expect(await textOf(form.get('file'))).toBe('a small file\n');
  });

  here('puts variables where they belong, and nothing they hold is code', async () => {
    const json = { id: '{{location_id}}', tag: '{{contact.name}}', both: 'a {{location_id}} b' };
    const raw = JSON.stringify(json, null, 2);
    const { body, url } = await send(language, itemOf({ body: { mode: 'raw', raw } }), 'loc-$(id)');
    expect(JSON.parse(body)).toEqual({ id: 'loc-$(id)', tag: '{{contact.name}}', both: 'a loc-$(id) b' });
    expect(decodeURIComponent(url.pathname)).toBe('/locations/loc-$(id)/things');
  });

  here('is not sent while a variable is missing', async () => {
    arrived = undefined;
    const code = await codeOf(language, itemOf({}));
    const ran = await runSnippet(language, code, { BASE_URL: origin, ACCESS_TOKEN: 'any' });
    expect(ran.code).not.toBe(0);
    expect(ran.said).toContain('LOCATION_ID');
    expect(arrived).toBeUndefined();
  });
});

/** What stands in a query as an escape is one. */
function asEscaped(query: string): string | null {
  const parts = query.split(/(%[\da-f]{2})/i);
  const encoded = parts.map((part, index) => (index % 2 ? part : encodeURIComponent(part))).join('');
  return new URLSearchParams(`q=${encoded}`).get('q');
}

function withPlainLines(lines: string): string {
  return lines.replaceAll('\r\n', '\n');
}

async function textOf(value: string | Blob | null): Promise<string | null> {
  return typeof value === 'string' || value === null ? value : value.text();
}
