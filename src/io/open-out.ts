import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { eachLimited } from './each-limited.ts';
import { ifThere, orStop } from './out-failure.ts';

/** The out folder; its paths are relative to it, with `/`. */
export interface OutFolder {
  /** The path as the user knows it, for diagnostics. */
  readonly shown: string;
  /** The folder that it leads to: `out` itself may be a symbolic link. */
  readonly real: string;
}

/** What stands at a path of the out folder. */
export type Found =
  | { readonly type: 'nothing' }
  | { readonly type: 'file'; readonly bytes: Buffer; readonly mode: number }
  | { readonly type: 'link'; readonly outside: boolean }
  /** A folder, a pipe, a device. */
  | { readonly type: 'other' };

/** Resolves the out folder, which need not be there yet. @throws Stop when something else stands in its place. */
export async function openOut(out: string): Promise<OutFolder> {
  return orStop(out, async () => {
    const real = await realpathIfThere(out);
    const entry = await lstatIfThere(real ?? out);
    if (entry === undefined) return { shown: out, real: out };
    if (real === undefined) throw notWritable(out, 'it is a symbolic link that leads nowhere');
    if (!entry.isDirectory()) throw notWritable(out, 'it is a file, not a folder');
    return { shown: out, real };
  });
}

/**
 * Makes sure that every folder on the way to the given paths is one, or nothing yet, and lies in the out folder.
 * @throws Stop with everything that stands in the way.
 */
export async function checkFolders(out: OutFolder, paths: readonly string[]): Promise<void> {
  const folders = [...new Set(paths.flatMap(foldersOf))].sort();
  const faults: Diagnostic[] = [];
  for (const folder of folders) {
    const fault = await orStop(join(out.shown, folder), () => folderFault(out, folder));
    if (fault) faults.push(fault);
  }
  const [first, ...rest] = faults;
  if (first) throw new Stop([first, ...rest]);
}

/** Reads what stands at the given paths; links are not followed. */
export async function inspectOut(
  out: OutFolder,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>();
  await eachLimited(paths, async (path) => {
    found.set(path, await orStop(join(out.shown, path), () => inspect(out, path)));
  });
  return found;
}

async function inspect(out: OutFolder, path: string): Promise<Found> {
  const file = join(out.real, path);
  const entry = await lstatIfThere(file);
  if (entry === undefined) return { type: 'nothing' };
  if (entry.isSymbolicLink()) {
    const target = await realpathIfThere(file);
    return { type: 'link', outside: target !== undefined && !isInside(target, out.real) };
  }
  if (!entry.isFile()) return { type: 'other' };
  const bytes = await ifThere(() => readFile(file));
  return bytes ? { type: 'file', bytes, mode: entry.mode & 0o777 } : { type: 'nothing' };
}

async function folderFault(out: OutFolder, folder: string): Promise<Diagnostic | undefined> {
  const path = join(out.real, folder);
  const shown = join(out.shown, folder);
  const entry = await lstatIfThere(path);
  if (entry === undefined || entry.isDirectory()) return undefined;
  const inTheWay = diagnostic('foreign-file-in-the-way', { path: folder }, { file: shown });
  if (!entry.isSymbolicLink()) return inTheWay;
  const target = await realpathIfThere(path);
  if (target === undefined)
    return notWritable(shown, 'it is a symbolic link that leads nowhere').diagnostics[0];
  if (!isInside(target, out.real)) return notWritable(shown, LEADS_OUTSIDE).diagnostics[0];
  return (await stat(target)).isDirectory() ? undefined : inTheWay;
}

export const LEADS_OUTSIDE = 'it is a symbolic link that leads out of the out folder';

/** `a/b/c.json` -> `a`, `a/b`. */
function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [...foldersOf(folder), folder];
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function notWritable(file: string, reason: string): Stop {
  return new Stop([diagnostic('out-not-writable', { reason }, { file })]);
}

function lstatIfThere(path: string) {
  return ifThere(() => lstat(path));
}

function realpathIfThere(path: string): Promise<string | undefined> {
  return ifThere(() => realpath(path));
}
