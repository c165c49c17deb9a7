import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { secretVariables } from './config/resolve-profile.ts';
import { diagnostic } from './diagnostics/diagnostic.ts';
import { nearest } from './diagnostics/nearest.ts';
import { Stop } from './diagnostics/stop.ts';
import { probe } from './io/probe.ts';
import { readBuilt, readEnvironment } from './io/read-built.ts';
import { readManifest } from './io/read-out.ts';
import { readTemplate } from './io/read-templates.ts';
import { type ReadVariable, shellName } from './io/read-variables.ts';
import { shownUrl } from './io/shown-url.ts';
import { packageRoot, packageVersion } from './io/surroundings.ts';
import { makeUploads } from './io/write-reports.ts';
import { type RunningMock, startMock } from './mock/serve-mock.ts';
import type { Config, Profile } from './model/config.ts';
import type { Manifest } from './model/output.ts';
import type { RunReport, SmokeMode, SmokeTarget } from './model/report.ts';
import type { JobSettings, SmokePlan } from './model/smoke.ts';
import { redactError, redactor, redactReport } from './report/redact.ts';
import { summariseRun } from './report/summarise-run.ts';
import { planRun } from './smoke/plan-run.ts';
import { rateLimiter } from './smoke/rate-limiter.ts';
import { type RunProgress, runPlan } from './smoke/run-plan.ts';
import { startWorkers, type WorkerPool } from './smoke/worker-pool.ts';
import { readApis } from './sources.ts';

export interface SmokeOptions {
  readonly modules?: readonly string[];
  /** Name of an environment of the out folder, or a file; `mock` is the embedded one. */
  readonly environment: string;
  /** Default: `write` on the mock, `read` elsewhere. */
  readonly mode?: SmokeMode;
  readonly allowWrites: boolean;
  readonly grep: string;
  readonly folder: string;
  readonly shard?: { readonly index: number; readonly total: number };
  readonly concurrency?: number;
  readonly settings: Pick<JobSettings, 'timeoutMs' | 'bail' | 'iterations' | 'data'>;
}

export interface SmokeHooks {
  readonly readVariable: ReadVariable;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Aborting it lets the run clean up and report. */
  readonly signal: AbortSignal;
  /** Aborting it ends the run at once; what it may leave behind is in the report. */
  readonly endNow: AbortSignal;
  readonly onPlan: (plan: SmokePlan) => void;
  readonly onProgress: (event: RunProgress) => void;
}

/** A run that is ready to begin: nothing was sent. */
export interface PreparedRun {
  readonly plan: SmokePlan;
  readonly environment: ReadonlyMap<string, string>;
  readonly secrets: readonly string[];
  /** By module, of the specs that the collections were built from. */
  readonly specHashes: ReadonlyMap<string, string>;
}

const RETRIES = 4;
const LONGEST_PAUSE_MS = 60_000;
const PROBE_MS = 10_000;

/** What a run would send, and with which values. @throws Stop for a target, module or mode that cannot be run. */
export async function prepareSmoke(
  config: Config,
  options: SmokeOptions,
  readVariable: ReadVariable,
): Promise<PreparedRun> {
  const manifest = await readManifest(config.out);
  if (!manifest) throw new Stop([diagnostic('out-not-built', { out: config.out })]);
  const modules = chooseModules(manifest, options.modules);
  const kind = options.environment === 'mock' ? 'mock' : 'live';
  const file = environmentFile(config, manifest, options.environment);
  const read = await readEnvironment(file);
  const environment = fillIn(read.values, config.profile, kind, readVariable);
  const baseUrl = plainBaseUrl(environment.get(config.profile.baseUrl.variable) ?? '');
  environment.set(config.profile.baseUrl.variable, baseUrl);
  const target: SmokeTarget = { kind, name: options.environment, baseUrl };
  const mode = options.mode ?? (kind === 'mock' ? 'write' : 'read');
  const given = new Set([...environment].filter(([, value]) => value !== '').map(([name]) => name));
  const { grep, folder, shard } = options;
  const plan = planRun(await readBuilt(config.out, manifest, modules), {
    mode,
    target,
    given,
    grep,
    folder,
    ...(shard && { shard }),
    negativeTest: readTemplate('negative-test.js'),
  });
  if (mode === 'write' && kind === 'live' && !options.allowWrites)
    throw new Stop([diagnostic('writes-not-allowed', { target: target.baseUrl, requests: writesOf(plan) })]);
  if (plan.modules.every(({ steps, skipped }) => steps.length + skipped.length === 0) && !shard)
    throw new Stop([diagnostic('usage-invalid', { reason: `no request matches ${chosenBy(options)}` })]);
  const secretNames = new Set([...secretVariables(config.profile), ...read.secret]);
  return {
    plan,
    environment,
    secrets: secretsOf(secretNames, kind === 'mock' ? [] : environment, options),
    specHashes: new Map(Object.entries(manifest.modules).map(([module, { specHash }]) => [module, specHash])),
  };
}

