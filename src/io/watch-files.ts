import { basename, dirname, relative, sep } from 'node:path';
import { watch } from 'chokidar';

/** Saves that come so close together, in milliseconds, are one: an editor writes a file in several steps. */
const TOGETHER_MS = 30;
const NEVER = new Set(['node_modules', '.git']);

/** A folder to watch, and which of the files in it; `deep`: and in those below. */
export interface WatchedFolder {
  /** Absolute. */
  readonly folder: string;
  readonly names: RegExp;
  readonly deep?: boolean;
}

export interface FileWatch {
  /** Those that are watched already count once. */
  readonly add: (folders: readonly WatchedFolder[]) => void;
  /** Settles when the folders that were added first are watched: no change of theirs is missed from then on. */
  readonly ready: Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Tells of files that are new, gone or other than before, by their absolute paths. Watches folders rather than files:
 * many editors replace a file when they save it. `isOut`: what is written by those who watch.
 */
export function watchFiles(
  isOut: (path: string) => boolean,
  onChange: (files: ReadonlySet<string>) => void,
): FileWatch {
  const roots: WatchedFolder[] = [];
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    const files = new Set(changed);
    changed.clear();
    onChange(files);
  };
  const watcher = watch([], {
    ignoreInitial: true,
    ignored: (path, stats) => isOut(path) || !concerns(roots, path, stats?.isDirectory()),
  });
  watcher.on('all', (event, path) => {
    if (event === 'addDir' || event === 'unlinkDir') return;
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(tell, TOGETHER_MS);
  });
  // What cannot be watched is not told of; the rest goes on.
  watcher.on('error', () => {});
  return {
    ready: new Promise((resolve) => {
      watcher.once('ready', () => resolve());
    }),
    add: (folders) => {
      const further = folders.filter((one) => !roots.some((known) => isSame(known, one)));
      roots.push(...further);
      watcher.add(further.map(({ folder }) => folder));
    },
    close: async () => {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

/** `isFolder` undefined: not known yet, and asked again when it is. */
function concerns(roots: readonly WatchedFolder[], path: string, isFolder: boolean | undefined): boolean {
  return roots.some(({ folder, names, deep }) => {
    if (path === folder) return true;
    const isWithin = deep ? isBelow(path, folder) : dirname(path) === folder;
    if (!isWithin) return false;
    if (isFolder === false) return names.test(basename(path));
    return isFolder === undefined || deep === true;
  });
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path).split(sep);
  return way[0] !== '..' && !way.some((name) => NEVER.has(name));
}

function isSame(one: WatchedFolder, other: WatchedFolder): boolean {
  return one.folder === other.folder && one.names.source === other.names.source && one.deep === other.deep;
}
