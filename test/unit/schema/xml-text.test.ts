import { describe, expect, it } from 'vitest';
import type { Schema, Schemas } from '../../../src/model/api.ts';
import type { Json } from '../../../src/model/json.ts';
import { xmlText } from '../../../src/schema/xml-text.ts';

const schemas: Schemas = {
  Order: {
    type: 'object',
    xml: { name: 'order', namespace: 'http://ns', prefix: 'o' },
    properties: {
      id: { type: 'integer', xml: { attribute: true } },
      lang: { type: 'string', xml: { attribute: true, name: 'lang', prefix: 'xml' } },
      tags: {
        type: 'array',
        xml: { wrapped: true, name: 'tags' },
        items: { type: 'string', xml: { name: 'tag' } },
      },
      note: { type: 'string' },
    },
  },
  Pet: { type: 'object', properties: { name: { type: 'string', xml: { name: 'called' } } } },
};
const listOf = (items: Schema, xml?: Schema): Schema => ({ type: 'array', items, ...(xml ? { xml } : {}) });
const within = (property: Schema): Schema => ({ properties: { animals: property } });
const named = { type: 'string', xml: { name: 'animal' } };

describe('xmlText', () => {
  it.each<[string, { given: Json; schema: Schema; want: string }]>([
    [
      'names, prefix, namespace, attributes, a wrapped list, what must be escaped',
      {
        given: { id: 3, lang: '"a"', tags: ['t', 'u'], note: 'a < b & "c"' },
        schema: { $ref: '#/schemas/Order' },
        want: '<o:order xmlns:o="http://ns" id="3" xml:lang="&quot;a&quot;"><tags><tag>t</tag><tag>u</tag></tags><note>a &lt; b &amp; &quot;c&quot;</note></o:order>',
      },
    ],
    [
      'a root and its fields by the names of the schema',
      { given: { name: 'x' }, schema: { $ref: '#/schemas/Pet' }, want: '<Pet><called>x</called></Pet>' },
    ],
    [
      'a namespace without a prefix',
      { given: null, schema: { xml: { name: 'a', namespace: 'n&m' } }, want: '<a xmlns="n&amp;m"></a>' },
    ],
    [
      'a list at the root',
      {
        given: [{ name: 'x' }],
        schema: listOf({ $ref: '#/schemas/Pet' }),
        want: '<body><Pet><called>x</called></Pet></body>',
      },
    ],
    [
      'a wrapped list at the root',
      {
        given: [{ id: 1 }],
        schema: listOf({ $ref: '#/schemas/Order' }, { name: 'orders', wrapped: true }),
        want: '<orders><o:order xmlns:o="http://ns" id="1"/></orders>',
      },
    ],
    [
      'a list, named as its property',
      {
        given: { animals: ['a', 'b'] },
        schema: within(listOf({ type: 'string' })),
        want: '<body><animals>a</animals><animals>b</animals></body>',
      },
    ],
    [
      'a list, named by its items alone',
      {
        given: { animals: ['a'] },
        schema: within(listOf(named, { name: 'aliens' })),
        want: '<body><animal>a</animal></body>',
      },
    ],
    [
      'a wrapped list without names',
      {
        given: { animals: ['a'] },
        schema: within(listOf({ type: 'string' }, { wrapped: true })),
        want: '<body><animals><animals>a</animals></animals></body>',
      },
    ],
    [
      'a wrapped list with a name of its own and named items',
      {
        given: { animals: ['a'] },
        schema: within(listOf(named, { name: 'aliens', wrapped: true })),
        want: '<body><aliens><animal>a</animal></aliens></body>',
      },
    ],
    [
      'what the schema does not know, and an attribute that is none',
      {
        given: { 'a b': 1, animals: { c: 2 } },
        schema: within({ xml: { attribute: true } }),
        want: '<body><a_b>1</a_b><animals><c>2</c></animals></body>',
      },
    ],
    [
      'an `xml` beside a reference, which adds to that of the schema',
      {
        given: { animals: { id: 3 } },
        schema: within({ allOf: [{ $ref: '#/schemas/Order' }], xml: { name: 'first' } }),
        want: '<body><o:first xmlns:o="http://ns" id="3"/></body>',
      },
    ],
  ])('writes %s', (_name, { given, schema, want }) => {
    const [declaration, ...lines] = xmlText(given, schema, schemas, 'body').split('\n');
    expect(declaration).toBe('<?xml version="1.0" encoding="UTF-8"?>');
    expect(lines.map((line) => line.trim()).join('')).toBe(want);
  });
});
