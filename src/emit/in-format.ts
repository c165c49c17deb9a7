import { createHash } from 'node:crypto';
import type { CollectionFormat } from '../model/config.ts';
import type { ManifestEntry, ManifestFile, PlannedFile } from '../model/output.ts';
import type { V3File } from './v3/collection-files.ts';

export interface Formats {
  readonly format: CollectionFormat;
  /** Needed for all but `v2.1`. */
  readonly formatYaml?: (value: unknown) => string;
}

/** What is written of a module or an environment, and what the manifest says of it. */
export interface Written<Entry extends ManifestEntry> {
  readonly entry: Entry;
  readonly files: readonly PlannedFile[];
}

/** `main`: the file in format 2.1, none where it stands there already; `newer`: how it is in the other. */
export function inFormat<Entry extends ManifestEntry>(
  entry: Entry,
  { main, newer }: { readonly main: readonly PlannedFile[]; readonly newer: () => readonly V3File[] },
  { format, formatYaml }: Formats,
): Written<Entry> {
  if (format === 'v2.1') return { entry, files: main };
  if (!formatYaml) throw new Error('The newer format needs YAML.');
  const files = newer().map(({ path, content }) => ({ path, content: formatYaml(content) }));
  const v3 = Object.fromEntries(files.map(({ path, content }) => [path, hashOf(content)]));
  return { entry: { ...entry, format, v3 }, files: [...(format === 'both' ? main : []), ...files] };
}

/** What the manifest says of a file. */
export function manifestFile({ path, content }: PlannedFile): ManifestFile {
  return { file: path, hash: hashOf(content) };
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
