import type { CollectionFormat } from '../model/config.ts';
import type { Manifest, ManifestEntry, ManifestFile } from '../model/output.ts';

/** Every file that a build wrote, but the manifest itself. */
export function manifestFiles({
  modules,
  environments,
}: Pick<Manifest, 'modules' | 'environments'>): readonly ManifestFile[] {
  return [...Object.values(modules), ...Object.values(environments)].flatMap(entryFiles);
}

/** The files that stand in the out folder for a module or an environment. */
export function entryFiles({ file, hash, format, v3 = {} }: ManifestEntry): readonly ManifestFile[] {
  const newer = Object.entries(v3).map(([path, sha]) => ({ file: path, hash: sha }));
  return [...(format === 'v3' ? [] : [{ file, hash }]), ...newer];
}

/** The format in which a module or an environment was written. */
export function formatOf({ format }: ManifestEntry): CollectionFormat {
  return format ?? 'v2.1';
}
