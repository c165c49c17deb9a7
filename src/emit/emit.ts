import { createHash } from 'node:crypto';
import type { Config } from '../model/config.ts';
import type { ModuleBuild } from '../model/module-build.ts';
import type {
  BuildPlan,
  Manifest,
  ManifestFile,
  ManifestModule,
  OutputPlan,
  PlannedFile,
} from '../model/output.ts';
import { buildEnvironments } from './build-environments.ts';
import { buildManifest } from './build-manifest.ts';
import { formatJson } from './format-json.ts';

export interface EmitInput {
  readonly modules: readonly Pick<ModuleBuild, 'summary' | 'entry' | 'content'>[];
  readonly config: Pick<Config, 'profile' | 'environments'> & Partial<Pick<Config, 'refreshTokens'>>;
  /** Name and version of what builds, for the manifest. */
  readonly generator: string;
  /** Of the last build into the same folder. */
  readonly previous?: Manifest;
  /** Modules that are not built now and whose earlier collections stay. */
  readonly kept: readonly string[];
}

/** Every file of the out folder, as data: collections, environments, the manifest; and what has to go. */
export function emit({ modules, config, generator, previous, kept }: EmitInput): BuildPlan {
  const entries = [
    ...Object.entries(previous?.modules ?? {}).filter(([module]) => kept.includes(module)),
    ...modules.map(({ summary, entry }) => [summary.module, entry] as const),
  ];
  const environments = planEnvironments(config, entries);
  const manifest = buildManifest({
    generator,
    profile: config.profile.name,
    modules: entries,
    environments: environments.map(({ name, file }) => [name, manifestFile(file)] as const),
  });
  return {
    files: [
      ...modules.flatMap(({ entry, content }) =>
        content === undefined ? [] : { path: entry.file, content },
      ),
      ...environments.map(({ file }) => file),
      { path: 'manifest.json', content: formatJson(manifest) },
    ],
    there: modules.flatMap(({ entry, content }) => (content === undefined ? entry.file : [])),
    remove: planRemoval(previous, manifest),
    collections: new Map(modules.map(({ summary, entry }) => [summary.module, entry.file])),
    environments: environments.map(({ name, file: { path } }) => ({ name, path })),
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
