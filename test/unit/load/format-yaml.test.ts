import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatYaml } from '../../../src/load/yaml-text.ts';

describe('YAML as it is written', () => {
  it.each([
    ['lines as a block', 'one\n  two\n\n', 'a: |+\n  one\n    two\n\n'],
    ['a long line unfolded', 'word '.repeat(60).trim(), `a: ${'word '.repeat(60).trim()}\n`],
    ['a variable as a text', '{{base_url}}', 'a: "{{base_url}}"\n'],
    ['what YAML 1.1 takes for a date as a text', '2021-07-28', 'a: "2021-07-28"\n'],
    ['what YAML 1.1 takes for true as a text', 'yes', 'a: "yes"\n'],
    ['what an editor would obey as its number', 'a\u202eb\u2028c\nd', 'a: "a\\u202eb\\u2028c\\nd"\n'],
    ['half a character as its number', '\ud800', 'a: "\\ud800"\n'],
  ])('has %s', (_name, a, want) => {
    expect(formatYaml({ a })).toBe(want);
  });

  it('has no anchors', () => {
    const shared = { b: 1 };
    expect(formatYaml({ one: shared, two: shared })).toBe('one:\n  b: 1\ntwo:\n  b: 1\n');
  });

  it('says what it was given', () => {
    const characters = ' \n\t\r\u0000\u0085\u2028\ufeff\ud800a#:-"\'{|>%&*!?~0.é😀'.split('');
    const texts = fc.string({ unit: fc.constantFrom(...characters) });
    fc.assert(
      fc.property(fc.dictionary(texts, texts), fc.array(texts), (pairs, list) => {
        expect(parse(formatYaml({ pairs, list }))).toEqual(parse(JSON.stringify({ pairs, list })));
      }),
    );
  });
});
