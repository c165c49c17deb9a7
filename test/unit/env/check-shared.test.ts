import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeAt } from '../../../src/diagnostics/pointer.ts';
import { checkShared } from '../../../src/env/check-shared.ts';
import type { Json } from '../../../src/model/json.ts';

const built = {
  environment: new Set(['base_url', 'access_token']),
  collections: new Set(['contact_id']),
};
const PIT = `pit-${'3f2504e0-4f89-41d3-9a0c-0305e82c3301'}`;

function check(value: Json, { isPrivate = false } = {}) {
  return checkShared(value, { file: '/x.json', isPrivate, built })?.map(
    ({ code, where }) => `${code} ${where?.pointer}`,
  );
}

const environment = (...keys: string[]): Json => ({ values: keys.map((key) => ({ key, value: '' })) });
const collection = (request: Json, more: object = {}): Json => ({ item: [{ request, ...more }] });

describe('checkShared', () => {
  it.each<[string, Json, readonly string[] | undefined]>([
    ['a complete environment', environment('base_url', 'access_token', 'contact_id'), []],
    ['a missing variable', environment('base_url'), ['variable-missing /values']],
    ['a mistyped one', environment('base_url', 'access_token', 'contct_id'), ['variable-unknown /values/2']],
    ['an environment of the API', { environment: environment('base_url', 'access_token') }, []],
    ['a collection that uses what is declared', collection({ url: '{{base_url}}/x', header: [] }), []],
    [
      'one of the API that does not',
      { collection: collection({ url: '{{nobody}}' }) },
      ['variable-undeclared /collection/item/0/request/url'],
    ],
    ['its own variable', { item: [{ request: { url: '{{mine}}' } }], variable: [{ key: 'mine' }] }, []],
    [
      'one that a script sets',
      collection({ url: '{{mine}}' }, { event: [{ script: { exec: ["pm.environment.set('mine', 1)"] } }] }),
      [],
    ],
    ['one of Postman, and a merge tag', collection({ body: { raw: '{{$guid}} {{contact.name}}' } }), []],
    [
      'one in a saved example or prose',
      collection({ description: '{{a}}' }, { response: [{ body: '{{b}}' }] }),
      [],
    ],
    [
      'a secret in a collection',
      collection({ header: [{ key: 'X', value: PIT }] }),
      ['secret-found /item/0/request/header/0/value'],
    ],
    ['something else', { name: 'package' }, undefined],
    ['no object', 'text', undefined],
  ])('%s', (_name, given, want) => expect(check(given)).toEqual(want));

  it('lets a private file hold secrets', () => {
    const values = [
      { key: 'base_url', value: '' },
      { key: 'access_token', value: PIT, type: 'secret' },
    ];
    expect(check({ values }, { isPrivate: true })).toEqual([]);
    expect(check({ values })).toEqual(['secret-found /values/1/value']);
  });

  it('reads however deep', () => {
    let item: Json = { request: '{{nobody}}' };
    for (let level = 0; level < 20_000; level++) item = [item];
    expect(check({ item: [item] })).toHaveLength(1);
  });

  it('points at nodes that exist, whatever the file holds', () => {
    const entry = fc.oneof(fc.jsonValue(), fc.record({ key: fc.jsonValue(), value: fc.jsonValue() }));
    const list = fc.oneof(fc.array(entry), fc.jsonValue());
    const file = fc.record(
      { values: list, item: list, variable: list, auth: fc.jsonValue() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(file, (value) => {
        const found = checkShared(value as Json, { file: '/x.json', isPrivate: false, built }) ?? [];
        for (const { where } of found) expect(nodeAt(value, where?.pointer ?? 'none')).toBeDefined();
      }),
    );
  });
});
