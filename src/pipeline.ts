import { attach } from './attach/attach.ts';
import type { ScriptTemplates } from './attach/render-script.ts';
import { convert } from './convert/convert.ts';
import { type Diagnostic, diagnostic, type Outcome } from './diagnostics/diagnostic.ts';
import { sortDiagnostics } from './diagnostics/sort-diagnostics.ts';
import { Stop } from './diagnostics/stop.ts';
import { environmentBaseUrls, environmentVariables } from './emit/build-environments.ts';
import { buildSettings } from './emit/build-settings.ts';
import { emit } from './emit/emit.ts';
import { enrich } from './enrich/enrich.ts';
import { checkSpecLocks } from './io/check-spec-locks.ts';
import { readManifest } from './io/read-out.ts';
import { readTemplate } from './io/read-templates.ts';
import { packageVersion } from './io/surroundings.ts';
import { takeTurns } from './io/take-turns.ts';
import { writePlan } from './io/write-plan.ts';
import type { BuildProgress, BuildResult, ModuleSummary } from './model/build.ts';
import type { Bundle } from './model/bundle.ts';
import type { Config } from './model/config.ts';
import type { BuildPlan, Manifest, ManifestModule } from './model/output.ts';
import type { SpecText } from './model/spec.ts';
import { summarise } from './normalise/summarise.ts';
import { apiReader, type ReadApi, readSources, type Sources } from './sources.ts';
import { validate } from './validate/validate.ts';

export interface BuildHooks {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly onProgress?: (event: BuildProgress) => void;
  /** Names of the modules to build; the others stay as they are. */
  readonly modules?: readonly string[];
  /** Plans and checks everything, and writes nothing. */
  readonly dryRun?: boolean;
}

