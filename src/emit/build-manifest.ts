import type { Manifest, ManifestEntry, ManifestModule } from '../model/output.ts';

export interface ManifestParts {
  readonly generator: string;
  readonly profile: string;
  readonly modules: readonly (readonly [name: string, entry: ManifestModule])[];
  readonly environments: readonly (readonly [name: string, entry: ManifestEntry])[];
}

/** Entries in the order of their names, so that a module that comes or goes is one change in a diff. */
export function buildManifest({ generator, profile, modules, environments }: ManifestParts): Manifest {
  return {
    manifestVersion: 2,
    generator,
    profile,
    modules: Object.fromEntries(modules.toSorted(byName)),
    environments: Object.fromEntries(environments.toSorted(byName)),
  };
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
