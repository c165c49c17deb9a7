import { describe, expect, it } from 'vitest';
import type { Schema } from '../../../src/model/api.ts';
import { choicesOfItems } from '../../../src/normalise/choices-of-items.ts';

describe('choicesOfItems', () => {
  it.each<[string, { given: Schema; want: Schema }]>([
    [
      'choices of a list are those of its items',
      {
        given: { type: 'array', enum: ['a', 'b'], items: { type: 'string' }, minItems: 1 },
        want: { type: 'array', items: { type: 'string', enum: ['a', 'b'] }, minItems: 1 },
      },
    ],
    [
      'also where nothing else is said of the items',
      { given: { type: 'array', enum: ['a'] }, want: { type: 'array', items: { enum: ['a'] } } },
    ],
    [
      'beside what the items refer to',
      {
        given: { type: 'array', enum: ['a'], items: { $ref: '#/schemas/One' } },
        want: { type: 'array', items: { enum: ['a'], allOf: [{ $ref: '#/schemas/One' }] } },
      },
    ],
    [
      'the items know their choices best',
      {
        given: { type: 'array', enum: ['a', 'b'], items: { enum: ['a'] } },
        want: { type: 'array', items: { enum: ['a'] } },
      },
    ],
  ])('%s', (_name, { given, want }) => {
    expect(choicesOfItems(given)).toEqual(want);
  });

  it.each<[string, Schema]>([
    ['whole lists to choose from', { type: 'array', enum: [['a'], ['b']], items: {} }],
    ['a text with choices', { type: 'string', enum: ['a'] }],
    ['a list or none', { type: ['array', 'null'], enum: [['a'], null] }],
    ['a list without choices', { type: 'array', items: { type: 'string' } }],
  ])('leaves %s', (_name, schema) => {
    expect(choicesOfItems(schema)).toBe(schema);
  });
});
