import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { PostmanApi, WorkspaceContents } from '../io/postman-api.ts';
import type { JsonObject } from '../model/json.ts';
import type { BuiltEntity, Decided, PublishLock } from '../model/publish.ts';
import { fingerprintOf } from '../postman/fingerprint.ts';
import {
  decideCollection,
  decideToCreate,
  descentOf,
  sharesOperations,
} from '../publish/decide-collection.ts';
import { decideEnvironment, decideToCreateEnvironment, mayStandFor } from '../publish/decide-environment.ts';
import { lockedCollection, lockedEnvironment, lockedUid } from '../publish/lock-entry.ts';
import { type Choices, failed, type Present } from '../publish/present.ts';

export interface Surroundings {
  readonly api: PostmanApi;
  readonly workspace: WorkspaceContents;
  readonly lock: PublishLock;
  /** A kept build of a module by its fingerprint; undefined when it is not kept. */
  readonly readBuild: (module: string, fingerprint: string) => Promise<JsonObject | undefined>;
  readonly choices: Choices & {
    /** What the lock knows and the server does not is made anew. */
    readonly recreate: boolean;
  };
}

/** What one entity of the workspace needs, from what the server has now; sends only GETs. */
export async function decideEntity(entity: BuiltEntity, around: Surroundings): Promise<Decided> {
  const { api, lock, choices } = around;
  const { kind, name } = entity;
  const uid = lockedUid(lock, kind, name);
  if (uid === undefined) return decideUnlocked(entity, around);
  const server = await api.read(kind, uid, name);
  if (server) return decidePresent(entity, { uid, server, found: false }, around);
  if (choices.recreate) return decideUnlocked(entity, around);
  return failed(diagnostic('entity-gone', { kind, name, uid }));
}

/**
 * One that the lock does not know may stand in the workspace all the same: imported by hand, or made by a run whose
 * answer never came.
 */
async function decideUnlocked(entity: BuiltEntity, around: Surroundings): Promise<Decided> {
  const { kind, name, title } = entity;
  const namesakes = await readNamesakes(entity, around);
  const ours: Present[] = [];
  for (const one of namesakes) if (await isOurs(entity, one.server, around)) ours.push(one);
  const [only, second] = ours;
  if (only && second) {
    const uids = ours.map(({ uid }) => uid).join(', ');
    return failed(diagnostic('entity-ambiguous', { kind, name, uids }));
  }
  if (only) return decidePresent(entity, only, around);
  const decided = kind === 'collection' ? decideToCreate(entity) : decideToCreateEnvironment(entity);
  const taken = diagnostic('name-taken', { kind, name: title });
  return namesakes.length > 0 ? { ...decided, diagnostics: [taken] } : decided;
}

async function readNamesakes(
  { kind, name, title }: BuiltEntity,
  { api, workspace, lock }: Surroundings,
): Promise<readonly Present[]> {
  const locked = new Set(Object.values(lock[`${kind}s`]).map(({ uid }) => uid));
  const namesakes: Present[] = [];
  for (const { uid } of workspace[kind].filter((one) => one.name === title && !locked.has(one.uid))) {
    const server = await api.read(kind, uid, name);
    if (server) namesakes.push({ uid, server, found: true });
  }
  return namesakes;
}

async function isOurs(
  entity: BuiltEntity,
  server: JsonObject,
  { readBuild }: Surroundings,
): Promise<boolean> {
  if (entity.kind === 'environment') return mayStandFor(entity, server);
  const fingerprint = fingerprintOf(server);
  if (fingerprint !== undefined && fingerprint === fingerprintOf(entity.content)) return true;
  if (fingerprint !== undefined && (await readBuild(entity.name, fingerprint))) return true;
  return sharesOperations(entity, server);
}

async function decidePresent(
  entity: BuiltEntity,
  present: Present,
  { lock, readBuild, choices }: Surroundings,
): Promise<Decided> {
  const { kind, name, content } = entity;
  if (kind === 'environment') return decideEnvironment(entity, present, lockedEnvironment(lock, name));
  const locked = lockedCollection(lock, name);
  const descent = descentOf(present.server, locked);
  const isSame = descent === fingerprintOf(content);
  const kept = descent === undefined || isSame ? undefined : await readBuild(name, descent);
  return decideCollection(entity, { ...present, locked, base: isSame ? content : kept }, choices);
}
