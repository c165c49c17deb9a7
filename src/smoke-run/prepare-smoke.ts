import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { stopAtUnknownModules } from '../diagnostics/stop-at-unknown-modules.ts';
import { environmentFile } from '../io/environment-file.ts';
import { readBuilt, readEnvironment } from '../io/read-built.ts';
import { readManifest } from '../io/read-out.ts';
import type { ReadVariable } from '../io/read-variables.ts';
import { requireCollections } from '../io/require-collections.ts';
import type { Config, ProfileTokens } from '../model/config.ts';
import type { Manifest } from '../model/output.ts';
import type { SmokeMode, SmokeTarget } from '../model/report.ts';
import type { JobSettings, SmokePlan } from '../model/smoke.ts';
import { type ModuleOutline, outlineModule } from '../smoke/outline-module.ts';
import { planRun } from '../smoke/plan-run.ts';
import { plainBaseUrl } from './plain-base-url.ts';
import { readValues } from './read-values.ts';
import type { TokenGiver } from './token-keeper.ts';

export interface SmokeOptions {
  readonly modules?: readonly string[];
  /** Name of an environment of the out folder, or a file; `mock` is the embedded one. */
  readonly environment: string;
  /** Default: `write` on the mock, `read` elsewhere. */
  readonly mode?: SmokeMode;
  readonly allowWrites: boolean;
  /** Nothing will be sent: neither a token nor leave to write is needed. */
  readonly planOnly?: boolean;
  readonly grep: string;
  readonly folder: string;
  readonly shard?: { readonly index: number; readonly total: number };
  readonly concurrency?: number;
  readonly settings: Pick<JobSettings, 'timeoutMs' | 'bail' | 'iterations' | 'data'>;
}

/** A run that is ready to begin: nothing was sent. */
export interface PreparedRun {
  readonly plan: SmokePlan;
  readonly environment: ReadonlyMap<string, string>;
  readonly secrets: readonly string[];
  /** Present: its access token can be renewed. */
  readonly giver?: TokenGiver;
  /** By module, of the specs that the collections were built from. */
  readonly specHashes: ReadonlyMap<string, string>;
}

/** What a run would send, and with which values. @throws Stop for a target, module or mode that cannot be run. */
export async function prepareSmoke(
  config: Config,
  options: SmokeOptions,
  readVariable: ReadVariable,
): Promise<PreparedRun> {
  const manifest = await readManifest(config.out);
  if (!manifest) throw new Stop([diagnostic('out-not-built', { out: config.out })]);
  if (manifest.manifestVersion === 1) throw new Stop([diagnostic('out-outdated', { out: config.out })]);
  requireCollections(config.out, manifest);
  const kind = options.environment === 'mock' ? 'mock' : 'live';
  const asked = chooseModules(manifest, options.modules);
  const modules: ModuleOutline[] = [];
  for await (const built of readBuilt(config.out, manifest, asked)) modules.push(outlineModule(built));
  const { environment, given, secrets, credentials } = readValues({
    profile: config.profile,
    kind,
    file: await readEnvironment(environmentFile(config, manifest, options.environment)),
    modules,
    readVariable,
    rows: options.settings.data,
    planOnly: options.planOnly ?? false,
  });
  const baseUrl = plainBaseUrl(environment.get(config.profile.baseUrl.variable) ?? '');
  environment.set(config.profile.baseUrl.variable, baseUrl);
  const target: SmokeTarget = { kind, name: options.environment, baseUrl };
  const mode = options.mode ?? (kind === 'mock' ? 'write' : 'read');
  const { grep, folder, shard } = options;
  const plan = planRun(modules, {
    mode,
    target,
    given,
    grep,
    folder,
    ...(shard && { shard }),
  });
  if (mode === 'write' && kind === 'live' && !options.allowWrites && !options.planOnly)
    throw new Stop([diagnostic('writes-not-allowed', { target: target.baseUrl, requests: writesOf(plan) })]);
  if (plan.modules.every(({ steps, skipped }) => steps.length + skipped.length === 0) && !shard)
    throw new Stop([diagnostic('usage-invalid', { reason: `no request matches ${chosenBy(options)}` })]);
  return {
    plan,
    environment,
    secrets,
    ...(credentials &&
      config.profile.tokens && { giver: giverOf(config.profile.tokens, credentials, environment, baseUrl) }),
    specHashes: new Map(Object.entries(manifest.modules).map(([module, { specHash }]) => [module, specHash])),
  };
}

/** Tokens are asked for where the run goes, and nowhere else. */
export function giverOf(
  { operation, accessToken }: ProfileTokens,
  credentials: Omit<TokenGiver, 'url'>,
  environment: ReadonlyMap<string, string>,
  baseUrl: string,
): TokenGiver {
  const given = environment.get(accessToken);
  const url = `${baseUrl}${operation.replace(/^POST /, '')}`;
  return { ...credentials, url, ...(given && { accessToken: given }) };
}

function chosenBy({ grep, folder }: SmokeOptions): string {
  return [grep && `--grep ${grep}`, folder && `--folder ${folder}`].filter(Boolean).join(' and ');
}

function chooseModules(manifest: Manifest, asked: readonly string[] | undefined): readonly string[] {
  const known = Object.keys(manifest.modules);
  stopAtUnknownModules(asked ?? [], known);
  return asked ?? known;
}

function writesOf(plan: SmokePlan): number {
  return plan.modules.flatMap(({ steps }) => steps).filter(({ method }) => !['GET', 'HEAD'].includes(method))
    .length;
}
