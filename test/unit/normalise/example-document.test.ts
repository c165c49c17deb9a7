import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schema } from '../../../src/model/api.ts';
import type { Json } from '../../../src/model/json.ts';
import { exampleDocument } from '../../../src/normalise/example-document.ts';

const object: Schema = { type: 'object', properties: { id: { type: 'string' } } };

interface Case {
  readonly given: Json;
  readonly type?: string;
  readonly schema?: Schema;
  readonly want: Json;
}

describe('exampleDocument', () => {
  it.each<[string, Case]>([
    ['the text of an object, where one is asked for', { given: ' { "id": "a" } ', want: { id: 'a' } }],
    ['the text of a list', { given: '[1]', schema: { type: 'array' }, want: [1] }],
    ['the text of an object, where anything goes', { given: '{"id":"a"}', schema: {}, want: { id: 'a' } }],
    ['one that contradicts the schema too', { given: '{"id":1}', want: { id: 1 } }],
    ['one of a type of JSON', { given: '{}', type: 'application/problem+json; charset=utf-8', want: {} }],
    ['a text where only a text is asked for', { given: '{}', schema: { type: 'string' }, want: '{}' }],
    ['a text of another type', { given: '{}', type: 'text/plain', want: '{}' }],
    ['a text that only looks like one', { given: '{id}', want: '{id}' }],
    ['a text that could be a number', { given: '12', want: '12' }],
    [
      'digits that no double holds',
      { given: '{"n": 12345678901234567890}', want: '{"n": 12345678901234567890}' },
    ],
    ['what is nested without end', { given: '['.repeat(101) + ']'.repeat(101), want: expect.any(String) }],
    ['a value that is no text', { given: { id: 'a' }, want: { id: 'a' } }],
  ])('reads %s', (_name, { given, type = 'application/json', schema = object, want }) => {
    expect(exampleDocument(given, type, schema, {})).toEqual(want);
  });

  it('never fails, and says the same of a document as of its text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => exampleDocument(text, 'application/json', object, {})).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean())), (document) => {
        const text = JSON.stringify(document);
        expect(exampleDocument(text, 'application/json', object, {})).toEqual(JSON.parse(text));
      }),
    );
  });
});
