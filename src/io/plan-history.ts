import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintOf } from '../postman/fingerprint.ts';
import type { FileToWrite } from './compare-out.ts';
import { checkFolders, type OutFolder } from './open-out.ts';
import { ifThere, orStop } from './out-failure.ts';

/** What a build adds to and takes from the history; paths are relative to the out folder. */
export interface HistoryChanges {
  readonly add: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly remove: readonly string[];
}

const FOLDER = 'history';
/** Versions that are kept of each module. */
const KEPT = 20;
const ENTRY = /^(\d{4,})-([0-9a-f]{16})\.json$/;

/**
 * Keeps each collection that is replaced as it was built: an export of it, made before or after, needs it as base of
 * a merge. `history/<module>/<NNNN>-<fingerprint>.json`, without spaces, the newest of each module.
 * @throws Stop when something stands in the way of the folder or it leads elsewhere.
 */
export async function planHistory(out: OutFolder, files: readonly FileToWrite[]): Promise<HistoryChanges> {
  const changes: HistoryChanges[] = [];
  for (const { path, replaced } of files) {
    const module = moduleOf(path);
    if (!replaced || module === undefined) continue;
    changes.push(await planVersion(out, module, JSON.parse(replaced.toString())));
  }
  return { add: changes.flatMap(({ add }) => add), remove: changes.flatMap(({ remove }) => remove) };
}

/** Keeps one version of a module's collection, unless it is kept already or has no fingerprint. */
export async function planVersion(
  out: OutFolder,
  module: string,
  collection: unknown,
): Promise<HistoryChanges> {
  const fingerprint = fingerprintOf(collection);
  const folder = `${FOLDER}/${module}`;
  await checkFolders(out, [`${folder}/x`]);
  const entries = await listHistory(out, module);
  if (fingerprint === undefined || entries.some((entry) => entry.fingerprint === fingerprint))
    return { add: [], remove: [] };
  const number = String((entries.at(-1)?.number ?? 0) + 1).padStart(4, '0');
  const old = entries.slice(0, Math.max(0, entries.length + 1 - KEPT));
  return {
    add: [
      {
        path: `${folder}/${number}-${fingerprint}.json`,
        bytes: Buffer.from(`${JSON.stringify(collection)}\n`),
      },
    ],
    remove: old.map(({ name }) => `${folder}/${name}`),
  };
}

export interface HistoryEntry {
  readonly name: string;
  readonly number: number;
  readonly fingerprint: string;
}

/** The kept versions of a module, the oldest first; other files in the folder are none of ours. */
export async function listHistory(out: OutFolder, module: string): Promise<readonly HistoryEntry[]> {
  const folder = join(FOLDER, module);
  const names = await orStop(join(out.shown, folder), () => ifThere(() => readdir(join(out.real, folder))));
  return (names ?? [])
    .flatMap((name): HistoryEntry[] => {
      const [, number, fingerprint] = ENTRY.exec(name) ?? [];
      return number && fingerprint ? [{ name, number: Number(number), fingerprint }] : [];
    })
    .toSorted((a, b) => a.number - b.number || (a.name < b.name ? -1 : 1));
}

function moduleOf(path: string): string | undefined {
  return /^collections\/(.+)\.postman_collection\.json$/.exec(path)?.[1];
}