/** Values that no report may show: of secret variables, and of what is called like one. */
function secretsOf(
  names: ReadonlySet<string>,
  environment: Iterable<readonly [name: string, value: string]>,
  { settings }: SmokeOptions,
): readonly string[] {
  return [...environment, ...settings.data.flatMap((row) => Object.entries(row))]
    .filter(([name, value]) => value !== '' && (names.has(name) || SECRET_NAME.test(name)))
    .map(([, value]) => value);
}

const SECRET_NAME = /token|secret|passw|api.?key|credential/i;

function chosenBy({ grep, folder }: SmokeOptions): string {
  return [grep && `--grep ${grep}`, folder && `--folder ${folder}`].filter(Boolean).join(' and ');
}

/** Requests add their path to it, and reports show it. @throws Stop when it is none, or holds a password. */
function plainBaseUrl(text: string): string {
  if (text === '') return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain =
    url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (isPlain) return text.replace(/\/+$/, '');
  throw new Stop([diagnostic('target-invalid', { url: shownUrl(text) })]);
}

/** Runs the collections of the out folder, and reports without secrets. @throws Stop when it cannot begin. */
export async function runSmoke(config: Config, options: SmokeOptions, hooks: SmokeHooks): Promise<RunReport> {
  const prepared = await prepareSmoke(config, options, hooks.readVariable);
  const redact = redactor(prepared.secrets);
  try {
    return redactReport(await runPrepared(prepared, config, options, hooks), redact);
  } catch (error) {
    throw redactError(error, redact);
  }
}

async function runPrepared(
  prepared: PreparedRun,
  config: Config,
  options: SmokeOptions,
  hooks: SmokeHooks,
): Promise<RunReport> {
  const { target, modules } = prepared.plan;
  const concurrency = Math.min(options.concurrency ?? availableParallelism(), modules.length);
  const workers = startWorkers(join(packageRoot(), 'dist', 'newman-worker.js'), concurrency);
  const uploads = await makeUploads();
  let mock: RunningMock | undefined;
  try {
    mock = target.kind === 'mock' ? await embedMock(config, prepared, hooks) : undefined;
    if (!mock) await reach(target.baseUrl);
    const plan = mock ? { ...prepared.plan, target: { ...target, baseUrl: mock.url } } : prepared.plan;
    hooks.onPlan(plan);
    const environment = new Map([
      ...prepared.environment,
      [config.profile.baseUrl.variable, plan.target.baseUrl],
    ]);
    return await send(plan, {
      config,
      options,
      hooks,
      environment,
      uploads: uploads.folder,
      workers,
      concurrency,
    });
  } finally {
    workers.close();
    await mock?.close();
    await uploads.remove();
  }
}

interface Sending {
  readonly config: Config;
  readonly options: SmokeOptions;
  readonly hooks: SmokeHooks;
  readonly environment: ReadonlyMap<string, string>;
  readonly uploads: string;
  readonly workers: WorkerPool;
  readonly concurrency: number;
}

