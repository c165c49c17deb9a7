import { describe, expect, it, test } from 'vitest';
import { scriptSchema } from '../../../src/attach/script-schema.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { operation, read } from '../built-from.ts';
import { validator } from './fake-pm.ts';

interface Case {
  readonly given: JsonObject;
  readonly schemas?: JsonObject;
  readonly version?: string;
  readonly want: JsonObject | undefined;
}

/** As a response's schema of a document, read and made ready for a script. */
async function scripted({ given, schemas = {}, version = '3.0.3' }: Omit<Case, 'want'>) {
  const content = { 'application/json': { schema: given } };
  const parts = { responses: { 200: { description: '', content } } };
  const { api } = await read(operation(parts, { more: { components: { schemas } }, version }));
  const schema = api.operations[0]?.responses[0]?.contents[0]?.schema;
  return schema && scriptSchema(schema, api.schemas)?.schema;
}

const text = { type: 'string' };

describe('scriptSchema', () => {
  it.each<[string, Case]>([
    ['a nullable type', { given: { type: 'string', nullable: true }, want: { type: ['string', 'null'] } }],
    [
      'a nullable enum',
      {
        given: { type: 'string', nullable: true, enum: ['a'] },
        want: { type: ['string', 'null'], enum: ['a', null] },
      },
    ],
    [
      'types of 3.1',
      { given: { type: ['string', 'null'] }, version: '3.1.0', want: { type: ['string', 'null'] } },
    ],
    [
      'a known format, and no other',
      {
        given: {
          properties: {
            a: { ...text, format: 'uuid' },
            b: { ...text, format: 'phone' },
            c: { type: 'integer', format: 'int64' },
          },
        },
        want: { properties: { a: { ...text, format: 'uuid' }, b: text, c: { type: 'integer' } } },
      },
    ],
    [
      'an exclusive limit of 3.0',
      {
        given: { type: 'number', minimum: 1, exclusiveMinimum: true },
        want: { type: 'number', exclusiveMinimum: 1 },
      },
    ],
    [
      'what is required of an answer',
      {
        given: {
          type: 'object',
          required: ['id', 'password', 'secret', 'id'],
          properties: {
            id: text,
            password: { ...text, writeOnly: true },
            secret: { $ref: '#/components/schemas/Secret' },
          },
        },
        schemas: { Secret: { ...text, writeOnly: true } },
        want: {
          type: 'object',
          required: ['id'],
          properties: { id: text, password: text, secret: { $ref: '#/definitions/Secret' } },
          definitions: { Secret: text },
        },
      },
    ],
    ['each value of an enum once', { given: { enum: ['a', 'b', 'a', 1, 1] }, want: { enum: ['a', 'b', 1] } }],
    ['a pattern', { given: { ...text, pattern: '^[a-z]+$' }, want: { ...text, pattern: '^[a-z]+$' } }],
    ['no pattern that takes for ever', { given: { ...text, pattern: '^(a+)+$' }, want: text }],
    ['no pattern of another language', { given: { ...text, pattern: '(?<=a' }, want: text }],
    ['no pattern that needs a flag', { given: { ...text, pattern: '^\\p{L}+$' }, want: text }],
    [
      'no annotation',
      {
        given: {
          ...text,
          title: 'T',
          description: 'D',
          example: 'x',
          default: 'y',
          deprecated: true,
          readOnly: true,
          'x-more': 1,
        },
        want: text,
      },
    ],
    [
      'one of several shapes as any of them',
      { given: { oneOf: [text, { type: 'number' }] }, want: { anyOf: [text, { type: 'number' }] } },
    ],
    [
      'both choices',
      {
        given: { oneOf: [text, { type: 'number' }], anyOf: [text, { type: 'boolean' }] },
        want: { allOf: [{ anyOf: [text, { type: 'number' }] }, { anyOf: [text, { type: 'boolean' }] }] },
      },
    ],
    [
      'a circular reference, once',
      {
        given: { $ref: '#/components/schemas/Node' },
        schemas: {
          Node: { type: 'object', properties: { name: text, next: { $ref: '#/components/schemas/Node' } } },
        },
        want: {
          $ref: '#/definitions/Node',
          definitions: {
            Node: { type: 'object', properties: { name: text, next: { $ref: '#/definitions/Node' } } },
          },
        },
      },
    ],
    [
      'names that a pointer cannot hold, apart from each other',
      {
        given: {
          properties: { a: { $ref: '#/components/schemas/A.b' }, c: { $ref: '#/components/schemas/A-b' } },
        },
        schemas: { 'A.b': text, 'A-b': { type: 'number' } },
        want: {
          properties: { a: { $ref: '#/definitions/A_b' }, c: { $ref: '#/definitions/A_b_2' } },
          definitions: { A_b: text, A_b_2: { type: 'number' } },
        },
      },
    ],
    ['nothing of a schema that says nothing', { given: { description: 'Anything.' }, want: undefined }],
    [
      'nothing of a reference that only leads to itself',
      {
        given: { $ref: '#/components/schemas/A' },
        schemas: { A: { $ref: '#/components/schemas/A' } },
        want: undefined,
      },
    ],
  ])('keeps %s', async (_name, { want, ...given }) => {
    const schema = await scripted(given);
    expect(schema).toEqual(want);
    if (schema) expect(() => validator().compile(schema)).not.toThrow();
  });

  it.each<[string, JsonObject]>([
    ['an empty enum', { enum: [] }],
    ['a length that is none', { minLength: -1, maxLength: 1.5, minItems: 'two' }],
    ['a limit that is no number', { minimum: '1', maximum: null, multipleOf: 0 }],
    ['a list that is none', { allOf: [], anyOf: {}, oneOf: 'x' }],
    ['a flag that is none', { uniqueItems: 'yes' }],
    ['patterns of names that take for ever', { patternProperties: { '(a+)+$': { type: 'string' } } }],
    ['keywords called like what every object has', { constructor: 1, toString: 2 }],
  ])('drops %s', (_name, keywords) => {
    expect(scriptSchema({ type: 'object', ...keywords }, {})?.schema).toEqual({ type: 'object' });
  });

  test('kinds that build on a base which chooses among them: the base is kept, the way back is not', async () => {
    const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const schema = await scripted({
      given: ref('Pet'),
      schemas: {
        Pet: { type: 'object', required: ['kind'], oneOf: [ref('Cat')] },
        Cat: { allOf: [ref('Pet'), { required: ['lives'] }] },
      },
    });
    const check = (value: unknown) => validator().validate(schema ?? {}, value);
    expect([{ kind: 'cat', lives: 9 }, { kind: 'cat' }, { lives: 9 }].map(check)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test.each<[string, JsonObject]>([
    ['through allOf', { Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }, { type: 'object' }] } }],
    ['through anyOf', { Loop: { type: 'object', oneOf: [{ $ref: '#/components/schemas/Loop' }] } }],
    [
      'of two references',
      { Loop: { $ref: '#/components/schemas/Other' }, Other: { $ref: '#/components/schemas/Loop' } },
    ],
  ])('a circle that does not step into the value, %s, does not run for ever', async (_name, schemas) => {
    const given = { type: 'object', properties: { a: { $ref: '#/components/schemas/Loop' } } };
    const schema = await scripted({ given, schemas });
    expect(validator().validate(schema ?? {}, { a: {} })).toBe(true);
  });
});
