import { existsSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The process's working directory; everything else is told it. */
export function workingDirectory(): string {
  return process.cwd();
}

/** The folder of this package, wherever it is installed and whether it is built or run from its sources. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** Each loads all that a build takes, but the converter, and needs the memory for it. */
const MOST_THREADS = 4;

/** Threads that a build may use, which run the built code: 1 for who runs it from its sources. */
export function buildThreads(): number {
  return import.meta.url.endsWith('.ts') ? 1 : Math.min(availableParallelism(), MOST_THREADS);
}

export function folderExists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

export function exists(path: string): boolean {
  return existsSync(path);
}

/** The text of a file that was read before, to find positions in it; undefined when it is no local file now. */
export function rereadText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  }
}

/** Standard input, opened only once somebody reads it. */
export async function* standardInput(): AsyncGenerator<Uint8Array> {
  for await (const chunk of process.stdin) yield chunk;
}
