import { describe, expect, it } from 'vitest';
import { compareCollections } from '../../../src/check/compare-collections.ts';

const item = (id: string, more: object = {}) => ({
  id,
  name: id,
  event: [{ listen: 'test' }],
  request: { method: 'GET', header: [], url: { raw: `/${id}` }, description: 'One' },
  response: [{ name: 'ok' }],
  ...more,
});
const collection = (items: readonly object[], more: object = {}) => ({
  info: { name: 'C', description: '' },
  item: [{ id: 'f', name: 'Folder', description: '', item: items }],
  auth: { type: 'bearer' },
  variable: [],
  ...more,
});
const BEFORE = collection([item('a'), item('b')]);
const KEYS = new Map([
  ['a', 'GET /a'],
  ['b', 'GET /b'],
  ['c', 'GET /c'],
]);
const compare = (planned: object, onDisk: object = BEFORE) =>
  compareCollections({ onDisk: JSON.stringify(onDisk), planned: JSON.stringify(planned), keys: KEYS });
const request = (more: object) => ({ request: { ...item('a').request, ...more } });
const changed = (key: string, ...parts: string[]) => [{ key, change: 'changed', parts }];

describe('compareCollections', () => {
  it.each<[name: string, planned: object, want: readonly object[]]>([
    ['nothing', BEFORE, []],
    [
      'the request',
      collection([item('a', request({ header: [1] })), item('b')]),
      changed('GET /a', 'request'),
    ],
    [
      'the description',
      collection([item('a', request({ description: 'Two' })), item('b')]),
      changed('GET /a', 'description'),
    ],
    ['the script', collection([item('a'), item('b', { event: [] })]), changed('GET /b', 'script')],
    ['the examples', collection([item('a', { response: [] }), item('b')]), changed('GET /a', 'examples')],
    [
      'name and examples',
      collection([item('a', { name: 'x', response: [] }), item('b')]),
      changed('GET /a', 'name', 'examples'),
    ],
    ['the order', collection([item('b'), item('a')]), changed('', 'order')],
    ['the auth', collection([item('a'), item('b')], { auth: null }), changed('', 'auth')],
    [
      'the variables',
      collection([item('a'), item('b')], { variable: [{ key: 'a' }] }),
      changed('', 'variables'),
    ],
    [
      'nothing in the fingerprint',
      collection([item('a'), item('b')], { variable: [{ key: 'spec_build' }] }),
      [],
    ],
    [
      'a request that comes',
      collection([item('a'), item('c'), item('b')]),
      [{ key: 'GET /c', change: 'added', parts: [] }],
    ],
    ['a request that goes', collection([item('b')]), [{ key: 'GET /a', change: 'removed', parts: [] }]],
  ])('finds %s', (_name, planned, want) => {
    expect(compare(planned)).toEqual(want);
  });

  it('names a request that a person added by its method and URL', () => {
    const edited = collection([item('a'), item('b'), item('mine')]);
    expect(compare(BEFORE, edited)).toEqual([{ key: 'GET /mine', change: 'removed', parts: [] }]);
  });

  it('finds a request that stands in another folder', () => {
    const moved = { ...BEFORE, item: [...collection([item('a')]).item, item('b')] };
    expect(compare(moved)).toEqual(
      expect.arrayContaining([{ key: 'GET /b', change: 'changed', parts: ['folder'] }]),
    );
  });

  it.each(['', '{', 'null', '[]', '{"item":[null,{"item":[3]}]}'])('takes any text: %s', (onDisk) => {
    const found = compareCollections({ onDisk, planned: JSON.stringify(BEFORE), keys: KEYS });
    expect(Array.isArray(found)).toBe(true);
  });
});
