import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { redactError, redactor, redactReport } from '../../../src/report/redact.ts';
import { failedOf, moduleOf, reportOf } from './run-report.ts';

const TOKEN = 'pit-1f0c9a2e+/=~!"<&\\ é';

/** The forms in which a server, a tool or we ourselves write a text. */
const FORMS: { readonly [name: string]: (text: string) => string } = {
  plain: (text) => text,
  encodeURIComponent: encodeURIComponent,
  'a query': (text) => new URLSearchParams({ a: text }).toString().slice(2),
  encodeURI: encodeURI,
  'URL-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'every byte URL-encoded': (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json in json': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'json of ASCII': (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'json with escaped slashes': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  html: (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
};
const BASE64: { readonly [name: string]: (bytes: Buffer) => string } = {
  base64: (bytes) => bytes.toString('base64'),
  base64url: (bytes) => bytes.toString('base64url'),
  'base64, URL-encoded': (bytes) => encodeURIComponent(bytes.toString('base64')),
};

/** More than one of them, and lines: none of it is told from what stands beside it. */
const NESTED: { readonly [name: string]: (text: string) => string } = {
  'base64 of base64': (text) => base64(base64(text)),
  'base64 of base64, both for URLs': (text) => base64(base64(text, 'base64url'), 'base64url'),
  'base64 of base64 of base64': (text) => base64(base64(base64(text))),
  'base64 of a user and it': (text) => base64(`user:${text}`),
  'base64 of base64 of a user and it': (text) => base64(base64(`me:${text}`)),
  'base64 of the URL-encoded': (text) => base64(`a=${encodeURIComponent(text)}&b=1`),
  'base64 of a query': (text) => base64(new URLSearchParams({ token: text }).toString()),
  'base64 of JSON': (text) => base64(JSON.stringify({ a: { token: text } })),
  'base64 of JSON in JSON': (text) => base64(JSON.stringify(JSON.stringify({ token: text }))),
  'lines of MIME': (text) => inLines(base64(`user:${text}`), '\r\n'),
  'lines of base64, indented': (text) => inLines(base64(text), '\n  '),
  'lines of base64 in JSON': (text) => JSON.stringify({ a: inLines(base64(text), '\r\n') }),
  'lines of base64 in a URL': (text) => encodeURIComponent(inLines(base64(text), '\r\n')),
};

function base64(text: string, encoding: 'base64' | 'base64url' = 'base64'): string {
  return Buffer.from(text).toString(encoding);
}

/** Short ones, so that a short secret takes several too. */
function inLines(text: string, end: string): string {
  return text.replaceAll(/.{8}/g, `$&${end}`);
}

const token = fc
  .string({
    minLength: 8,
    maxLength: 60,
    unit: fc.oneof(
      fc.constantFrom(...'aZ09-_.~+/= !\'"\\&<>()*%'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  })
  .filter((text) => text.trim().length >= 8);

describe('redactor', () => {
  it.each(Object.entries(FORMS))('finds a secret as %s', (_name, form) => {
    expect(redactor([TOKEN])(`before ${form(TOKEN)} after`)).toBe('before (removed) after');
    fc.assert(
      fc.property(token, (secret) => {
        const text = redactor([secret])(`[[${form(secret)}]]`);
        expect(text).not.toContain(form(secret));
        expect(text).toContain('(removed)');
      }),
    );
  });

  it.each(Object.entries(BASE64))('finds a secret in %s, wherever it stood', (_name, form) => {
    fc.assert(
      fc.property(
        token,
        fc.uint8Array({ maxLength: 7 }),
        fc.uint8Array({ maxLength: 7 }),
        (secret, before, after) => {
          const shown = redactor([secret])(form(Buffer.concat([before, Buffer.from(secret), after])));
          expect(shown).toContain('(removed)');
          // What is left of it at the edges is bits of two characters at most.
          expect(shown.replace('(removed)', '').length).toBeLessThan((before.length + after.length + 4) * 4);
        },
      ),
    );
  });

  it.each(Object.entries(NESTED))('finds a secret in %s, whatever stands before it', (_name, form) => {
    fc.assert(
      fc.property(token, fc.stringMatching(/^[\w/]{0,5}$/), (secret, before) => {
        const shown = redactor([secret])(`x ${before}${form(secret)} y`);
        expect(shown).toMatch(/^x .*\(removed\)/s);
        expect(shown).not.toContain(form(secret));
        const left = shown.replaceAll('(removed)', '').length;
        expect(left).toBeLessThan(before.length + form('').length + 24);
      }),
    );
  });

  it.each([
    ['abc', '(removed)'],
    ['https://x/?t=abc&u=1', 'https://x/?t=(removed)&u=1'],
    ['Authorization: Bearer abc', 'Authorization: Bearer (removed)'],
    ['{"token":"abc"}', '{"token":"(removed)"}'],
    ['{"abc":"abcd","d":"xabc"} abc abcd', '{"abc":"abcd","d":"xabc"} abc abcd'],
  ])('takes a secret of three characters as a whole value only: %s', (text, shown) => {
    expect(redactor(['abc'])(text)).toBe(shown);
  });

  it('leaves base64 that holds no secret', () => {
    const texts = [
      base64('nothing of it here'),
      base64(base64('nothing')),
      `/contacts/${base64('a-path')}/notes`,
    ];
    expect(texts.map(redactor([TOKEN]))).toEqual(texts);
  });

  it('finds several secrets, the longer first', () => {
    expect(redactor(['secret', 'secret-and-more'])('secret-and-more secret')).toBe('(removed) (removed)');
  });

  it('leaves what is no secret', () => {
    const text = 'nothing of it: {"id":"abcdefgh"}';
    expect([redactor([])(text), redactor([''])(text), redactor(['id'])(text)]).toEqual([text, text, text]);
  });

  it('takes time in proportion to the text, whatever it is made of', () => {
    const redact = redactor([TOKEN, '\\\\\\\\\\\\\\\\', 'a'.repeat(1_000)]);
    // Of the processor's time: others may be busy too.
    const timeOf = (text: string): number => {
      const begin = process.cpuUsage();
      redact(text);
      return process.cpuUsage(begin).user / 1_000;
    };
    for (const piece of ['\\', '%', '25', '&amp;', 'a', '#0', 'YWFh', 'Vm0wd2QyUXlVWGxW\\n']) {
      const [short, long] = [10_000, 80_000].map((length) => timeOf(piece.repeat(length / piece.length))) as [
        number,
        number,
      ];
      // Eight times in proportion, 64 times if it were quadratic; the floor is for the clock.
      expect(long).toBeLessThan(30 * Math.max(short, 10));
    }
  });
});

describe('redactReport', () => {
  it('redacts every string and no number', () => {
    const request = failedOf(`got ${TOKEN}`, {
      url: `https://x/?t=${encodeURIComponent(TOKEN)}`,
      traceId: TOKEN,
    });
    const report = reportOf([moduleOf([request], { error: TOKEN, title: TOKEN })]);
    const redacted = redactReport(report, redactor([TOKEN]));
    expect(JSON.stringify(redacted)).not.toContain('1f0c9a2e');
    expect(redacted.totals).toEqual(report.totals);
    expect(redacted.modules[0]?.requests[0]).toMatchObject({ traceId: '(removed)', durationMs: 12 });
  });
});

describe('redactError', () => {
  it('leaves no secret in what stops a run, nor in its stack', () => {
    const redact = redactor([TOKEN]);
    const reason = `connect to ${encodeURIComponent(TOKEN)} failed`;
    const stop = redactError(
      new Stop([diagnostic('target-unreachable', { url: 'https://x', reason })]),
      redact,
    );
    expect(stop).toBeInstanceOf(Stop);
    expect((stop as Stop).message).toContain('(removed)');
    expect((stop as Stop).diagnostics[0].code).toBe('target-unreachable');
    const fault = redactError(new Error(`cannot send ${TOKEN}`), redact) as Error;
    expect(`${(stop as Stop).message} ${fault.message} ${fault.stack}`).not.toContain('1f0c9a2e');
    expect(fault.stack).toContain('cannot send (removed)');
    expect(redactError(TOKEN, redact)).toBe('(removed)');
  });
});
