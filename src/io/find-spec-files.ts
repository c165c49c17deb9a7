import { stat } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import { glob } from 'tinyglobby';
import { SPEC_LOCK } from './spec-lock.ts';

const SPEC_FILES = '*.{json,yaml,yml}';

/**
 * Absolute paths of the files that an absolute path or glob means; none when nothing is there. What exists under
 * the very name wins over its reading as a glob, folder by folder: `specs (old)/[v2].json`. A folder means the
 * specs directly in it.
 */
export async function findSpecFiles(path: string): Promise<readonly string[]> {
  const kind = await kindOf(path);
  if (kind === 'folder') return match(SPEC_FILES, { cwd: path, caseSensitiveMatch: false });
  if (kind === 'file') return [path];
  const folder = await nearestFolder(path);
  return match(relative(folder, path), { cwd: folder, caseSensitiveMatch: true });
}

export interface SpecFolder {
  /** Absolute. */
  readonly folder: string;
  /** Specs stand in folders below it too. */
  readonly deep: boolean;
}

/** Where the files lie that an absolute path or glob means, those too that are not there yet. */
export async function findSpecFolder(path: string): Promise<SpecFolder> {
  if ((await kindOf(path)) === 'folder') return { folder: path, deep: false };
  const folder = await nearestFolder(path);
  return { folder, deep: folder !== dirname(path) };
}

async function nearestFolder(path: string): Promise<string> {
  let folder = dirname(path);
  while ((await kindOf(folder)) !== 'folder' && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

async function match(
  pattern: string,
  options: { cwd: string; caseSensitiveMatch: boolean },
): Promise<readonly string[]> {
  const files = await glob(pattern, {
    ...options,
    absolute: true,
    onlyFiles: true,
    dot: false,
    expandDirectories: false,
  });
  return files.filter((file) => /\.(json|ya?ml)$/i.test(file) && basename(file) !== SPEC_LOCK);
}

/** What cannot be looked at counts as a file, so that reading it tells why. */
async function kindOf(path: string): Promise<'file' | 'folder' | 'absent'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' ? 'absent' : 'file';
  }
}
