import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { checkFolders, type Found, inspectOut, openOut } from './open-out.ts';
import { orStop } from './out-failure.ts';
import { writeTogether } from './write-together.ts';

export interface OwnedFile {
  /** Relative to the out folder, `/` between segments. */
  readonly path: string;
  /** What is made together: files of its groups that a run no longer makes go away. */
  readonly group: string;
  readonly content: string;
}

/** By path: the group, and the SHA-256 (hex) of what was written. */
type Index = ReadonlyMap<string, { readonly group: string; readonly hash: string }>;

/**
 * Writes files into the out folder, and the list of them to `index`, by which the next run knows what is ours: a file
 * that a person has made or changed is neither replaced nor removed.
 * @throws Stop `foreign-file-in-the-way` or `out-not-writable`, with nothing written.
 */
export async function writeOwned(folder: string, index: string, files: readonly OwnedFile[]): Promise<void> {
  const out = await openOut(folder);
  await checkFolders(out, [...files.map(({ path }) => path), index]);
  const known = parseIndex((await inspectOut(out, [index])).get(index));
  const groups = new Set(files.map(({ group }) => group));
  const planned = new Set(files.map(({ path }) => path));
  const dropped = [...known].filter(([path, { group }]) => groups.has(group) && !planned.has(path));
  const found = await inspectOut(out, [...planned, ...dropped.map(([path]) => path)]);
  const [first, ...rest] = files
    .filter(({ path, content }) => !mayReplace(found.get(path), [known.get(path)?.hash, sha256(content)]))
    .map(({ path }) => diagnostic('foreign-file-in-the-way', { path }, { file: join(out.shown, path) }));
  if (first) throw new Stop([first, ...rest]);
  const stale = dropped
    .filter(([path, { hash }]) => mayReplace(found.get(path), [hash]))
    .map(([path]) => path);
  const kept = [...known].filter(([, { group }]) => !groups.has(group));
  const now = [
    ...kept,
    ...files.map(({ path, group, content }) => [path, { group, hash: sha256(content) }] as const),
  ];
  await writeTogether(out, [
    ...files.map(({ path, content }) => ({ path, bytes: Buffer.from(content) })),
    { path: index, bytes: Buffer.from(formatIndex(new Map(now))) },
  ]);
  for (const path of stale)
    await orStop(join(out.shown, path), () => rm(join(out.real, path), { force: true }));
}

function mayReplace(found: Found | undefined, hashes: readonly (string | undefined)[]): boolean {
  if (found === undefined || found.type === 'nothing') return true;
  return found.type === 'file' && hashes.includes(sha256(found.bytes));
}

function formatIndex(index: Index): string {
  const sorted = [...index].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ files: Object.fromEntries(sorted) }, null, 2)}\n`;
}

/** Of a broken one nothing is ours. Its paths lead nowhere but below the folder that it lies in. */
function parseIndex(found: Found | undefined): Index {
  if (found?.type !== 'file') return new Map();
  try {
    const { files } = JSON.parse(found.bytes.toString()) as {
      readonly files: Readonly<Record<string, unknown>>;
    };
    return new Map(
      Object.entries(files).flatMap(([path, entry]) => {
        const { group, hash } = Object(entry) as { readonly group?: unknown; readonly hash?: unknown };
        const isSafe = /^[\w.-]+(\/[\w.-]+)+$/.test(path) && !path.split('/').includes('..');
        return isSafe ? [[path, { group: String(group), hash: String(hash) }] as const] : [];
      }),
    );
  } catch {
    return new Map();
  }
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
