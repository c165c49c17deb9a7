import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schema } from '../../../src/model/api.ts';
import type { Json } from '../../../src/model/json.ts';
import { checkValue } from '../../../src/schema/check-value.ts';

const faults = (value: Json, schema: Schema, schemas = {}) => checkValue(value, schema, schemas);

describe('checkValue', () => {
  test.each<[string, { value: Json; schema: Schema; path: string }]>([
    ['a wrong type', { value: 1, schema: { type: 'string' }, path: '' }],
    ['a fraction for an integer', { value: 1.5, schema: { type: 'integer' }, path: '' }],
    ['a value outside the enum', { value: 'c', schema: { enum: ['a', 'b'] }, path: '' }],
    ['another constant', { value: 2, schema: { const: 1 }, path: '' }],
    ['a missing property', { value: {}, schema: { required: ['id'] }, path: '' }],
    [
      'a wrong property',
      { value: { id: 1 }, schema: { properties: { id: { type: 'string' } } }, path: '/id' },
    ],
    [
      'a property too many',
      { value: { x: 1 }, schema: { properties: {}, additionalProperties: false }, path: '/x' },
    ],
    ['a wrong item', { value: ['a', 1], schema: { items: { type: 'string' } }, path: '/1' }],
    ['too few items', { value: [], schema: { minItems: 1 }, path: '' }],
    ['equal items', { value: [{ a: 1 }, { a: 1 }], schema: { uniqueItems: true }, path: '' }],
    ['a short text', { value: 'a', schema: { minLength: 2 }, path: '' }],
    ['a text that does not match', { value: 'x', schema: { pattern: '^a+$' }, path: '' }],
    ['a date that is none', { value: 'tomorrow', schema: { format: 'date-time' }, path: '' }],
    ['a number below', { value: 0, schema: { exclusiveMinimum: 0 }, path: '' }],
    ['no multiple', { value: 0.35, schema: { multipleOf: 0.1 }, path: '' }],
    ['no branch', { value: 1, schema: { oneOf: [{ type: 'string' }, { type: 'null' }] }, path: '' }],
    ['a forbidden value', { value: 'a', schema: { not: { type: 'string' } }, path: '' }],
    [
      'a fault behind a pointer with odd keys',
      { value: { 'a/b~': 1 }, schema: { properties: { 'a/b~': { type: 'null' } } }, path: '/a~1b~0' },
    ],
  ])('finds %s', (_name, { value, schema, path }) => {
    expect(faults(value, schema).map((fault) => fault.path)).toEqual([path]);
  });

  test('follows references, and ends on ones that lead in a circle', () => {
    const schemas = {
      node: { properties: { next: { $ref: '#/schemas/node' }, name: { type: 'string' } } },
      loop: { allOf: [{ $ref: '#/schemas/loop' }] },
    };
    expect(faults({ next: { next: { name: 1 } } }, { $ref: '#/schemas/node' }, schemas)).toEqual([
      { path: '/next/next/name', reason: 'expected string, found number' },
    ]);
    expect(faults({}, { $ref: '#/schemas/loop' }, schemas)).toEqual([]);
  });

  test('a property called like a method of every object is one only if it stands there', () => {
    const schema = { properties: { a: { type: 'string' } }, required: ['constructor', 'toString'] };
    expect(faults({ constructor: 1 }, schema)).toHaveLength(1);
    expect(
      faults(JSON.parse('{"__proto__": 1}') as Json, {
        properties: JSON.parse('{"__proto__": {"type": "string"}}') as Schema,
      }),
    ).toHaveLength(1);
  });

  test('a pattern that can take exponential time is not run', () => {
    expect(faults(`${'a'.repeat(40)}!`, { pattern: '^(a+)+$' })).toEqual([]);
    expect(faults(`${'a'.repeat(40)}!`, { pattern: '^(a|a)*$' })).toEqual([]);
  });

  test('a pattern that is no regular expression says nothing', () => {
    expect(faults('x', { pattern: '(?i)[' })).toEqual([]);
  });

  test('agrees with Ajv on random schemas and values', () => {
    const scalar = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.integer({ min: -3, max: 3 }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.constantFrom('', 'a', 'ab', 'abc'),
    );
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        scalar,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
      ),
    }));
    const bound = fc.integer({ min: 0, max: 3 });
    const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 2 },
        fc.record({ type: fc.constantFrom('string', 'integer', 'object') }),
        fc.record(
          {
            type: fc.subarray(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'], {
              minLength: 1,
              maxLength: 3,
            }),
            enum: fc.array(scalar, { minLength: 1, maxLength: 3 }),
            minimum: bound,
            maximum: bound,
            minLength: bound,
            maxLength: bound,
            pattern: fc.constantFrom('^a', 'b$', '^[a-c]*$'),
            minItems: bound,
            maxItems: bound,
            required: fc.subarray(['a', 'b', 'c']),
            properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema'), { maxKeys: 2 }),
            additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
            items: tie('schema'),
            allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
            anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
            not: tie('schema'),
          },
          { requiredKeys: [] },
        ),
      ) as fc.Arbitrary<Schema>,
    }));
    const ajv = new Ajv({ strict: false, allErrors: false, logger: false });
    fc.assert(
      fc.property(schema, value, (aSchema, aValue) => {
        // Duplicates in `enum` are beneath Ajv, not beneath specs.
        const distinct = JSON.parse(
          JSON.stringify(aSchema, (key, inner) => (key === 'enum' ? [...new Set(inner as Json[])] : inner)),
        );
        expect(faults(aValue, distinct).length === 0).toBe(ajv.validate(distinct, aValue));
      }),
      { numRuns: 400 },
    );
  });
});
