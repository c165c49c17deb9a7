import { realpath } from 'node:fs/promises';

/** Where files lie, their symbolic links followed; empty for one that is not there. */
export function realPaths(files: readonly string[]): Promise<readonly string[]> {
  return Promise.all(files.map((file) => realpath(file).catch(() => '')));
}
