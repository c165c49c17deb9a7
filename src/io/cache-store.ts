import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { ifThere } from './out-failure.ts';

/** Texts by name, `module-<hex>`, `layouts-<hex>` or `text-<hex>`, in one folder. Whatever goes wrong with it, the cache has nothing: it never fails a build. */
export interface CacheStore {
  /** Names that begin with `prefix`, as they were when the store was opened, or kept since. */
  readonly names: (prefix: string) => readonly string[];
  /** Undefined when it is not there, or is not what was kept under that name. */
  readonly read: (name: string) => string | undefined;
  readonly keep: (name: string, text: string) => Promise<void>;
  /** Removes the oldest texts until the rest has room, and what a killed process left behind. */
  readonly trim: () => Promise<void>;
}

const MAX_BYTES = 256 * 1024 * 1024;
const TEMPORARY = '.tmp';
/** Nothing else is touched, whatever folder a config names. */
const OURS = /^(module|layouts|text)-[0-9a-f-]+(\.[0-9a-f-]+\.tmp)?$/;
/** Longer than any write takes. */
const LEFT_BEHIND_MS = 60 * 60 * 1000;

/** Opens a folder, which is made when something is kept there. */
export async function openCacheStore(folder: string, maxBytes = MAX_BYTES): Promise<CacheStore> {
  const names = new Set(await readdir(folder).catch(() => []));
  let changed = false;
  return {
    names: (prefix) => [...names].filter((name) => name.startsWith(prefix) && !name.endsWith(TEMPORARY)),
    read: (name) => (names.has(name) ? readSealed(join(folder, name)) : undefined),
    keep: async (name, text) => {
      if (Buffer.byteLength(text) > maxBytes / 4) return;
      changed = true;
      if (await writeSealed(folder, name, text)) names.add(name);
    },
    trim: async () => {
      if (changed) await trim(folder, maxBytes).catch(() => {});
    },
  };
}

const MEMORY_CHARACTERS = 64 * 1024 * 1024;

/** The same, for as long as the process lives. */
export function memoryStore(): CacheStore {
  const texts = new Map<string, string>();
  return {
    names: (prefix) => [...texts.keys()].filter((name) => name.startsWith(prefix)),
    read: (name) => texts.get(name),
    keep: async (name, text) => {
      texts.delete(name);
      texts.set(name, text);
    },
    trim: async () => {
      let size = [...texts.values()].reduce((sum, { length }) => sum + length, 0);
      for (const [name, { length }] of texts) {
        if (size <= MEMORY_CHARACTERS) return;
        texts.delete(name);
        size -= length;
      }
    },
  };
}

/** The first line is the hash of the rest: what was cut off, mixed up or edited is no entry. */
function readSealed(file: string): string | undefined {
  const whole = readIfThere(file);
  const end = whole.indexOf('\n');
  const text = whole.slice(end + 1);
  return end > 0 && whole.slice(0, end) === sha256(text) ? text : undefined;
}

/** At once: a warm build reads one small file a module, and waiting for each takes longer than reading it. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Under a name of its own first, then renamed: of two builds at once the later wins, and a reader sees one of them. */
async function writeSealed(folder: string, name: string, text: string): Promise<boolean> {
  const temporary = join(folder, `${name}.${randomUUID()}${TEMPORARY}`);
  try {
    await makeFolder(folder);
    const handle = await open(temporary, 'wx', 0o600);
    await handle.writeFile(`${sha256(text)}\n${text}`).finally(() => handle.close());
    await rename(temporary, join(folder, name));
    return true;
  } catch {
    await rm(temporary, { force: true }).catch(() => {});
    return false;
  }
}

async function trim(folder: string, maxBytes: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => OURS.test(name));
  const found = await Promise.all(names.map((name) => fileAt(join(folder, name))));
  const files = found.flatMap((file) => file ?? []).toSorted((a, b) => b.usedMs - a.usedMs);
  let bytes = 0;
  for (const { file, size, usedMs } of files) {
    const stale = file.endsWith(TEMPORARY) && usedMs < Date.now() - LEFT_BEHIND_MS;
    bytes += size;
    if (stale || bytes > maxBytes) await rm(file, { force: true });
  }
}

async function fileAt(file: string) {
  const entry = await ifThere(() => stat(file));
  return entry?.isFile()
    ? { file, size: entry.size, usedMs: Math.max(entry.mtimeMs, entry.atimeMs) }
    : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
