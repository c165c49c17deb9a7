import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { LockedFile, SpecLock } from '../model/spec-lock.ts';
import { ifThere, systemReason } from './out-failure.ts';
import { TEMP_NAME } from './stage-files.ts';

export const SPEC_LOCK = 'specs.lock.json';

/** The lock of a folder of specs; undefined when it has none. @throws Stop `lock-unreadable` when it is none. */
export async function readSpecLock(folder: string): Promise<SpecLock | undefined> {
  return readLock(join(folder, SPEC_LOCK));
}

/** Locks that pulls have made ready and, killed before that, never put in place. Each is there whole or not at all. */
export async function readStagedLocks(folder: string): Promise<readonly SpecLock[]> {
  const names = await readdir(folder).catch(() => []);
  const staged = names.filter((name) => TEMP_NAME.test(name) && name.startsWith(`.${SPEC_LOCK}.`));
  const locks = await Promise.all(staged.map((name) => readLock(join(folder, name)).catch(() => undefined)));
  return locks.filter((lock) => lock !== undefined);
}

async function readLock(file: string): Promise<SpecLock | undefined> {
  const fault = (reason: string) => new Stop([diagnostic('lock-unreadable', { reason }, { file })]);
  const text = await ifThere(() => readFile(file, 'utf8')).catch((error: unknown) => {
    throw fault(systemReason(error));
  });
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fault('it is no valid JSON; a merge conflict may stand in it');
  }
  if (!isObject(value) || !isObject(value['files'])) throw fault('expected an object with `files`');
  if (value['lockVersion'] !== 1) throw fault('it is of another version');
  const files = Object.entries(value['files']);
  const odd = files.find(([path, entry]) => !isInside(path) || !isLocked(entry));
  if (odd) throw fault(`the entry ${odd[0]} is none`);
  return { lockVersion: 1, files: Object.fromEntries(files) as SpecLock['files'] };
}

/** The same bytes for the same files, whatever order they were pulled in. */
export function formatSpecLock(files: ReadonlyMap<string, LockedFile>): string {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const lock: SpecLock = { lockVersion: 1, files: Object.fromEntries(sorted) };
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** It is read from a file that anybody may have changed, and files are written by it. */
function isInside(path: string): boolean {
  return path.split('/').every((segment) => /^[^\\\0:]+$/.test(segment) && !/^\.\.?$/.test(segment));
}

function isLocked(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { url, sha256, bytes, etag = '', lastModified = '', references = [] } = value;
  const texts = [url, sha256, etag, lastModified, ...(Array.isArray(references) ? references : [undefined])];
  return texts.every((text) => typeof text === 'string') && typeof bytes === 'number';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