export interface Description {
  readonly modules: readonly ModuleSummary[];
  readonly failed: BuildResult['failed'];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a build comes to, before anything is written. */
export interface PlannedBuild {
  readonly plan: BuildPlan;
  readonly bundles: readonly Bundle[];
  readonly failed: BuildResult['failed'];
  readonly diagnostics: readonly Diagnostic[];
  readonly previous?: Manifest;
}

/** True when the module need not be built: what the manifest says of it, and its file, still hold. */
export type Holds = (spec: SpecText, entry: ManifestModule, settings: string) => Promise<boolean>;

/**
 * The build: specs are read, and each is loaded, normalised, converted, enriched and validated; then one plan for
 * the whole out folder is emitted and written. Builds into one folder take turns.
 * @throws Stop when no module could be built, a module is not known, or the out folder cannot be written.
 */
export async function build(config: Config, hooks: BuildHooks): Promise<BuildResult> {
  const onWait = (pid: number): void => hooks.onProgress?.({ type: 'waiting', pid });
  return hooks.dryRun
    ? buildNow(config, hooks)
    : takeTurns(config.out, () => buildNow(config, hooks), onWait);
}

async function buildNow(config: Config, hooks: BuildHooks): Promise<BuildResult> {
  const { plan, bundles, failed, diagnostics, previous } = await planBuild(config, hooks);
  hooks.onProgress?.({ type: 'write', files: plan.files.length });
  const written = await writePlan(plan, {
    out: config.out,
    dryRun: hooks.dryRun ?? false,
    ...(previous ? { previous } : {}),
  });
  return {
    modules: bundles.map(({ api }) => ({
      ...summarise(api, config),
      path: plan.collections.get(api.module) ?? '',
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
  const settings = new Map(
    specs.map(({ module, file }) => [module, buildSettings({ config, generator, templates }, file)]),
  );
  const kept = await holding(specs, previous, (spec, entry) =>
    holds(spec, entry, settings.get(spec.module) ?? ''),
  );
  const asked = specs.filter(({ module }) => !kept.has(module));
  const modules = await buildModules(asked, config, { ...hooks, templates });
  const diagnostics = [
    ...sources.diagnostics,
    ...(await checkSpecLocks(specs.map(({ file }) => file))),
    ...modules.flatMap((module) => module.diagnostics),
  ];
  const bundles = modules.flatMap(({ bundle }) => bundle ?? []);
  if (bundles.length + kept.size === 0) stop(diagnostics, config);
  const failed = [...sources.value.failed, ...failedOf(modules)];
  const plan = emit({
    bundles,
    config,
    generator,
    settings,
    ...(previous ? { previous } : {}),
    kept: [...kept, ...failed.map(({ module }) => module), ...sources.value.unasked],
    diagnostics: new Map(modules.map((module) => [module.spec.module, module.diagnostics])),
  });
  return {
    plan: plan.value,
    bundles,
    failed,
    diagnostics: [...diagnostics, ...plan.diagnostics],
    ...(previous ? { previous } : {}),
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

/** What the specs describe, without building anything. @throws Stop when no spec is usable or a module is not known. */
export async function describe(config: Config, hooks: BuildHooks): Promise<Description> {
  const sources: Outcome<Sources> = await readSources(config, hooks.stdin, hooks.modules);
  const readApi = apiReader(config);
  const described: (Outcome<ModuleSummary | undefined> & { readonly spec: SpecText })[] = [];
  for (const spec of sources.value.specs) {
    const { value, diagnostics } = await readApi(spec);
    described.push({ spec, value: value && summarise(value.api, config), diagnostics });
  }
  const diagnostics = [...sources.diagnostics, ...described.flatMap((module) => module.diagnostics)];
  const modules = described.flatMap(({ value }) => value ?? []);
  if (modules.length === 0) stop(diagnostics, config);
  const failed = described
    .filter(({ value }) => !value)
    .map(({ spec: { module, file } }) => ({ module, file }));
  return { modules, failed: [...sources.value.failed, ...failed], diagnostics: sortDiagnostics(diagnostics) };
}

interface ModuleBuild {
  readonly spec: SpecText;
  /** Undefined: the module cannot be built; the diagnostics say why. */
  readonly bundle: Bundle | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

async function buildModules(
  specs: readonly SpecText[],
  config: Config,
  { onProgress, templates }: BuildHooks & { readonly templates: ScriptTemplates },
): Promise<readonly ModuleBuild[]> {
  const readApi = apiReader(config);
  const built: ModuleBuild[] = [];
  onProgress?.({ type: 'start', modules: specs.length });
  for (const spec of specs) {
    const { value: bundle, diagnostics } = await buildModule(spec, config, { readApi, templates });
    built.push({ spec, bundle, diagnostics });
    onProgress?.({
      type: 'module',
      module: spec.module,
      done: built.length,
      modules: specs.length,
      ok: bundle !== undefined,
    });
  }
  return built;
}

async function buildModule(
  spec: SpecText,
  config: Config,
  { readApi, templates }: { readonly readApi: ReadApi; readonly templates: ScriptTemplates },
): Promise<Outcome<Bundle | undefined>> {
  const { profile } = config;
  const source = await readApi(spec);
  if (!source.value) return { value: undefined, diagnostics: source.diagnostics };
  const { api, locate } = source.value;
  const converted = await convert(api, { webhooks: config.webhooks });
  if (!converted.value)
    return { value: undefined, diagnostics: [...source.diagnostics, ...converted.diagnostics] };
  const variables = environmentVariables(config);
  const enriched = enrich(converted.value, {
    profile,
    environmentVariables: variables,
    baseUrls: environmentBaseUrls(config),
    links: config.links,
  });
  const attached = attach(enriched.value, {
    profile,
    budget: config.smoke.budgetMs,
    refreshTokens: config.refreshTokens,
    templates,
  });
  const valid = validate(attached.value, { profile, environmentVariables: variables });
  const found = [...enriched.diagnostics, ...attached.diagnostics, ...valid.diagnostics];
  return {
    value: valid.diagnostics.some(({ severity }) => severity === 'error') ? undefined : valid.value,
    diagnostics: [...source.diagnostics, ...locate(found)],
  };
}

function scriptTemplates(): ScriptTemplates {
  return {
    requestTest: readTemplate('request-test.js'),
    capture: readTemplate('capture.js'),
    restore: readTemplate('restore.js'),
    mockToken: readTemplate('mock-token.js'),
    captureTokens: readTemplate('capture-tokens.js'),
    refreshToken: readTemplate('refresh-token.js'),
  };
}

function failedOf(modules: readonly ModuleBuild[]): BuildResult['failed'] {
  return modules
    .filter(({ bundle }) => bundle === undefined)
    .map(({ spec: { module, file } }) => ({ module, file }));
}

function stop(diagnostics: readonly Diagnostic[], config: Config): never {
  const [first, ...rest] = sortDiagnostics(diagnostics).filter(({ severity }) => severity === 'error');
  throw new Stop(
    first
      ? [first, ...rest]
      : [diagnostic('no-specs', { looked: config.specs.join(', ') || '`specs` in the config is empty' })],
  );
}
