import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCollections } from '../../../src/merge/merge-collections.ts';
import { normalCollection } from '../../../src/merge/normal-collection.ts';
import type { Collection } from '../../../src/model/collection.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { boats, builtCollection } from './built-collection.ts';

const KEYS = [
  'info',
  'item',
  'event',
  'script',
  'exec',
  'variable',
  'auth',
  'type',
  'request',
  'url',
  'raw',
  'query',
  'host',
  'path',
  'header',
  'key',
  'value',
  'body',
  'mode',
  'formdata',
  'src',
  'response',
  'name',
  'id',
  'description',
  'content',
  '__proto__',
];

/** JSON of any shape, under the names that a collection has. */
const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
  anything: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(null, '', 'bearer', 'raw', 'file', 'https://x.example:80/:a?b=c#d', true, 7),
    fc.string(),
    fc.array(tie('anything'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('anything'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));
const collections = fc.dictionary(fc.constantFrom(...KEYS), anything, { maxKeys: 8, noNullPrototype: true });

describe('normalCollection', () => {
  it('leaves a built collection as it is, byte for byte', async () => {
    const built = await builtCollection(boats());
    expect(JSON.stringify(normalCollection(built as unknown as JsonObject))).toBe(JSON.stringify(built));
  });

  it('takes any JSON, and what it gives stays as it is', () => {
    fc.assert(
      fc.property(collections, (value) => {
        const normal = normalCollection(value as JsonObject);
        expect(normalCollection(normal)).toEqual(normal);
      }),
    );
  });

  it('makes any JSON mergeable', async () => {
    const ours = await builtCollection(boats());
    fc.assert(
      fc.property(collections, collections, (base, theirs) => {
        const { collection } = mergeCollections({ base, theirs, ours });
        expect(collection.info.schema).toBe(ours.info.schema);
      }),
    );
  });

  it.each<[string, { given: unknown; want: object }]>([
    [
      'a request that is a text',
      {
        given: { request: 'https://x.example/a/:id?b=1#c' },
        want: {
          method: 'GET',
          url: {
            raw: 'https://x.example/a/:id?b=1#c',
            protocol: 'https',
            host: ['x.example'],
            path: ['a', ':id'],
            query: [{ key: 'b', value: '1' }],
            hash: 'c',
          },
        },
      },
    ],
    [
      'headers in one text',
      {
        given: { request: { header: 'A: 1\r\nB:2' } },
        want: {
          header: [
            { key: 'A', value: '1' },
            { key: 'B', value: '2' },
          ],
        },
      },
    ],
    [
      'an auth of format 2.0',
      {
        given: { request: { auth: { type: 'basic', basic: { username: 'u' } } } },
        want: { auth: { type: 'basic', basic: [{ key: 'username', value: 'u', type: 'string' }] } },
      },
    ],
    [
      'a file of nobody',
      {
        given: { request: { body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: [] }] } } },
        want: { body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: null }] } },
      },
    ],
    [
      'line ends of another system',
      { given: { request: { description: 'a\r\nb' } }, want: { description: 'a\nb' } },
    ],
  ])('understands %s', (_name, { given, want }) => {
    const { item } = normalCollection({ item: [given] } as unknown as JsonObject) as unknown as Collection;
    expect((item[0] as unknown as { request: object }).request).toMatchObject(want);
  });
});
