import { dirname } from 'node:path';
import type { ScriptTemplates } from './attach/render-script.ts';
import { type Attempt, type BuildCache, buildModules } from './build-modules.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { sortDiagnostics } from './diagnostics/sort-diagnostics.ts';
import { stopAtNothing } from './diagnostics/stop-at-nothing.ts';
import { buildSettings, type SettingsInput } from './emit/build-settings.ts';
import { emit } from './emit/emit.ts';
import { checkSpecLocks } from './io/check-spec-locks.ts';
import { outReader } from './io/out-reader.ts';
import { readManifest } from './io/read-out.ts';
import { readTemplate } from './io/read-templates.ts';
import { packageVersion } from './io/surroundings.ts';
import { takeTurns } from './io/take-turns.ts';
import { writePlan } from './io/write-plan.ts';
import type { BuildProgress, BuildResult } from './model/build.ts';
import type { Config } from './model/config.ts';
import type { ModuleBuild } from './model/module-build.ts';
import type { BuildPlan, Manifest, ManifestModule } from './model/output.ts';
import type { SpecText } from './model/spec.ts';
import { readSources } from './read-sources.ts';

export interface BuildHooks {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly onProgress?: (event: BuildProgress) => void;
  /** Names of the modules to build; the others stay as they are. */
  readonly modules?: readonly string[];
  /** Plans and checks everything, and writes nothing. */
  readonly dryRun?: boolean;
  /** What was built before; absent: every module is built. */
  readonly cache?: BuildCache;
}

/** What a build comes to, before anything is written. */
export interface PlannedBuild {
  readonly plan: BuildPlan;
  /** In the order of their names. */
  readonly modules: readonly ModuleBuild[];
  readonly failed: BuildResult['failed'];
  readonly diagnostics: readonly Diagnostic[];
  readonly previous?: Manifest;
}

/** True when the module need not be built: what the manifest says of it, and its file, still hold. */
export type Holds = (spec: SpecText, entry: ManifestModule, settings: string) => Promise<boolean>;

/**
 * The build: specs are read, and each is loaded, normalised, converted, enriched and validated, or found in the
 * cache; then one plan for the whole out folder is emitted and written. Builds into one folder take turns.
 * @throws Stop when no module could be built, a module is not known, or the out folder cannot be written.
 */
export async function build(config: Config, hooks: BuildHooks): Promise<BuildResult> {
  const onWait = (pid: number): void => hooks.onProgress?.({ type: 'waiting', pid });
  return hooks.dryRun
    ? buildNow(config, hooks)
    : takeTurns(config.out, () => buildNow(config, hooks), onWait);
}

async function buildNow(config: Config, hooks: BuildHooks): Promise<BuildResult> {
  const planned = await planBuild(config, hooks);
  const built = await writeBuild(planned, config, hooks);
  await hooks.cache?.trim();
  return built;
}

/** Writes what was planned. @throws Stop when the out folder cannot be written. */
export async function writeBuild(
  { plan, modules, failed, diagnostics, previous }: PlannedBuild,
  { out }: Config,
  { onProgress, dryRun = false }: Pick<BuildHooks, 'onProgress' | 'dryRun'>,
): Promise<BuildResult> {
  onProgress?.({ type: 'write', files: plan.files.length + (plan.there ?? []).length });
  const written = await writePlan(plan, { out, dryRun, ...(previous ? { previous } : {}) });
  return {
    modules: modules.map(({ summary, entry }) => ({
      ...summary,
      path: plan.collections.get(summary.module) ?? entry.file,
    })),
    failed,
    environments: plan.environments,
    diagnostics: sortDiagnostics([...diagnostics, ...written.diagnostics]),
    changes: written.value,
  };
}

/** The plan of a build; modules that `holds` keep their entry in the manifest and are not in `plan.files`. */
export async function planBuild(
  config: Config,
  hooks: BuildHooks,
  holds: Holds = async () => false,
): Promise<PlannedBuild> {
  const sources = await readSources(config, hooks.stdin, hooks.modules);
  const previous = await readManifest(config.out);
  const generator = `hoopai-postman ${packageVersion()}`;
  const templates = scriptTemplates();
  const { specs } = sources.value;
  const settingsOf = settingsReader({ config, generator, templates });
  const kept = await holding(specs, previous, (spec, entry) => holds(spec, entry, settingsOf(spec)));
  const asked = specs.filter(({ module }) => !kept.has(module));
  const built = await buildModules(asked, { ...hooks, settingsOf, config, templates });
  const diagnostics = [
    ...sources.diagnostics,
    ...(await checkSpecLocks(specs.map(({ file }) => file))),
    ...built.flatMap((module) => module.diagnostics),
  ];
  const modules = await withTexts(
    built.flatMap(({ value }) => value ?? []),
    config,
  );
  if (modules.length + kept.size === 0) stopAtNothing(diagnostics, config);
  const failed = [...sources.value.failed, ...failedOf(built)];
  const plan = emit({
    modules,
    config,
    generator,
    ...(config.format !== 'v2.1' && { formatYaml: (await import('./load/yaml-text.ts')).formatYaml }),
    ...(previous ? { previous } : {}),
    kept: [...kept, ...failed.map(({ module }) => module), ...sources.value.unasked],
  });
  return { plan, modules, failed, diagnostics, ...(previous ? { previous } : {}) };
}

/** The newer format is made from the collections' texts, also from those that stand in the out folder already. */
async function withTexts(
  modules: readonly ModuleBuild[],
  { format, out }: Config,
): Promise<readonly ModuleBuild[]> {
  if (format === 'v2.1') return modules;
  const read = await outReader(out);
  return Promise.all(
    modules.map(async (module) => {
      const content = module.content ?? (await read(module.entry.file))?.toString();
      return { ...module, ...(content !== undefined && { content }) };
    }),
  );
}

/** Names of the modules that a build would leave as they are, found without building any. */
export async function standingModules(
  config: Config,
  specs: readonly SpecText[],
  previous: Manifest,
  holds: Holds,
): Promise<ReadonlySet<string>> {
  const generator = `hoopai-postman ${packageVersion()}`;
  const settingsOf = settingsReader({ config, generator, templates: scriptTemplates() });
  return holding(specs, previous, (spec, entry) => holds(spec, entry, settingsOf(spec)));
}

/** Specs in one folder have the same settings. */
function settingsReader(input: SettingsInput): (spec: SpecText) => string {
  const known = new Map<string, string>();
  return ({ file }) => {
    const folder = dirname(file);
    const settings = known.get(folder) ?? buildSettings(input, file);
    known.set(folder, settings);
    return settings;
  };
}

/** The modules that need not be built. */
async function holding(
  specs: readonly SpecText[],
  previous: Manifest | undefined,
  holds: (spec: SpecText, entry: ManifestModule) => Promise<boolean>,
): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  for (const spec of specs) {
    const entry = previous?.modules[spec.module];
    if (entry && (await holds(spec, entry))) kept.add(spec.module);
  }
  return kept;
}

function scriptTemplates(): ScriptTemplates {
  return {
    requestTest: readTemplate('request-test.js'),
    webhookTest: readTemplate('webhook-test.js'),
    capture: readTemplate('capture.js'),
    restore: readTemplate('restore.js'),
    mockToken: readTemplate('mock-token.js'),
    captureTokens: readTemplate('capture-tokens.js'),
    refreshToken: readTemplate('refresh-token.js'),
  };
}

function failedOf(attempts: readonly Attempt[]): BuildResult['failed'] {
  return attempts
    .filter(({ value }) => value === undefined)
    .map(({ spec: { module, file } }) => ({ module, file }));
}
