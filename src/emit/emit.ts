import type { Collection } from '../model/collection.ts';
import type { Config } from '../model/config.ts';
import type { ModuleBuild } from '../model/module-build.ts';
import type { BuildPlan, Manifest, ManifestEntry, ManifestModule, OutputPlan } from '../model/output.ts';
import { manifestFiles } from '../postman/manifest-files.ts';
import { buildEnvironments } from './build-environments.ts';
import { buildManifest } from './build-manifest.ts';
import { formatJson } from './format-json.ts';
import { type Formats, inFormat, manifestFile, type Written } from './in-format.ts';
import { collectionFiles, collectionFolder } from './v3/collection-files.ts';
import { environmentFile } from './v3/environment-file.ts';

export interface EmitInput extends Pick<Formats, 'formatYaml'> {
  /** For a format other than `v2.1` each with its text. */
  readonly modules: readonly Pick<ModuleBuild, 'summary' | 'entry' | 'content'>[];
  readonly config: Pick<Config, 'profile' | 'environments'> &
    Partial<Pick<Config, 'refreshTokens' | 'format'>>;
  /** Name and version of what builds, for the manifest. */
  readonly generator: string;
  /** Of the last build into the same folder. */
  readonly previous?: Manifest;
  /** Modules that are not built now and whose earlier collections stay. */
  readonly kept: readonly string[];
}

/** Every file of the out folder, as data: collections, environments, the manifest; and what has to go. */
export function emit({ modules, config, generator, previous, kept, formatYaml }: EmitInput): BuildPlan {
  const formats: Formats = { format: config.format ?? 'v2.1', ...(formatYaml && { formatYaml }) };
  const built = modules.map((module) => ({ ...module, ...planModule(module, formats) }));
  const entries = [
    ...Object.entries(previous?.modules ?? {}).filter(([module]) => kept.includes(module)),
    ...built.map(({ summary, entry }) => [summary.module, entry] as const),
  ];
  const environments = planEnvironments(config, entries, formats);
  const manifest = buildManifest({
    generator,
    profile: config.profile.name,
    modules: entries,
    environments: environments.map(({ name, entry }) => [name, entry] as const),
  });
  return {
    files: [
      ...built.flatMap(({ files }) => files),
      ...environments.flatMap(({ files }) => files),
      { path: 'manifest.json', content: formatJson(manifest) },
    ],
    there: modules.flatMap(({ entry, content }) => (content === undefined ? entry.file : [])),
    remove: planRemoval(previous, manifest),
    collections: new Map(
      built.map(({ summary: { module }, entry }) => [
        module,
        entry.format === 'v3' ? collectionFolder(module) : entry.file,
      ]),
    ),
    environments: environments.map(({ name, entry }) => ({ name, path: mainPath(entry) })),
  };
}

function planModule(
  { summary: { module }, entry, content }: EmitInput['modules'][number],
  formats: Formats,
): Written<ManifestModule> {
  const main = content === undefined ? [] : [{ path: entry.file, content }];
  const newer = () => collectionFiles(JSON.parse(content ?? '') as Collection, module);
  return inFormat(entry, { main, newer }, formats);
}

/** Of several servers the first module's counts, by the modules' names and whether they are built now or not. */
function planEnvironments(
  config: EmitInput['config'],
  modules: readonly (readonly [name: string, entry: ManifestModule])[],
  formats: Formats,
): readonly ({ readonly name: string } & Written<ManifestEntry>)[] {
  const servers = modules.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, { server }]) => server);
  const built = buildEnvironments(config, servers.find((server) => server !== '') ?? '');
  return built.map((environment) => {
    const { name, path, content } = environment;
    const file = { path, content: formatJson(content) };
    const newer = () => [environmentFile(environment)];
    return { name, ...inFormat(manifestFile(file), { main: [file], newer }, formats) };
  });
}

function mainPath({ file, format, v3 = {} }: ManifestEntry): string {
  const [path = file] = format === 'v3' ? Object.keys(v3) : [];
  return path;
}

/** What the last build wrote and this one neither writes nor keeps. */
function planRemoval(previous: Manifest | undefined, manifest: Manifest): OutputPlan['remove'] {
  if (!previous) return [];
  const wanted = new Set(manifestFiles(manifest).map(({ file }) => file));
  return manifestFiles(previous)
    .filter(({ file }) => !wanted.has(file))
    .map(({ file, hash }) => ({ path: file, hash }));
}
