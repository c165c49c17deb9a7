import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareContracts } from '../../../src/diff/compare-contracts.ts';
import { readCollection } from '../../../src/diff/read-collection.ts';
import { frozen } from '../built-from.ts';

const read = (json: unknown) =>
  readCollection({
    module: 'm',
    file: '/m.json',
    json: frozen(json),
    operationOf: ({ name }) => String(name),
  });
const item = (more: object = {}) => ({
  name: 'one',
  request: {
    method: 'GET',
    header: [
      { key: 'Accept', value: '*' },
      { key: 'Version', value: '1' },
    ],
    url: {
      raw: '{{base_url}}/things/:thingId?limit=1',
      path: ['things', ':thingId'],
      query: [{ key: 'limit', value: '1' }],
      variable: [{ key: 'thingId', value: '{{thing_id}}' }],
    },
    ...more,
  },
  response: [],
});
const collection = (...items: object[]) => ({ item: items, auth: { type: 'bearer' } });
const rulesOf = (from: object, to: object) =>
  compareContracts(read(collection(from)), read(collection(to))).map(({ rule, field }) => rule + field);
const answer = (body: unknown) => ({
  ...item(),
  response: [
    { code: 200, header: [{ key: 'Content-Type', value: 'application/json' }], body: JSON.stringify(body) },
  ],
});

describe('readCollection', () => {
  it('reads operations, in folders too, and leaves out the headers that Postman writes', () => {
    const [first, ...rest] = read({ item: [{ name: 'Folder', item: [item()] }] }).operations;
    expect(rest).toEqual([]);
    expect(first?.key).toBe('GET /things/{thingId}');
    expect(first?.parameters.map(({ in: place, name }) => `${place} ${name}`)).toEqual([
      'path thingId',
      'query limit',
      'header Version',
    ]);
  });

  it.each([
    ['{{base_url}}/things/:thingId?limit=1', 'GET /things/{thingId}'],
    ['https://api.example.com/things/:thingId?limit=1', 'GET /things/{thingId}'],
    ['{{base_url}}', 'GET /'],
  ])('reads a URL that is one text: %s', (url, key) => {
    expect(read(collection(item({ url }))).operations.map((operation) => operation.key)).toEqual([key]);
  });

  it.each<[name: string, from: object, to: object, want: readonly string[]]>([
    ['nothing', answer({ a: 1 }), answer({ a: 2.5 }), []],
    ['nothing of a value that is a variable', answer({ a: '{{x}}' }), answer({ a: 1 }), []],
    ['nothing of null or an empty list', answer({ a: null, b: [] }), answer({ a: 1, b: [{ c: 1 }] }), []],
    [
      'a field that is gone',
      answer({ a: [{ b: 1 }] }),
      answer({ a: [{}] }),
      ['response-field-removed/a/*/b'],
    ],
    ['a field of another type', answer({ a: 1 }), answer({ a: '1' }), ['response-type-changed/a']],
    ['a request sent elsewhere', item(), item({ method: 'POST' }), ['operation-moved']],
    ['auth that is gone', item(), item({ auth: { type: 'noauth' } }), ['auth-lifted']],
    [
      'other auth',
      item(),
      item({ auth: { type: 'basic' } }),
      ['auth-alternative-removed', 'auth-alternative-added'],
    ],
    ['a header that is gone', item(), item({ header: [] }), ['parameter-removed']],
  ])('tells %s', (_name, from, to, want) => {
    expect(rulesOf(from, to)).toEqual(want);
  });

  it('takes any JSON', () => {
    const items = fc.array(
      fc.oneof(
        fc.json().map((text) => JSON.parse(text)),
        fc.constant(item()),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ item: items })), (json) => {
        const contract = read(json);
        expect(compareContracts(contract, contract)).toEqual([]);
      }),
    );
  });
});
