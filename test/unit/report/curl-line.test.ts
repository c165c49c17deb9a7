import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CurlRequest, curlLine, shortCurlLine } from '../../../src/report/curl-line.ts';

const TOKEN = { tokenVariable: 'ACCESS_TOKEN' };

/** What a POSIX shell makes of the line: the arguments that curl would get. */
function argvOf(line: string): readonly string[] {
  // NUL ends an argument, so that it can stand in none of them.
  const dump = `curl() { printf '%s\\0' "$@"; }; ${line}`;
  const env = { ACCESS_TOKEN: 'the token', HOME: '/home', PATH: process.env['PATH'] };
  return execFileSync('sh', ['-c', dump], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...'\'"\\$`!*?~#;&|<>(){}[] \n\t-=%@a'), maxLength: 30 }),
);

describe('curlLine', () => {
  it('says the same to a shell as to us, whatever stands in it', () => {
    const header = fc.record({ key: fc.stringMatching(/^X-[A-Za-z]{1,9}$/), value: text });
    const request = fc.record({ method: text, url: text, headers: fc.array(header, { maxLength: 3 }) });
    const body = fc.option(text, { nil: undefined });
    fc.assert(
      fc.property(request, body, (fields, sent) => {
        const given = sent === undefined ? fields : { ...fields, body: sent };
        expect(argvOf(curlLine(given, TOKEN))).toEqual(wanted(given));
      }),
      { numRuns: 150 },
    );
  });

  it('takes the token from a variable', () => {
    const headers = [{ key: 'authorization', value: 'Bearer abc' }];
    const line = curlLine({ method: 'GET', url: 'https://x', headers }, TOKEN);
    expect(line).not.toContain('abc');
    expect(argvOf(line)).toEqual(['-X', 'GET', 'https://x', '-H', 'authorization: Bearer the token']);
  });

  it.each(['', 'Bearer', 'Bearer '])('shows an Authorization header without a token: %j', (value) => {
    const headers = [{ key: 'Authorization', value }];
    const line = curlLine({ method: 'GET', url: 'https://x', headers }, TOKEN);
    expect(argvOf(line).at(-1)).toBe(`Authorization: ${value}`);
  });
});

function wanted({ method, url, headers, body }: CurlRequest): readonly string[] {
  const clean = (value: string): string => Buffer.from(value.replaceAll('\0', '')).toString();
  return [
    '-X',
    clean(method),
    clean(url),
    ...headers.flatMap(({ key, value }) => ['-H', clean(`${key}: ${value}`)]),
    ...(body === undefined ? [] : ['--data-raw', clean(body)]),
  ];
}

describe('shortCurlLine', () => {
  const long = "it's ".repeat(2_000);
  const request = { method: 'POST', url: 'https://a.test/', headers: [], body: '{}' };
  const options = { tokenVariable: 'T' };

  it.each<[string, object, string | undefined]>([
    ['is the whole line', {}, "curl -X POST https://a.test/ --data-raw '{}'"],
    [
      'leaves out a long body',
      { body: long },
      "curl -X POST https://a.test/ --data-raw '(a body of 10000 characters)'",
    ],
    ['is none for a long address', { url: `https://a.test/${long}` }, undefined],
  ])('%s: a line that is cut would end in an open quote', (_name, change, want) => {
    expect(shortCurlLine({ ...request, ...change }, options)).toBe(want);
  });
});
