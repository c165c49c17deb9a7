import { beforeAll, describe, expect, it } from 'vitest';
import { likelyModules } from '../../../src/merge/likely-modules.ts';
import type { Collection } from '../../../src/model/collection.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { boats, builtCollection } from './built-collection.ts';
import { postmanExport } from './postman-export.ts';

const BOATS = ['GET /boats', 'POST /boats', 'GET /boats/{boatId}', 'GET /crews'];
const MODULES = { cars: ['GET /cars', 'GET /crews'], boats: BOATS, users: ['GET /users'] };

let built: Collection;
beforeAll(async () => {
  built = await builtCollection(boats());
});

describe('likelyModules', () => {
  it('are those whose operations the scripts name, most of them first', () => {
    expect(likelyModules(postmanExport(built), MODULES)).toEqual(['boats', 'cars']);
  });

  it('are those that have most of the requests, where no script names one', () => {
    expect(likelyModules(withoutScripts(), MODULES)).toEqual(['boats']);
  });

  it.each<[string, { given: object; modules?: object }]>([
    ['an empty collection', { given: { info: {}, item: [] } }],
    [
      'another API',
      {
        given: {
          item: [{ request: 'x.example/users' }, { request: 'x.example/a' }, { request: 'x.example/b' }],
        },
      },
    ],
  ])('are none for %s', (_name, { given }) => expect(likelyModules(given, MODULES)).toEqual([]));
});

function withoutScripts(): JsonObject {
  return JSON.parse(
    JSON.stringify(postmanExport(built), (key, value: unknown) => (key === 'event' ? [] : value)),
  ) as JsonObject;
}
