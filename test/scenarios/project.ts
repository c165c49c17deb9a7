import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** A small spec that gives no diagnostic. */
export const GOOD = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1' },
  paths: { '/pets': { get: { summary: 'List pets', responses: { 200: { description: 'Pets.' } } } } },
} as const;

/** Writes files by relative path; what is no text or bytes becomes JSON. */
export function writeFiles(folder: string, files: { readonly [path: string]: unknown }): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      typeof content === 'string' || content instanceof Uint8Array
        ? content
        : JSON.stringify(content, null, 2),
    );
  }
}

/** Every file below a folder, by relative path with `/`; none when the folder is not there. */
export function filesIn(folder: string): ReadonlyMap<string, string> {
  let entries: ReturnType<typeof listFiles>;
  try {
    entries = listFiles(folder);
  } catch {
    return new Map();
  }
  return new Map(
    entries.map((file) => [relative(folder, file).split(sep).join('/'), readFileSync(file, 'latin1')]),
  );
}

/** Everything below a folder: files with their bytes, and folders, empty ones too. */
export function treeOf(folder: string): ReadonlyMap<string, string | null> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  return new Map([
    ...folders.map(({ parentPath, name }) => [relative(folder, join(parentPath, name)), null] as const),
    ...filesIn(folder),
  ]);
}

function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
