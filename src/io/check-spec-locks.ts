import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { SpecLock } from '../model/spec-lock.ts';
import { ifThere, systemReason } from './out-failure.ts';
import { readSpecLock } from './spec-lock.ts';

/**
 * Specs, and files that they refer to, which are not what the lock beside them says was pulled. A spec that no lock
 * names is a person's own. @throws Stop `lock-unreadable`.
 */
export async function checkSpecLocks(specs: readonly string[]): Promise<readonly Diagnostic[]> {
  const local = specs.filter(isAbsolute);
  const folders = [...new Set(local.map((file) => dirname(file)))];
  const found = await Promise.all(
    folders.map(async (folder) => {
      const lock = await readSpecLock(folder);
      const names = local.filter((file) => dirname(file) === folder).map((file) => basename(file));
      return lock ? checkFolder(folder, lock, names) : [];
    }),
  );
  return found.flat();
}

async function checkFolder(
  folder: string,
  { files }: SpecLock,
  names: readonly string[],
): Promise<readonly Diagnostic[]> {
  const paths = new Set(names);
  // A set grows while it is gone through: what is referred to refers to more.
  for (const path of paths) for (const reference of files[path]?.references ?? []) paths.add(reference);
  const faults = await Promise.all(
    [...paths].map(async (path) => {
      const locked = files[path];
      const reason = locked && (await differenceOf(join(folder, path), locked.sha256));
      // A file that is not there is missed by the reference that leads to it.
      return reason === undefined
        ? []
        : [diagnostic('lock-differs', { reason }, { file: join(folder, path) })];
    }),
  );
  return faults.flat();
}

async function differenceOf(file: string, sha256: string): Promise<string | undefined> {
  try {
    const bytes = await ifThere(() => readFile(file));
    if (!bytes || createHash('sha256').update(bytes).digest('hex') === sha256) return undefined;
    return 'it was changed since it was pulled';
  } catch (error) {
    return systemReason(error);
  }
}
