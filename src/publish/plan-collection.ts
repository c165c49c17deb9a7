import { mergeCollections } from '../merge/merge-collections.ts';
import { normalCollection } from '../merge/normal-collection.ts';
import { compact } from '../merge/read-json.ts';
import type { Collection } from '../model/collection.ts';
import type { JsonObject } from '../model/json.ts';
import type { MergeChange, MergeOptions } from '../model/merge.ts';
import type { Changes, LockedCollection } from '../model/publish.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import { changedRequests } from './changed-requests.ts';
import { collectionId, collectionNodes } from './collection-nodes.ts';
import { matchIds } from './match-ids.ts';
import { withIds } from './with-ids.ts';

export interface CollectionVersions {
  /** What the server's collection descends from; undefined: nobody has it any more, and all of the server's stays. */
  readonly base: JsonObject | undefined;
  /** As the server gives it. */
  readonly server: JsonObject;
  readonly ours: JsonObject;
  readonly locked?: LockedCollection | undefined;
}

export interface CollectionUpdate {
  /** Holds the server's id of everything that is there already. */
  readonly payload: JsonObject;
  readonly changes: Changes;
  readonly conflicts: readonly MergeChange[];
}

/** A collection as it goes up for the first time: every id will be the server's. */
export function collectionToCreate(ours: JsonObject): JsonObject {
  return withIds(ours, undefined, () => undefined);
}

/**
 * What the server's collection becomes: a person's edits there, and what the specs changed since. The merge sees our
 * ids on all three sides; what is sent has the server's, so that comments, forks and history stay with their requests.
 */
export function planCollection(
  { base, server, ours, locked }: CollectionVersions,
  options: MergeOptions,
): CollectionUpdate {
  const { toOurs, toServer } = matchIds(base ? [ours, base] : [ours], server, locked);
  const theirs = withIds(server, collectionId(ours), (id) => toOurs.get(id) ?? id);
  const merged = mergeCollections({ base, theirs, ours: ours as unknown as Collection }, options);
  const collection = merged.collection as unknown as JsonObject;
  const there = idsIn(server);
  return {
    payload: withIds(
      collection,
      collectionId(server),
      (id) => toServer.get(id) ?? (there.has(id) ? id : undefined),
    ),
    changes: changedRequests(normalCollection(theirs), collection),
    conflicts: merged.report.changes.filter(({ outcome }) => outcome === 'conflict').map(shareable),
  };
}

/** A report goes into logs: values that may hold a secret are not told. */
function shareable({ base, theirs, ours, ...change }: MergeChange): MergeChange {
  const values = compact({ base, theirs, ours });
  return findSecrets(values).length > 0 ? change : { ...change, ...values };
}

function idsIn(collection: JsonObject): ReadonlySet<string> {
  const nodes = collectionNodes(collection);
  return new Set(nodes.flatMap(({ id, examples }) => [id, ...examples.map((one) => one.id)]));
}
