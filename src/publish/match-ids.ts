import type { JsonObject } from '../model/json.ts';
import type { LockedCollection } from '../model/publish.ts';
import { type CollectionNode, collectionNodes } from './collection-nodes.ts';

/** Which of the server's ids stands for which of ours. */
export interface MatchedIds {
  readonly toOurs: ReadonlyMap<string, string>;
  readonly toServer: ReadonlyMap<string, string>;
  /** The same as it is kept in the lock. */
  readonly lock: LockedIds;
}

type LockedIds = Pick<LockedCollection, 'folders' | 'requests'>;

/**
 * Ties what the server has to what we built: by the lock where the id is still there, else requests by operation key,
 * folders by name, and saved examples by status code. What is left over is a person's.
 */
export function matchIds(
  built: readonly JsonObject[],
  server: JsonObject,
  locked: LockedIds = { folders: {}, requests: {} },
): MatchedIds {
  const [ours, theirs] = [built.flatMap(collectionNodes), collectionNodes(server)];
  const folders = assign(
    ours.filter(({ isFolder }) => isFolder),
    theirs.filter(({ isFolder }) => isFolder),
    new Map(Object.entries(locked.folders)),
  );
  const requests = assign(
    ours.filter(({ isFolder }) => !isFolder),
    theirs.filter(({ isFolder }) => !isFolder),
    new Map(Object.entries(locked.requests).map(([key, { id }]) => [key, id])),
  );
  const examples = examplesOf(requests, { ours, theirs, locked: new Map(Object.entries(locked.requests)) });
  const pairs = ours.flatMap((node) => {
    const byKey = examples.get(node.key);
    const own = node.isFolder ? [] : node.examples.map((one) => [one.id, byKey?.get(one.key)] as const);
    return [[node.id, (node.isFolder ? folders : requests).get(node.key)] as const, ...own];
  });
  const known = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined);
  return {
    toServer: new Map(known),
    toOurs: new Map(known.map(([own, theirId]) => [theirId, own])),
    lock: {
      folders: Object.fromEntries(folders),
      requests: Object.fromEntries(
        [...requests].map(([key, id]) => [
          key,
          { id, examples: Object.fromEntries(examples.get(key) ?? []) },
        ]),
      ),
    },
  };
}

function examplesOf(
  requests: ReadonlyMap<string, string>,
  sides: {
    readonly ours: readonly CollectionNode[];
    readonly theirs: readonly CollectionNode[];
    readonly locked: ReadonlyMap<string, LockedIds['requests'][string]>;
  },
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const there = new Map(sides.theirs.map((node) => [node.id, node.examples]));
  const wanted = new Map<string, CollectionNode['examples'][number][]>();
  for (const { key, isFolder, examples } of sides.ours)
    if (!isFolder) wanted.set(key, [...(wanted.get(key) ?? []), ...examples]);
  return new Map(
    [...requests].map(([key, id]) => {
      const before = new Map(Object.entries(sides.locked.get(key)?.examples ?? {}));
      return [key, assign(wanted.get(key) ?? [], there.get(id) ?? [], before)];
    }),
  );
}

interface Keyed {
  readonly id: string;
  readonly key: string;
}

/** The server's id by key: first what the lock knows, so that a copy that a person made is not taken for its original. */
function assign(
  ours: readonly Keyed[],
  theirs: readonly Keyed[],
  locked: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const keys = [...new Set(ours.map(({ key }) => key))];
  const there = new Set(theirs.map(({ id }) => id));
  const assigned = new Map<string, string>();
  const taken = new Set<string>();
  for (const key of keys) {
    const id = locked.get(key);
    if (id === undefined || !there.has(id) || taken.has(id)) continue;
    assigned.set(key, id);
    taken.add(id);
  }
  for (const key of keys.filter((one) => !assigned.has(one))) {
    const found = theirs.find((one) => one.key === key && one.id !== '' && !taken.has(one.id));
    if (!found) continue;
    assigned.set(key, found.id);
    taken.add(found.id);
  }
  return assigned;
}
