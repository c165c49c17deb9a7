import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { matchIds } from '../../../src/publish/match-ids.ts';

const script = (key: string) => [
  { listen: 'test', script: { exec: ['const spec = {', `  operation: ${JSON.stringify(key)},`, '};'] } },
];
const example = (id: string, code: number) => ({ id, code, name: 'x' });
const request = (id: string, key: string, ...response: object[]) => ({
  id,
  name: key,
  request: { method: 'GET', url: { path: ['x'] } },
  event: script(key),
  response,
});
const folder = (id: string, name: string, ...item: object[]) => ({ id, name, item });
const collection = (...item: object[]) => ({ info: {}, item }) as unknown as JsonObject;

const OURS = collection(
  folder('f', 'Boats', request('a', 'GET /boats', example('a200', 200), example('a404', 404))),
  request('b', 'POST /boats'),
);

/** Of ours, in the order of the collection. */
function serverIds(server: JsonObject, locked?: Parameters<typeof matchIds>[2]): Record<string, string> {
  return Object.fromEntries(matchIds([OURS], server, locked).toServer);
}

describe('matchIds', () => {
  it.each([
    [
      'what was just made',
      collection(
        folder('1', 'Boats', request('2', 'GET /boats', example('3', 200), example('4', 404))),
        request('5', 'POST /boats'),
      ),
      { f: '1', a: '2', a200: '3', a404: '4', b: '5' },
    ],
    [
      'what a person has moved, renamed and taken away',
      collection({ ...request('5', 'POST /boats'), name: 'Mine' }, folder('1', 'Boats'), {
        ...request('2', 'GET /boats', example('4', 404)),
        name: 'Theirs',
      }),
      { f: '1', a: '2', a404: '4', b: '5' },
    ],
    ['nothing of ours', collection(request('9', 'GET /piers')), {}],
    [
      'two examples of one code',
      collection(request('2', 'GET /boats', example('3', 200), example('4', 200))),
      {
        a: '2',
        a200: '3',
      },
    ],
  ])('finds %s', (_name, server, wanted) => {
    expect(serverIds(server)).toEqual(wanted);
  });

  it('takes no copy for its original, and what is gone for nothing', () => {
    const locked = {
      folders: { Boats: '1' },
      requests: { 'GET /boats': { id: '2', examples: { 200: '3' } } },
    };
    const copy = request('8', 'GET /boats', example('81', 200));
    const server = collection(copy, request('2', 'GET /boats', example('31', 200), example('3', 200)));
    expect(serverIds(server, locked)).toEqual({ a: '2', a200: '3' });
    expect(serverIds(collection(copy), locked)).toEqual({ a: '8', a200: '81' });
  });

  it('is not misled by names that every object has', () => {
    const own = collection(folder('f', 'constructor'), request('a', '__proto__'));
    const server = collection(folder('1', 'constructor'), request('2', '__proto__'));
    const { toServer, lock } = matchIds([own], server, { folders: {}, requests: {} });
    expect([...toServer]).toEqual([
      ['f', '1'],
      ['a', '2'],
    ]);
    expect(Object.keys(lock.folders)).toEqual(['constructor']);
  });

  it('gives each of the server’s ids to one of ours at most, whatever the lock says', () => {
    const ids = fc.constantFrom('1', '2', '3', '4');
    const server = fc.uniqueArray(fc.tuple(ids, fc.constantFrom('GET /boats', 'POST /boats')), {
      selector: ([id]) => id,
    });
    const locked = fc.dictionary(
      fc.constantFrom('GET /boats', 'POST /boats'),
      ids.map((id) => ({ id, examples: {} })),
    );
    fc.assert(
      fc.property(server, locked, (items, requests) => {
        const there = collection(...items.map(([id, key]) => request(id, key)));
        const { toServer, toOurs } = matchIds([OURS], there, { folders: {}, requests });
        expect(toOurs.size).toBe(toServer.size);
        const known = new Set<string>(items.map(([id]) => id));
        expect([...toServer.values()].filter((id) => !known.has(id))).toEqual([]);
      }),
    );
  });
});
