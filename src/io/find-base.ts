import { join } from 'node:path';
import type { Collection } from '../model/collection.ts';
import type { Manifest } from '../model/output.ts';
import { fingerprintOf, isAsFingerprinted } from '../postman/fingerprint.ts';
import { inspectOut, type OutFolder, openOut } from './open-out.ts';
import { listHistory } from './plan-history.ts';

export interface FoundBase {
  readonly collection: object;
  /** Absolute. */
  readonly file: string;
}

/**
 * The build of a module that has the fingerprint: the one in the out folder or one that was replaced there since. A
 * file that somebody has changed, and that so belies its fingerprint, is none.
 */
export async function findBase(
  folder: string,
  { module, file }: { readonly module: string; readonly file: string | undefined },
  fingerprint: string,
): Promise<FoundBase | undefined> {
  const out = await openOut(folder);
  const kept = await listHistory(out, module);
  const replaced = kept.filter((entry) => entry.fingerprint === fingerprint);
  for (const path of [...(file ? [file] : []), ...replaced.map(({ name }) => `history/${module}/${name}`)]) {
    const collection = await readVersion(out, path);
    if (collection && fingerprintOf(collection) === fingerprint)
      return { collection, file: join(out.shown, path) };
  }
  return undefined;
}

/** Which of some modules has, or had, a build of the fingerprint. */
export async function moduleOfBuild(
  folder: string,
  { manifest, among }: { readonly manifest: Manifest; readonly among: readonly string[] },
  fingerprint: string,
): Promise<string | undefined> {
  for (const module of among) {
    const file = manifest.modules[module]?.file;
    if ((await findBase(folder, { module, file }, fingerprint)) !== undefined) return module;
  }
  return undefined;
}

/** A collection as it was built; undefined when it is not there or not as it was. */
async function readVersion(out: OutFolder, path: string): Promise<Collection | undefined> {
  const found = (await inspectOut(out, [path])).get(path);
  if (found?.type !== 'file') return undefined;
  try {
    const collection = JSON.parse(found.bytes.toString()) as Collection;
    return isAsFingerprinted(collection) ? collection : undefined;
  } catch {
    // Broken, or no collection at all.
    return undefined;
  }
}
