import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLosses } from '../../../src/load/json-losses.ts';
import { isKept, nearestDouble } from '../../../src/load/number-kept.ts';
import { parseDocument } from '../../../src/load/parse-document.ts';

const lossesOf = (text: string) => jsonLosses(text, JSON.parse(text));

describe('isKept', () => {
  it.each([
    '0',
    '-0',
    '1.50',
    '1e3',
    '9007199254740992',
    '1e22',
    '100000000000000000000',
    '1e-300',
    '0.1',
    '4e0',
  ])('holds for %s', (written) => expect(isKept(written)).toBe(true));
  it.each(['40.748817000000002', '0.30000000000000004', '2.2250738585072014e-308'])(
    'holds for %s, a double written out',
    (written) => expect(isKept(written)).toBe(true),
  );
  it.each([
    '9007199254740993',
    '12345678901234567890',
    '-12345678901234567890',
    '1e400',
    '-1e400',
    '1e-400',
    '12345678901234567890.0',
    '1234567890123456.789e4',
    '0.1234567890123456789',
  ])('does not hold for %s', (written) => expect(isKept(written)).toBe(false));

  it('holds for every double as JavaScript writes it, and for every integer that is safe', () => {
    const kept = (value: number): boolean => isKept(JSON.stringify(value));
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), kept));
    fc.assert(fc.property(fc.maxSafeInteger(), kept));
  });

  it('leaves no infinity', () => {
    expect(['1e400', '-1e400', '5'].map(nearestDouble)).toEqual([Number.MAX_VALUE, -Number.MAX_VALUE, 5]);
  });
});

describe('jsonLosses', () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    ['no name', '{"a": {"b": 1}, "b": [{"a": 1}, {"a": 2}]}', []],
    ['no text that looks like a name', '{"a": "\\": 1, \\"a\\": 2", "c": ": \\"c\\": "}', []],
    ['a name', '{"a": 1, "a": 2}', [['a']]],
    ['a name with escapes', '{"a": 1, "\\u0061" : 2}', [['a']]],
    ['a name of JavaScript', '{"__proto__": 1, "constructor": 2, "__proto__": 3}', [['__proto__']]],
    ['a name deep inside', '{"x": [0, {"a/b": {"c": 1, "c": 2}}]}', [['x', '1', 'a/b', 'c']]],
    ['a name that stands three times', '{"a": 1, "a": 2, "a": 3}', [['a'], ['a']]],
  ])('finds %s', (_name, text, want) => expect(lossesOf(text)).toEqual({ repeated: want, numbers: [] }));

  it('finds numbers where they stand, and none in a text', () => {
    const text = '{"a": [1, 12345678901234567890], "b": "x 12345678901234567890", "c": -1e400, "d": 1e-400}';
    expect(lossesOf(text).numbers).toEqual([
      { path: ['a', '1'], written: '12345678901234567890' },
      { path: ['c'], written: '-1e400' },
      { path: ['d'], written: '1e-400' },
    ]);
  });

  it('finds nothing in what JavaScript writes', () => {
    const whole = (value: unknown): boolean => {
      const { repeated, numbers } = lossesOf(JSON.stringify(value, null, 1));
      return repeated.length + numbers.length === 0;
    };
    fc.assert(fc.property(fc.jsonValue(), whole));
  });

  it('takes texts of megabytes', () => {
    const long = JSON.stringify({ a: '\\"'.repeat(2_000_000) });
    expect(lossesOf(`{"b": 1e400, "c": ${long}}`).numbers).toHaveLength(1);
  });
});

describe('parseDocument', () => {
  it.each(['/a.json', '/a.yaml'])('tells of numbers in %s, and leaves none infinite', (file) => {
    const text = file.endsWith('json')
      ? '{"a": {"b": [1, 1e400]}, "c": 9007199254740993}'
      : 'a:\n  b: [1, 1e400]\nc: 9007199254740993\n';
    const { value, diagnostics } = parseDocument(text, file);
    expect(value).toEqual({ a: { b: [1, Number.MAX_VALUE] }, c: 9007199254740992 });
    expect(diagnostics).toMatchObject([
      { code: 'number-inexact', args: { written: '1e400' }, where: { pointer: '/a/b/1' } },
      { code: 'number-inexact', args: { written: '9007199254740993' }, where: { pointer: '/c' } },
    ]);
  });

  it('tells nothing of a number that went with the first of two equal names', () => {
    const { diagnostics } = parseDocument('{"a": {"b": 1e400}, "a": {"c": 1}}', '/a.json');
    expect(diagnostics.map(({ code }) => code)).toEqual(['key-repeated']);
  });
});
