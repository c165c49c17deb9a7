import { describe, expect, it, test } from 'vitest';
import { loosen } from '../../../src/attach/loosen.ts';
import type { Schema } from '../../../src/model/api.ts';
import { frozen } from '../built-from.ts';

const text: Schema = { type: 'string', minLength: 2 };

interface Case {
  readonly given: Schema;
  readonly path: readonly string[];
  readonly want: Schema;
}

describe('loosen', () => {
  it.each<[string, Case]>([
    [
      'a property, and no other',
      { given: { properties: { a: text, b: text } }, path: ['a'], want: { properties: { a: {}, b: text } } },
    ],
    [
      'the value itself, and nothing below it',
      {
        given: { type: 'object', required: ['a'], properties: { a: text } },
        path: [],
        want: { properties: { a: text } },
      },
    ],
    ['an item', { given: { type: 'array', items: text }, path: ['3'], want: { type: 'array', items: {} } }],
    ['an item of a tuple', { given: { items: [text, text] }, path: ['1'], want: { items: [text, {}] } }],
    [
      'what a reference leads to',
      {
        given: { properties: { a: { $ref: '#/definitions/T' } }, definitions: { T: text } },
        path: ['a'],
        want: { properties: { a: { $ref: '#/definitions/T' } }, definitions: { T: {} } },
      },
    ],
    [
      'every part of a combination',
      {
        given: { allOf: [{ properties: { a: text } }, { properties: { a: { enum: ['x'] } } }] },
        path: ['a'],
        want: { allOf: [{ properties: { a: {} } }, { properties: { a: {} } }] },
      },
    ],
    ['a choice, as a whole', { given: { anyOf: [text, { type: 'number' }], not: text }, path: [], want: {} }],
    [
      'a property deep in a circle',
      {
        given: {
          $ref: '#/definitions/N',
          definitions: { N: { properties: { next: { $ref: '#/definitions/N' }, name: text } } },
        },
        path: ['next', 'next', 'name'],
        want: {
          $ref: '#/definitions/N',
          definitions: { N: { properties: { next: { $ref: '#/definitions/N' }, name: {} } } },
        },
      },
    ],
    [
      'a property called like a method',
      { given: { properties: { b: text } }, path: ['constructor'], want: { properties: { b: text } } },
    ],
  ])('takes the checks from %s', (_name, { given, path, want }) => {
    expect(loosen(frozen(given), path)).toEqual(want);
  });

  test('ends on references that lead in a circle', () => {
    const given = { $ref: '#/definitions/A', definitions: { A: { $ref: '#/definitions/A' } } };
    expect(loosen(given, ['a'])).toEqual(given);
  });
});
