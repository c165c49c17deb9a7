import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { scriptLiteral } from '../../../src/attach/script-literal.ts';
import type { Json } from '../../../src/model/json.ts';

/** What ends a string, a comment, a template or an element, names a variable, or is special as a key. */
const PIECES = [
  '"',
  "'",
  '`',
  '\\',
  '$',
  '{',
  '}',
  '*',
  '/',
  '<',
  '>',
  ',',
  ':',
  '\n',
  '\r',
  '\u0000',
  '\u007f',
  '\u2028',
  '\u2029',
  '\u202e',
  '\ud800',
  '😀',
  '__proto__',
  '"__proto__":',
  'constructor',
  'script>',
  '<!--',
  '-->',
];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join(''));
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.string({ unit: 'binary' }),
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.array(fc.tuple(text, tie('json')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

const FORBIDDEN = ['<', '>', '{{', '$'.concat('{'), '`', '*/', '\u2028', '\u2029', '\n', '\r', '\u0000'];

describe('scriptLiteral', () => {
  test('gives the same value back, and holds nothing that ends what it stands in', () => {
    fc.assert(
      fc.property(json, (value) => {
        const literal = scriptLiteral(value);
        expect(JSON.stringify(runInNewContext(`(${literal})`))).toBe(JSON.stringify(value));
        expect(FORBIDDEN.filter((piece) => literal.includes(piece))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, string, string]>([
    ['the prototype as a key', '{"a":1,"__proto__":{"b":[{"__proto__":2}]}}', '__proto__'],
    ['the prototype as a text', '["__proto__",",\\"__proto__\\":"]', '__proto__'],
    ['the end of a script element', '"</script>"', '\\u003c/script\\u003e'],
    ['the end of a comment', '{"*/":"**/"}', '\\u002a/'],
    ['a variable', '"{{{access_token}}"', '\\u007b\\u007b{access_token}}'],
    ['a template', `"\`$\{process.exit(7)}\`"`, '\\u0060\\u0024{process.exit(7)}\\u0060'],
    ['a line separator', '"\u2028"', '\\u2028'],
    ['text that turns around', '"\u202e"', '\\u202e'],
  ])('keeps %s', (_name, given, shown) => {
    const literal = scriptLiteral(JSON.parse(given) as Json);
    expect(literal).toContain(shown);
    expect(JSON.stringify(runInNewContext(`(${literal})`))).toBe(given);
  });
});