async function send(
  plan: SmokePlan,
  { config, options, hooks, environment, uploads, workers, concurrency }: Sending,
): Promise<RunReport> {
  const { profile } = config;
  const live = plan.target.kind === 'live';
  const limit = live ? profile.rateLimit : undefined;
  const started = new Date();
  const { raw, state, reason } = await runPlan(plan, {
    environment: [...environment].map(([key, value]) => ({ key, value })),
    settings: {
      ...options.settings,
      retries: RETRIES,
      longestPauseMs: LONGEST_PAUSE_MS,
      limited: limit !== undefined,
      forgetExamples: live,
      traceField: profile.traceField ?? '',
      uploads,
    },
    concurrency,
    workers,
    permit: limit
      ? rateLimiter(limit, {
          now: () => performance.now(),
          wait: (ms) => new Promise((wake) => setTimeout(wake, ms)),
        })
      : async () => {},
    ...(limit?.perDay !== undefined && { perDay: limit.perDay }),
    signal: hooks.signal,
    endNow: hooks.endNow,
    onProgress: hooks.onProgress,
  });
  return summariseRun(plan, raw, {
    generator: `hoopai-postman ${packageVersion()}`,
    startedAt: started.toISOString(),
    durationMs: Date.now() - started.getTime(),
    state,
    ...(reason !== undefined && { reason }),
    ...(options.shard && { shard: options.shard }),
    tokenVariable: shellName([...secretVariables(profile)][0] ?? 'token'),
  });
}

function chooseModules(manifest: Manifest, asked: readonly string[] | undefined): readonly string[] {
  const known = Object.keys(manifest.modules);
  const [first, ...rest] = (asked ?? [])
    .filter((module) => !known.includes(module))
    .map((module) =>
      diagnostic('module-unknown', {
        module,
        known: known.join(', '),
        nearest: nearest(module, known) ?? '',
      }),
    );
  if (first) throw new Stop([first, ...rest]);
  return asked ?? known;
}

function environmentFile(
  { out, workingDirectory }: Config,
  { environments }: Manifest,
  name: string,
): string {
  const known = environments[name];
  if (known) return join(out, known.file);
  if (name.endsWith('.json')) return resolve(workingDirectory, name);
  const names = Object.keys(environments);
  throw new Stop([
    diagnostic('environment-unknown', { name, known: names.join(', '), nearest: nearest(name, names) ?? '' }),
  ]);
}

/** The mock takes any token and account; elsewhere what is empty comes from the surroundings, or is missed by name. */
function fillIn(
  values: ReadonlyMap<string, string>,
  profile: Profile,
  kind: SmokeTarget['kind'],
  readVariable: ReadVariable,
): Map<string, string> {
  if (kind === 'mock') return new Map([...values].map(([name, value]) => [name, value || 'any-value']));
  const filled = new Map([...values].map(([name, value]) => [name, readVariable(name) ?? value]));
  const needed = [
    profile.baseUrl.variable,
    ...secretVariables(profile),
    ...profile.variables.map(({ name }) => name),
  ];
  const [first, ...rest] = [...new Set(needed)]
    .filter((name) => !filled.get(name))
    .map((name) => diagnostic('setting-missing', { name, variable: shellName(name) }));
  if (first) throw new Stop([first, ...rest]);
  return filled;
}

/** @throws Stop when the specs are not those that the collections were built from: answers would fit other requests. */
async function embedMock(
  config: Config,
  { plan, specHashes }: PreparedRun,
  { stdin }: SmokeHooks,
): Promise<RunningMock> {
  const { value } = await readApis(config, stdin, undefined);
  const served = new Map(value.apis.map(({ module, specHash }) => [module, specHash]));
  const other = plan.modules
    .map(({ module }) => module)
    .filter((module) => served.get(module) !== specHashes.get(module));
  if (other.length > 0)
    throw new Stop([diagnostic('specs-differ', { modules: other.join(', '), out: config.out })]);
  return startMock(value.apis, {
    profile: config.profile,
    host: '127.0.0.1',
    port: 0,
    latencyMs: 0,
    failRate: 0,
    seed: 1,
    now: () => performance.now(),
  });
}

async function reach(url: string): Promise<void> {
  const reason = await probe(url, PROBE_MS);
  if (reason !== undefined) throw new Stop([diagnostic('target-unreachable', { url, reason })]);
}

function writesOf(plan: SmokePlan): number {
  return plan.modules
    .flatMap(({ steps }) => steps)
    .filter(({ item }) => !['GET', 'HEAD'].includes(item.request.method)).length;
}
