import type { JsonObject } from '../model/json.ts';
import type {
  BuiltEntity,
  EntityKind,
  LockedCollection,
  LockedEnvironment,
  PublishLock,
} from '../model/publish.ts';
import { fingerprintOf } from '../postman/fingerprint.ts';
import { matchIds } from './match-ids.ts';
import { publishedValues, variablesIn } from './plan-environment.ts';

/** The lock once an entity is in the workspace under `uid`, as `server` shows it. */
export function lockEntity(
  lock: PublishLock,
  entity: BuiltEntity,
  uid: string,
  server: JsonObject,
): PublishLock {
  const { kind, name, content } = entity;
  if (kind === 'environment') {
    const values = publishedValues(variablesIn(content));
    return { ...lock, environments: { ...lock.environments, [name]: { uid, values } } };
  }
  const before = lockedCollection(lock, name);
  const { lock: ids } = matchIds([content], server, before?.uid === uid ? before : undefined);
  const entry = {
    uid,
    fingerprint: fingerprintOf(content) ?? '',
    folders: ids.folders,
    requests: ids.requests,
  };
  return { ...lock, collections: { ...lock.collections, [name]: entry } };
}

/** The lock without an entity that is gone from the workspace. */
export function unlockEntity(lock: PublishLock, kind: EntityKind, name: string): PublishLock {
  const { [name]: _gone, ...others } = lock[`${kind}s`];
  return { ...lock, [`${kind}s`]: others };
}

/** What the lock knows of an entity; names come from files, so that only its own keys count. */
export function lockedUid(lock: PublishLock, kind: EntityKind, name: string): string | undefined {
  return ownIn<{ readonly uid: string }>(lock[`${kind}s`], name)?.uid;
}

export function lockedCollection(lock: PublishLock, module: string): LockedCollection | undefined {
  return ownIn(lock.collections, module);
}

export function lockedEnvironment(lock: PublishLock, name: string): LockedEnvironment | undefined {
  return ownIn(lock.environments, name);
}

function ownIn<T>(entries: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
