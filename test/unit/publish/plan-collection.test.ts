import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Collection } from '../../../src/model/collection.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { withFingerprint } from '../../../src/postman/fingerprint.ts';
import { collectionToCreate, planCollection } from '../../../src/publish/plan-collection.ts';
import { ROOT } from '../../command.ts';
import { nodesOf, withServerIds } from '../../scenarios/postman-api/entity-ids.ts';

const BUILT = JSON.parse(
  readFileSync(join(ROOT, 'out', 'collections', 'oauth.postman_collection.json'), 'utf8'),
) as JsonObject;

/** As the server has it after it was created, with a person's edits. */
function serverCopy(edit: (nodes: Record<string, unknown>[]) => void = () => {}): JsonObject {
  const made = withServerIds(structuredClone(collectionToCreate(BUILT)) as Record<string, unknown>, {
    own: new Set(),
    owner: '1',
    foreign: new Set(),
  });
  edit(nodesOf(made));
  return { ...made, info: { ...Object(made['info']), _postman_id: 'server-own' } } as JsonObject;
}

function rebuilt(change: (collection: { item: { item: object[] }[] }) => void): JsonObject {
  const copy = structuredClone(BUILT) as unknown as { item: { item: object[] }[] };
  change(copy);
  return withFingerprint(copy as unknown as Collection) as unknown as JsonObject;
}

const ids = (collection: JsonObject) => nodesOf(collection).map(({ id }) => id);
const isRequest = (node: Record<string, unknown>): boolean => 'request' in node;

describe('planCollection', () => {
  it('creates without any id', () => {
    const created = collectionToCreate(BUILT);
    expect(new Set(ids(created))).toEqual(new Set([undefined]));
    expect(created['info']).not.toHaveProperty('_postman_id');
  });

  it('sends the server’s id for all that is there, and none for what is new', () => {
    const server = serverCopy();
    const ours = rebuilt(({ item: [first] }) => {
      const [request] = first?.item ?? [];
      first?.item.push({ ...request, id: 'of-ours', name: 'New', event: [], response: [] });
    });
    const { payload, changes } = planCollection({ base: BUILT, server, ours }, {});
    expect(changes).toMatchObject({ added: [expect.any(String)], changed: [], removed: [] });
    const sent = ids(payload);
    expect(sent.filter((id) => id === undefined)).toHaveLength(1);
    expect(sent.filter((id) => id !== undefined).toSorted()).toEqual(ids(server).toSorted());
    expect(payload['info']).toHaveProperty('_postman_id', 'server-own');
  });

  it('changes none of what it was given', () => {
    const server = serverCopy();
    const before = structuredClone({ server, BUILT });
    planCollection({ base: BUILT, server, ours: rebuilt(({ item }) => item.pop()) }, {});
    expect({ server, BUILT }).toEqual(before);
  });

  it('keeps all of the server’s where the base is gone', () => {
    const server = serverCopy((nodes) => {
      for (const node of nodes.filter(isRequest)) node['name'] = `My ${node['name']}`;
    });
    const { payload } = planCollection({ base: undefined, server, ours: BUILT }, {});
    const names = nodesOf(payload)
      .filter(isRequest)
      .map(({ name }) => String(name));
    expect(names.filter((name) => !name.startsWith('My '))).toEqual([]);
  });

  it('tells no conflict’s values that hold a secret', () => {
    const server = serverCopy((nodes) => {
      for (const node of nodes.filter(isRequest)) node['name'] = 'pit-3f9d1c52-7b8e-4a60-9d21-c5e8f7a4b016';
    });
    const ours = rebuilt(({ item }) => {
      for (const node of nodesOf({ item }).filter(isRequest)) node['name'] = 'Renamed';
    });
    const { conflicts } = planCollection({ base: BUILT, server, ours }, {});
    expect(conflicts.length).toBeGreaterThan(0);
    expect(conflicts.filter(({ theirs, ours: built }) => theirs ?? built)).toEqual([]);
    expect(conflicts.map(({ chosen }) => chosen)).toContain('theirs');
  });
});
