import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableJson } from '../../../src/diagnostics/printable.ts';

const HOSTILE =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u;

describe('printable', () => {
  it.each([
    ['plain text', 'Kontakt für 名前 🎉', 'Kontakt für 名前 🎉'],
    ['an escape sequence', '\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
    ['line breaks and tabs', 'a\r\nb\tc', 'a␍␊b␉c'],
    ['NUL and DEL', '\u0000\u007f', '␀␡'],
    ['a C1 control', '\u009b31m', '\\u{9b}31m'],
    ['a bidirectional override', 'a\u202egnp.exe', 'a\\u{202e}gnp.exe'],
    ['an isolate', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a zero-width space', 'pay\u200bpal', 'pay\\u{200b}pal'],
    ['a tag character', 'a\u{e0041}', 'a\\u{e0041}'],
    ['half a surrogate pair', 'a\ud800', 'a\\u{d800}'],
  ])('%s', (_name, given, want) => {
    expect(printable(given)).toBe(want);
  });

  it('leaves nothing that a terminal would act on', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !HOSTILE.test(printable(text))));
  });
});

describe('printableJson', () => {
  it('parses to the same value and keeps its line breaks', () => {
    const value = { 'k\u202e': ['\u009b31m', 'a\u{e0041}', '\u001b', '🎉', '\ud800'], n: [1, null] };
    const json = printableJson(JSON.stringify(value, null, 2));
    expect(JSON.parse(json)).toEqual(value);
    expect(json.split('\n').some((line) => HOSTILE.test(line))).toBe(false);
    expect(json.split('\n')).toHaveLength(JSON.stringify(value, null, 2).split('\n').length);
  });

  it('keeps every string that JSON can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(printableJson(JSON.stringify(text)))).toBe(text);
      }),
    );
  });
});
