import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Collection } from '../model/collection.ts';
import type { Manifest, OutputPlan, PlannedFile } from '../model/output.ts';
import { isAsFingerprinted } from '../postman/fingerprint.ts';
import { manifestFiles } from '../postman/manifest-files.ts';
import { type Found, LEADS_OUTSIDE } from './open-out.ts';
import { parseManifest } from './parse-manifest.ts';

/** What has to happen for the out folder to be as the plan wants it. */
export interface Comparison {
  readonly write: readonly FileToWrite[];
  readonly unchanged: readonly string[];
  readonly remove: readonly string[];
  /** Files whose module is gone but that a person has changed: they stay. */
  readonly keep: readonly string[];
  /** Why nothing may be written. */
  readonly refused: readonly Diagnostic[];
}

export interface FileToWrite {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Permissions of the file that it replaces. */
  readonly mode?: number;
  /** What a person has made of the file, which is copied before it is replaced. */
  readonly edited?: Uint8Array;
  /** What stands there as the build before wrote it. */
  readonly replaced?: Buffer;
}

export interface CompareOptions {
  /** The out folder as the user knows it, for diagnostics. */
  readonly out: string;
  readonly previous?: Pick<Manifest, 'modules' | 'environments'>;
}

export const MANIFEST_FILE = 'manifest.json';

type FileDecision =
  | { readonly write: FileToWrite }
  | { readonly unchanged: string }
  | { readonly refused: Diagnostic };

/** Compares a plan with what stands at its paths; decides everything, does nothing. */
export function compareOut(
  plan: OutputPlan,
  found: ReadonlyMap<string, Found>,
  { out, previous }: CompareOptions,
): Comparison {
  const hashes = previous ? hashesOf(previous) : new Map<string, string>();
  const decisions = plan.files.map((file) => decide(file, foundAt(found, file.path), hashes, out));
  const removals = plan.remove.map(({ path, hash }) => ({ path, hash, found: foundAt(found, path) }));
  const there = removals.filter((removal) => removal.found.type !== 'nothing');
  return {
    write: decisions.flatMap((decision) => ('write' in decision ? decision.write : [])),
    unchanged: decisions.flatMap((decision) => ('unchanged' in decision ? decision.unchanged : [])),
    refused: decisions.flatMap((decision) => ('refused' in decision ? decision.refused : [])),
    remove: there.filter(isOurs).map(({ path }) => path),
    keep: there.filter((removal) => !isOurs(removal)).map(({ path }) => path),
  };
}

function decide(
  { path, content }: PlannedFile,
  found: Found,
  hashes: ReadonlyMap<string, string>,
  out: string,
): FileDecision {
  const bytes = Buffer.from(content);
  const where = { file: join(out, path) };
  if (found.type === 'nothing') return { write: { path, bytes } };
  if (found.type === 'link') {
    const reason = found.outside ? LEADS_OUTSIDE : 'it is a symbolic link, and only plain files are replaced';
    return { refused: diagnostic('out-not-writable', { reason }, where) };
  }
  if (found.type === 'other') return { refused: diagnostic('foreign-file-in-the-way', { path }, where) };
  if (bytes.equals(found.bytes)) return { unchanged: path };
  const { mode } = found;
  const owner = ownerOf({ path, content }, found.bytes, hashes.get(path));
  if (owner === 'build') return { write: { path, bytes, mode, replaced: found.bytes } };
  if (owner === 'editor') return { write: { path, bytes, mode, edited: found.bytes } };
  return { refused: diagnostic('foreign-file-in-the-way', { path }, where) };
}

/** `build`: as we wrote it. `editor`: ours, and changed by a person since. `stranger`: never ours. */
function ownerOf(
  planned: PlannedFile,
  existing: Buffer,
  knownHash: string | undefined,
): 'build' | 'editor' | 'stranger' {
  if (planned.path === MANIFEST_FILE) {
    return 'manifest' in parseManifest(existing.toString()) ? 'build' : 'stranger';
  }
  if (knownHash !== undefined) return isAsWritten(existing, knownHash) ? 'build' : 'editor';
  const identity = identityOf(planned.content);
  return identity !== undefined && identity === identityOf(existing.toString()) ? 'editor' : 'stranger';
}

/** The id by which Postman knows a collection, an environment, or a part of one in the newer format. */
function identityOf(text: string): string | undefined {
  const [, kind = 'environment', id] = /^(?:\$kind: (\S+)\n)?id: ([0-9a-f-]{36})\n/.exec(text) ?? [];
  return id === undefined ? identityOfJson(text) : `${kind} ${id}`;
}

function identityOfJson(text: string): string | undefined {
  try {
    const { info, id } = JSON.parse(text) as { info?: { _postman_id?: unknown }; id?: unknown };
    const [kind, identity] = info === undefined ? ['environment', id] : ['collection', info._postman_id];
    return typeof identity === 'string' && identity !== '' ? `${kind} ${identity}` : undefined;
  } catch {
    // No JSON, or `null` somewhere on the way: nothing that we have written.
    return undefined;
  }
}

function hashesOf(manifest: Pick<Manifest, 'modules' | 'environments'>): ReadonlyMap<string, string> {
  return new Map(manifestFiles(manifest).map(({ file, hash }) => [file, hash]));
}

function isOurs({ found, hash }: { readonly found: Found; readonly hash: string }): boolean {
  return found.type === 'file' && isAsWritten(found.bytes, hash);
}

/** By the build of the manifest, or by one that was killed before it could write its own. */
function isAsWritten(bytes: Buffer, hash: string): boolean {
  return sha256(bytes) === hash || isWholeBuild(bytes.toString());
}

/** A person's editor may well have laid it out in another way, which is an edit too. */
function isWholeBuild(text: string): boolean {
  try {
    const value = JSON.parse(text) as Collection;
    return `${JSON.stringify(value, null, 2)}\n` === text && isAsFingerprinted(value);
  } catch {
    return false;
  }
}

function foundAt(found: ReadonlyMap<string, Found>, path: string): Found {
  return found.get(path) ?? { type: 'nothing' };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
