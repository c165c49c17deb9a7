import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { Stop } from '../diagnostics/stop.ts';
import { readPublishLock } from '../io/publish-lock.ts';
import { type BuiltFile, readBuiltCollections, readBuiltEnvironments } from '../io/read-built-files.ts';
import { readManifest } from '../io/read-out.ts';
import type { ReadVariable } from '../io/read-variables.ts';
import { requireCollections } from '../io/require-collections.ts';
import type { Manifest } from '../model/output.ts';
import type { EntityKind, PublishLock } from '../model/publish.ts';
import { checkBuilt } from '../publish/check-built.ts';

export interface LocalOptions {
  readonly out: string;
  /** Absolute. */
  readonly lockFile: string;
  /** Only these collections, and no environment. */
  readonly modules?: readonly string[];
}

/** What is known before anything is sent. */
export interface Prepared {
  readonly key: string;
  readonly entities: readonly BuiltFile[];
  readonly lock: PublishLock | undefined;
  readonly orphans: readonly Orphan[];
}

/** What the lock holds and no build makes any more. */
export interface Orphan {
  readonly kind: EntityKind;
  readonly name: string;
  readonly uid: string;
}

const KEY = 'POSTMAN_API_KEY';

/** Reads what was built, the lock and the key. @throws Stop with all that keeps it from being shared. */
export async function preparePublish(
  { out, lockFile, modules }: LocalOptions,
  readVariable: ReadVariable,
): Promise<Prepared> {
  const manifest = await readManifest(out);
  if (!manifest) throw new Stop([diagnostic('out-not-built', { out })]);
  requireCollections(out, manifest);
  checkModules(manifest, modules ?? []);
  const entities = [
    ...(await readBuiltCollections(out, manifest, modules ?? Object.keys(manifest.modules))),
    ...(modules ? [] : await readBuiltEnvironments(out, manifest)),
  ];
  stopFor(checkBuilt(entities));
  const lock = await readPublishLock(lockFile);
  const orphans = modules ? [] : orphansOf(lock, manifest);
  return { key: readKey(readVariable), entities, lock, orphans };
}

function checkModules({ modules }: Manifest, asked: readonly string[]): void {
  const names = Object.keys(modules);
  const known = names.join(', ');
  const unknown = asked.filter((name) => !names.includes(name));
  stopFor(
    unknown.map((module) =>
      diagnostic('module-unknown', { module, known, nearest: nearest(module, names) ?? '' }),
    ),
  );
}

function stopFor([first, ...rest]: readonly Diagnostic[]): void {
  if (first) throw new Stop([first, ...rest]);
}

function readKey(readVariable: ReadVariable): string {
  const key = readVariable(KEY);
  if (key === undefined) throw new Stop([diagnostic('setting-missing', { name: KEY, variable: KEY })]);
  // Anything else cannot stand in a header, and what is thrown for it would repeat the key.
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  const reason = `${KEY} holds a blank or another character that no key has`;
  throw new Stop([diagnostic('usage-invalid', { reason })]);
}

function orphansOf(lock: PublishLock | undefined, manifest: Manifest): readonly Orphan[] {
  const left = (kind: EntityKind, locked: Locked = {}, built: object): Orphan[] =>
    Object.entries(locked)
      .filter(([name]) => !Object.hasOwn(built, name))
      .map(([name, { uid }]) => ({ kind, name, uid }));
  return [
    ...left('collection', lock?.collections, manifest.modules),
    ...left('environment', lock?.environments, manifest.environments),
  ];
}

type Locked = { readonly [name: string]: { readonly uid: string } };
