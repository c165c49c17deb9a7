import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { FolderFile, FolderManifest } from '../model/generated.ts';
import type { Manifest, PlannedFile } from '../model/output.ts';
import { conflictLine, isRecord } from './check-shape.ts';
import { inspectOut, openOut } from './open-out.ts';

/**
 * The manifest of a folder in the out folder, `types` say; undefined when there is none.
 * @throws Stop `manifest-unreadable`.
 */
export async function readFolderManifest(out: string, folder: string): Promise<FolderManifest | undefined> {
  const path = manifestPath(folder);
  const found = (await inspectOut(await openOut(out), [path])).get(path);
  if (found?.type !== 'file') return undefined;
  const text = found.bytes.toString();
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw unreadable(out, path, `a merge conflict of git stands in it, at line ${conflict}`);
  const value = parse(text);
  if (!isFolderManifest(value, folder)) throw unreadable(out, path, 'it does not list files of its folder');
  return value;
}

/** The text of a folder's manifest, paths in order. */
export function folderManifest(
  folder: string,
  generator: string,
  files: ReadonlyMap<string, FolderFile>,
): PlannedFile {
  const sorted = [...files].toSorted(([left], [right]) => (left < right ? -1 : 1));
  const manifest: FolderManifest = { generator, files: Object.fromEntries(sorted) };
  return { path: manifestPath(folder), content: `${JSON.stringify(manifest, null, 2)}\n` };
}

/** What a folder's manifest lists, and itself as it was read, as the writer of the out folder knows files of ours. */
export function knownFiles(
  folder: string,
  manifest: FolderManifest | undefined,
): Pick<Manifest, 'modules' | 'environments'> {
  if (!manifest) return { modules: {}, environments: {} };
  const files = new Map(Object.entries(manifest.files));
  const own = folderManifest(folder, manifest.generator, files);
  const known = [...files, [own.path, { hash: hashOf(own.content) }] as const];
  return {
    modules: {},
    environments: Object.fromEntries(known.map(([file, { hash }]) => [file, { file, hash }])),
  };
}

export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function manifestPath(folder: string): string {
  return `${folder}/manifest.json`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** A file named here may be removed or replaced: one that leads elsewhere must never get so far. */
function isFolderManifest(value: unknown, folder: string): value is FolderManifest {
  if (!isRecord(value) || typeof value['generator'] !== 'string' || !isRecord(value['files'])) return false;
  return Object.entries(value['files']).every(([path, entry]) => leadsInto(path, folder) && isFile(entry));
}

function isFile(entry: unknown): entry is FolderFile {
  if (!isRecord(entry)) return false;
  const { hash, inputs = '', references = [] } = entry;
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash) || typeof inputs !== 'string') return false;
  return Array.isArray(references) && references.every((name) => typeof name === 'string');
}

function leadsInto(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`) && /^[\w./-]+$/.test(path) && !/(^|\/)(\.{0,2})(\/|$)/.test(path);
}

function unreadable(out: string, path: string, reason: string): Stop {
  return new Stop([diagnostic('manifest-unreadable', { reason }, { file: join(out, path) })]);
}
