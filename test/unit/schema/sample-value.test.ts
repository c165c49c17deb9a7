import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schema, Schemas } from '../../../src/model/api.ts';
import type { Json } from '../../../src/model/json.ts';
import { checkValue } from '../../../src/schema/check-value.ts';
import { pruneValue, sampleValue } from '../../../src/schema/sample-value.ts';

const sample = (
  schema: Schema,
  {
    schemas = {},
    direction = 'request',
    name = 'value',
    choice = 0,
  }: { schemas?: Schemas; direction?: 'request' | 'response'; name?: string; choice?: number } = {},
) => sampleValue(schema, { schemas, direction, name, choice });

describe('sampleValue', () => {
  test.each<[string, { given: Schema; want: Json }]>([
    ['the example', { given: { type: 'string', example: 'x', default: 'y' }, want: 'x' }],
    ['an example that is falsy', { given: { type: 'number', example: 0, default: 2 }, want: 0 }],
    [
      'the default, where there is no example',
      { given: { type: 'string', default: 'y', enum: ['x', 'y'] }, want: 'y' },
    ],
    ['the first choice', { given: { enum: [null, 'x', 'y'] }, want: 'x' }],
    ['the constant', { given: { const: 7 }, want: 7 }],
    ['a null that is meant', { given: { type: ['integer', 'null'], example: null, minimum: 5 }, want: null }],
    ['a null default that is meant', { given: { type: ['integer', 'null'], default: null }, want: null }],
    [
      'a null that is one of the choices',
      { given: { type: ['string', 'null'], enum: [null, 'x'], example: null }, want: null },
    ],
    [
      'a null that a branch takes',
      { given: { anyOf: [{ type: 'string' }, { type: 'null' }], example: null }, want: null },
    ],
    [
      'not a null that the schema refuses',
      { given: { type: 'integer', example: null, default: null, minimum: 5 }, want: 5 },
    ],
    [
      'a default number as the text that is asked for',
      { given: { type: 'string', default: 10 }, want: '10' },
    ],
    ['a default zero as text', { given: { type: 'string', default: 0 }, want: '0' }],
    ['a default false as text', { given: { type: 'string', default: false }, want: 'false' }],
    [
      'a default text as the number that is asked for',
      { given: { type: 'integer', default: '10' }, want: 10 },
    ],
    ['a default text as boolean', { given: { type: ['boolean', 'null'], default: 'false' }, want: false }],
    [
      'a default that fits in no way, as the spec gives it',
      { given: { type: 'integer', default: 'none', minimum: 3 }, want: 'none' },
    ],
    ['a number within its limits', { given: { type: 'number', exclusiveMinimum: 2, maximum: 3 }, want: 2.5 }],
    ['a multiple', { given: { type: 'integer', minimum: 4, multipleOf: 5 }, want: 5 }],
    ['one item', { given: { type: 'array', items: { type: 'boolean' } }, want: [true] }],
    [
      'distinct items',
      {
        given: { type: 'array', minItems: 2, uniqueItems: true, items: { enum: ['a', 'b'] } },
        want: ['a', 'b'],
      },
    ],
    ['a tuple', { given: { type: 'array', items: [{ const: 1 }, { const: 'b' }] }, want: [1, 'b'] }],
    ['an empty array of nobody knows what', { given: { type: 'array' }, want: [] }],
    [
      'all of the parts',
      {
        given: {
          allOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { const: 2 } } }],
          properties: { c: { const: 3 } },
        },
        want: { a: 1, b: 2, c: 3 },
      },
    ],
    [
      'the siblings of a choice',
      {
        given: { properties: { a: { const: 1 } }, oneOf: [{ properties: { b: { const: 2 } } }, {}] },
        want: { b: 2, a: 1 },
      },
    ],
    [
      'required properties that nobody describes',
      { given: { type: 'object', required: ['email'] }, want: { email: 'ana.lopez@example.com' } },
    ],
    ['a map', { given: { additionalProperties: { const: 1 } }, want: { key: 1 } }],
    ['an object, for a schema that says nothing', { given: {}, want: {} }],
    [
      'the fields of an object, not its empty example',
      { given: { example: {}, properties: { a: { const: 1 } } }, want: { a: 1 } },
    ],
  ])('gives %s', (_name, { given, want }) => {
    expect(sample(given).value).toEqual(want);
  });

  test('leaves read-only properties out of requests and write-only ones out of responses, examples included', () => {
    const schema = {
      properties: {
        id: { readOnly: true, example: 'r' },
        password: { writeOnly: true, example: 'w' },
        name: { example: 'n' },
      },
    };
    expect(sample(schema).value).toEqual({ password: 'w', name: 'n' });
    expect(sample(schema, { direction: 'response' }).value).toEqual({ id: 'r', name: 'n' });
    const documented = { ...schema, example: { id: 'r', name: 'n' } };
    expect(sample(documented).value).toEqual({ name: 'n' });
    expect(
      pruneValue([{ id: 'r', name: 'n' }], { items: schema }, { schemas: {}, direction: 'request' }),
    ).toEqual([{ name: 'n' }]);
  });

  test('circular references end after one round', () => {
    const schemas = {
      person: {
        properties: {
          name: { const: 'n' },
          friend: { $ref: '#/schemas/person' },
          friends: { type: 'array', items: { $ref: '#/schemas/person' } },
        },
      },
    };
    expect(sample({ $ref: '#/schemas/person' }, { schemas }).value).toEqual({ name: 'n', friends: [] });
  });

  test('a shared memo changes nothing, recursion of a schema to itself included', () => {
    const schemas: Schemas = {
      a: { properties: { name: { const: 'a' }, b: { $ref: '#/schemas/b' }, c: { $ref: '#/schemas/c' } } },
      b: { properties: { name: { const: 'b' }, c: { $ref: '#/schemas/c' } } },
      c: { properties: { name: { const: 'c' }, list: { type: 'array', items: { $ref: '#/schemas/c' } } } },
    };
    const memo = new Map();
    for (const name of ['a', 'b', 'c', 'b', 'a']) {
      const schema = { $ref: `#/schemas/${name}` };
      const shared = sampleValue(schema, { schemas, direction: 'response', name: 'value', memo });
      expect(shared).toEqual(sample(schema, { schemas, direction: 'response' }));
    }
  });

  test('takes the branch that was asked for, and names it in the discriminator', () => {
    const schemas = {
      cat: { type: 'object', properties: { kind: { type: 'string' } } },
      dog: { type: 'object', properties: { kind: { type: 'string' } } },
    };
    const schema = {
      oneOf: [{ $ref: '#/schemas/cat' }, { $ref: '#/schemas/dog' }],
      discriminator: { propertyName: 'kind', mapping: { Hund: '#/components/schemas/dog' } },
    };
    expect(sample(schema, { schemas }).value).toEqual({ kind: 'cat' });
    expect(sample(schema, { schemas, choice: 1 }).value).toEqual({ kind: 'Hund' });
  });

  test('stops at its limit and says so', () => {
    const wide = {
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 5_000 }, (_, index) => [`p${index}`, { const: index }]),
      ),
    };
    const { value, truncated } = sample(wide);
    expect(truncated).toBe(true);
    expect(Object.keys(value as object).length).toBeLessThan(5_000);
  });

  test.each<[string, Schema]>([
    ['an e-mail', { type: 'string', format: 'email' }],
    ['a time of day by pattern', { type: 'string', pattern: '^([01]?[0-9]|2[0-3]):[0-5][0-9]$' }],
    ['a zone by pattern', { type: 'string', pattern: '^[A-Za-z_]+/[A-Za-z_]+$' }],
    ['a code by pattern', { type: 'string', pattern: '^[A-Z]{2}-\\d{4}$' }],
    ['a long text', { type: 'string', minLength: 300 }],
    ['a short text', { type: 'string', maxLength: 3 }],
    ['an hexadecimal id', { type: 'string', pattern: '^[0-9a-f]{24}$' }],
    ['a uuid', { type: 'string', format: 'uuid' }],
  ])('makes %s that satisfies its schema', (_name, schema) => {
    expect(checkValue(sample(schema, { name: 'field' }).value, schema, {})).toEqual([]);
  });

  test.each<[string, Json]>([
    ['status', 'active'],
    ['emailStatus', 'active'],
    ['type', 'standard'],
    ['executeAt', '2026-01-15T09:30:00.000Z'],
    ['dueDate', '2026-01-15T09:30:00.000Z'],
    ['phoneNumber', '+14155550123'],
    ['from_number', '+14155550123'],
    ['invoiceNumber', '1001'],
    ['sort_code', '20-00-00'],
    ['couponCode', 'ABC123'],
    ['countryCode', 'US'],
    ['postal_code', '94105'],
    ['format', 'sample format'],
    ['page_size', '10'],
    ['offset', '0'],
    ['nextPage', '1'],
    ['X-Api-Key', 'your-api-key'],
    ['X-Region', 'sample region'],
    ['categoryUuid', '6f1c2a9e-4b7d-4e55-9c3a-0d8e7f615b24'],
    ['username', 'ana.lopez'],
    ['userName', 'Ana Lopez'],
    // Words within other words say nothing.
    ['security', 'sample security'],
    ['capacity', 'sample capacity'],
    ['candidate', 'sample candidate'],
    ['statement', 'sample statement'],
    ['context', 'sample context'],
    ['contentSha256', 'sample content sha256'],
    ['redirecturi', 'https://example.com'],
    ['homeCity', 'San Francisco'],
    ['startdate', '2026-01-15T09:30:00.000Z'],
  ])('a text called %s reads like one', (name, want) => {
    expect(sample({ type: 'string' }, { name }).value).toBe(want);
  });

  test.each<[string, { name: string; given: Schema; want: string }]>([
    ['words', { name: 'len', given: { minLength: 30 }, want: 'sample len for the team in San' }],
    [
      'words, no more than fit',
      { name: 'len', given: { minLength: 24, maxLength: 24 }, want: 'sample len for the team.' },
    ],
    [
      'a pattern, as often as its shortest asks for',
      { name: 'x', given: { pattern: '^i-[a-f0-9]+$', minLength: 10 }, want: 'i-aaaaaaaa' },
    ],
    [
      'an id, whichever end says so,',
      { name: 'idAction', given: {}, want: expect.stringMatching(/^\w{20}$/) },
    ],
    [
      'an id, repeated',
      { name: 'id', given: { minLength: 22, maxLength: 22 }, want: expect.stringMatching(/^\w{22}$/) },
    ],
  ])('a text is %s', (_name, { name, given, want }) => {
    expect(sample({ type: 'string', ...given }, { name }).value).toEqual(want);
  });

  test('never uses what every object inherits', () => {
    const hostile = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"const":1},"constructor":{"const":2}},"required":["toString"]}',
    ) as Schema;
    const value = sample(hostile).value as object;
    expect(Object.entries(value)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
      ['toString', 'sample to string'],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test('the same schema gives the same value, and one that satisfies it', () => {
    const bound = fc.integer({ min: 0, max: 30 });
    const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 3 },
        fc.record({ type: fc.constant('string'), minLength: bound }, { requiredKeys: ['type'] }),
        fc.record({ type: fc.constantFrom('number', 'integer'), minimum: bound }, { requiredKeys: ['type'] }),
        fc.record(
          { type: fc.constant('string'), maxLength: fc.integer({ min: 1, max: 40 }) },
          { requiredKeys: ['type'] },
        ),
        fc.record(
          { type: fc.constant('array'), items: tie('schema'), minItems: fc.integer({ min: 0, max: 4 }) },
          { requiredKeys: ['type'] },
        ),
        fc.record(
          {
            type: fc.constant('object'),
            properties: fc.dictionary(fc.string(), tie('schema'), { maxKeys: 4 }),
            required: fc.array(fc.string(), { maxLength: 2 }),
          },
          { requiredKeys: ['type'] },
        ),
      ) as fc.Arbitrary<Schema>,
    }));
    fc.assert(
      fc.property(schema, (aSchema) => {
        const first = sample(aSchema).value;
        expect(sample(aSchema).value).toEqual(first);
        expect(checkValue(first, aSchema, {})).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
