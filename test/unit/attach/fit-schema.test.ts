import { describe, expect, it, test } from 'vitest';
import { fitSchema } from '../../../src/attach/fit-schema.ts';
import type { Schema } from '../../../src/model/api.ts';
import { validator } from './fake-pm.ts';

const text = { type: 'string' };
const object = (properties: Schema, more: Schema = {}): Schema => ({ type: 'object', properties, ...more });
const long = { enum: ['x'.repeat(300)] };

function fitted({ definitions, ...root }: Schema, budget: number) {
  const definition = (key: string) => (definitions as { readonly [key: string]: Schema })[key] ?? {};
  return fitSchema({ root, definition }, budget);
}

describe('fitSchema', () => {
  it.each<[string, { given: Schema; depth: number; want: Schema }]>([
    [
      'takes the deepest away first',
      {
        given: object({ id: text, inner: object({ far: object({ long }) }, { required: ['far'] }) }),
        depth: 2,
        want: object({ id: text, inner: object({ far: { type: 'object' } }, { required: ['far'] }) }),
      },
    ],
    [
      'counts a definition from where it is first reached, and drops it where nothing reaches it',
      {
        given: {
          $ref: '#/definitions/Top',
          definitions: {
            Top: object(
              { list: { type: 'array', items: { $ref: '#/definitions/Deep' } } },
              { required: ['list'] },
            ),
            Deep: long,
          },
        },
        depth: 1,
        want: {
          $ref: '#/definitions/Top',
          definitions: { Top: object({ list: { type: 'array' } }, { required: ['list'] }) },
        },
      },
    ],
    [
      'keeps both ends of a circle',
      {
        given: {
          $ref: '#/definitions/Node',
          definitions: { Node: object({ next: { $ref: '#/definitions/Node' }, far: object({ long }) }) },
        },
        depth: 1,
        want: {
          $ref: '#/definitions/Node',
          definitions: { Node: object({ next: { $ref: '#/definitions/Node' }, far: { type: 'object' } }) },
        },
      },
    ],
    [
      'stays at the same value for a combination, and gives up what forbids',
      {
        given: { anyOf: [object({ a: object({ long }) }), object({ b: { not: long } })] },
        depth: 1,
        want: { anyOf: [object({ a: { type: 'object' } }), object({ b: {} })] },
      },
    ],
    [
      'keeps no more than the type of one long value',
      { given: { type: 'string', ...long }, depth: 0, want: text },
    ],
  ])('%s', (_name, { given, depth, want }) => {
    expect(fitted(given, 250)).toEqual({ schema: want, depth });
  });

  test('what is left takes what the whole takes, and still refuses a fault near the top', () => {
    const given = object(
      { id: text, inner: object({ far: object({ long }) }, { additionalProperties: false }) },
      { required: ['id'], additionalProperties: false },
    );
    const { schema } = fitted(given, 250);
    const value = { id: 'a', inner: { far: { long: long.enum[0] } } };
    expect(validator().validate(given, value)).toBe(true);
    expect(validator().validate(schema, value)).toBe(true);
    expect(validator().validate(schema, { ...value, id: 1 })).toBe(false);
    expect(validator().validate(schema, { inner: {} })).toBe(false);
  });
});
