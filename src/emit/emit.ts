import { createHash } from 'node:crypto';
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import type { Bundle } from '../model/bundle.ts';
import type { Config } from '../model/config.ts';
import type {
  BuildPlan,
  Manifest,
  ManifestFile,
  ManifestModule,
  OutputPlan,
  PlannedFile,
} from '../model/output.ts';
import { assembleCollection } from './assemble-collection.ts';
import { buildEnvironments, givenVariables } from './build-environments.ts';
import { buildManifest, manifestModule } from './build-manifest.ts';
import { formatJson } from './format-json.ts';

export interface EmitInput {
  readonly bundles: readonly Bundle[];
  readonly config: Pick<Config, 'profile' | 'environments'> & Partial<Pick<Config, 'refreshTokens'>>;
  /** Name and version of what builds, for the manifest. */
  readonly generator: string;
  /** Of the last build into the same folder. */
  readonly previous?: Manifest;
  /** By module: what else than its spec decides what is built, as one text. */
  readonly settings: ReadonlyMap<string, string>;
  /** Modules that are not built now and whose earlier collections stay. */
  readonly kept: readonly string[];
  /** By module. */
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** Every file of the out folder, as data: collections, environments, the manifest; and what has to go. */
export function emit({
  bundles,
  config,
  generator,
  previous,
  kept,
  diagnostics,
  settings,
}: EmitInput): Outcome<BuildPlan> {
  const given = givenVariables(config);
  const collections = bundles.map((bundle) => ({ bundle, file: planCollection(bundle) }));
  const modules = [
    ...Object.entries(previous?.modules ?? {}).filter(([module]) => kept.includes(module)),
    ...collections.map(({ bundle, file }) => {
      const { module } = bundle.api;
      const found = diagnostics.get(module) ?? [];
      const options = { found, given, settings: settings.get(module) ?? '' };
      return [module, manifestModule(bundle, manifestFile(file), options)] as const;
    }),
  ];
  const environments = planEnvironments(config, modules);
  const manifest = buildManifest({
    generator,
    profile: config.profile.name,
    modules,
    environments: environments.map(({ name, file }) => [name, manifestFile(file)] as const),
  });
  const files = [
    ...[...collections, ...environments].map(({ file }) => file),
    { path: 'manifest.json', content: formatJson(manifest) },
  ];
  return {
    value: {
      files,
      remove: planRemoval(previous, manifest),
      collections: new Map(collections.map(({ bundle, file }) => [bundle.api.module, file.path])),
      environments: environments.map(({ name, file: { path } }) => ({ name, path })),
    },
    diagnostics: [],
  };
}

/** Of several servers the first module's counts, by the modules' names and whether they are built now or not. */
function planEnvironments(
  config: EmitInput['config'],
  modules: readonly (readonly [name: string, entry: ManifestModule])[],
): readonly { readonly name: string; readonly file: PlannedFile }[] {
  const servers = modules.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, { server }]) => server);
  const built = buildEnvironments(config, servers.find((server) => server !== '') ?? '');
  return built.map(({ name, path, content }) => ({ name, file: { path, content: formatJson(content) } }));
}

function planCollection(bundle: Bundle): PlannedFile {
  return {
    path: `collections/${bundle.api.module}.postman_collection.json`,
    content: formatJson(assembleCollection(bundle)),
  };
}

/** What the last build wrote and this one neither writes nor keeps. */
function planRemoval(previous: Manifest | undefined, manifest: Manifest): OutputPlan['remove'] {
  if (!previous) return [];
  const wanted = new Set(filesOf(manifest).map(({ file }) => file));
  return filesOf(previous)
    .filter(({ file }) => !wanted.has(file))
    .map(({ file, hash }) => ({ path: file, hash }));
}

function filesOf({ modules, environments }: Manifest): readonly ManifestFile[] {
  return [...Object.values(modules), ...Object.values(environments)];
}

function manifestFile({ path, content }: PlannedFile): ManifestFile {
  return { file: path, hash: createHash('sha256').update(content).digest('hex') };
}
