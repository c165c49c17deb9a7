import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { typesOf } from '../../../src/types/types-of.ts';
import { typesText } from '../../../src/types/types-text.ts';
import { document, read } from '../built-from.ts';

/** The type that stands for a schema, on one line. */
async function typeOf(schema: object, version = '3.1.0'): Promise<string> {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/It' } } };
  const get = { responses: { 200: { description: '', content } } };
  const components = { schemas: { It: schema, Other: { type: 'string' }, 'a/b%~c': { type: 'number' } } };
  const { api } = await read(document({ paths: { '/it': { get } }, components }, version));
  const types = typesOf(api);
  if ('fault' in types) throw new Error(types.fault);
  const [, type = ''] = / {8}It: ([\s\S]*?);\n(?: {8}[^\s}]| {4}\};)/.exec(types.text) ?? [];
  return type.replaceAll(/\s+/g, ' ');
}

const TYPES: readonly (readonly [name: string, schema: object, type: string])[] = [
  [
    'a value that may be missing',
    { type: 'object', properties: { a: { type: 'integer' } } },
    '{ a?: number; }',
  ],
  ['a required one', { type: 'object', required: ['a'], properties: { a: {} } }, '{ a: unknown; }'],
  [
    'a default, which may be left out',
    { type: 'object', properties: { a: { type: 'string', default: '' } } },
    '{ /** @default */ a?: string; }',
  ],
  ['null', { type: ['string', 'null'] }, 'string | null'],
  ['a choice', { enum: ['a', 1, null] }, '"a" | 1 | null'],
  [
    'an enum of objects, which says nothing here',
    { type: 'object', enum: [{ a: 1 }] },
    'Record<string, unknown>',
  ],
  ['an object of anything', { type: 'object' }, 'Record<string, unknown>'],
  ['a map', { type: 'object', additionalProperties: { type: 'number' } }, '{ [key: string]: number; }'],
  [
    'a list',
    { type: 'array', items: { $ref: '#/components/schemas/Other' } },
    'components["schemas"]["Other"][]',
  ],
  ['a tuple', { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] }, '[ string, number ]'],
  ['a name with signs', { $ref: '#/components/schemas/a~1b%25~0c' }, 'components["schemas"]["a/b%~c"]'],
  [
    'a circle',
    { type: 'object', properties: { it: { $ref: '#/components/schemas/It' } } },
    '{ it?: components["schemas"]["It"]; }',
  ],
];

describe('the type', () => {
  it.each(TYPES)('of %s', async (_name, schema, type) => {
    expect(await typeOf(schema)).toBe(type);
  });

  it('of `nullable`', async () => {
    expect(await typeOf({ type: 'string', nullable: true }, '3.0.3')).toBe('string | null');
  });

  it('shows no secret that the spec has', async () => {
    const secret = 'pit-0b7c1d52-9c1e-4f7e-8d3a-5f1e2d3c4b5a';
    const type = await typeOf({
      type: 'object',
      properties: { a: { type: 'string', example: secret, description: `Use ${secret}` } },
    });
    expect(type).toBe('{ a?: string; }');
  });

  it('of two operations with one id stands with each', async () => {
    const get = { operationId: 'same', responses: {} };
    const { api } = await read(document({ paths: { '/a': { get }, '/b': { get } } }));
    const types = typesOf(api);
    expect('text' in types && types.text.match(/same/g)).toHaveLength(2);
  });
});

describe('types', () => {
  it('are types and nothing else, whatever texts and names a spec has', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          '*/',
          '"',
          '`',
          '${',
          '}',
          '\\',
          '\n',
          '\r',
          '\u2028',
          ';',
          '~1',
          '/',
          '#',
          '%',
        ),
      }),
      fc.constantFrom('__proto__', 'constructor', '1e3', '-1', 'NaN'),
    );
    await fc.assert(
      fc.asyncProperty(text, text, text, async (name, words, value) => {
        const schema = {
          type: 'object',
          title: words,
          description: words,
          properties: Object.fromEntries([[name, { enum: [value], default: value }]]),
        };
        const parameters = [
          { name: name || 'x', in: 'query', description: words, schema: { type: 'string', example: value } },
        ];
        const content = Object.fromEntries([[words || 'application/json', { schema }]]);
        const get = {
          operationId: value,
          summary: words,
          parameters,
          responses: { 200: { description: words, content } },
        };
        const { api } = await read(document({ paths: Object.fromEntries([[`/${name}`, { get }]]) }));
        expect(typesOf(api)).toEqual({ text: expect.any(String) });
      }),
      { numRuns: 60 },
    );
  });
});

describe('types-not-made', () => {
  it('is what becomes of a document that would be code', () => {
    const schemas = { It: { $ref: '#/x;alert(1);type y=z' } } as unknown as JsonObject;
    expect(typesText({ openapi: '3.1.0', paths: {}, components: { schemas } }, '')).toHaveProperty('fault');
  });

  it('is what becomes of a fault of the library', () => {
    expect(typesText({ components: { schemas: { It: 7 } } }, '')).toHaveProperty('fault');
  });
});
