import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { secretVariables } from './config/resolve-profile.ts';
import { diagnostic } from './diagnostics/diagnostic.ts';
import { Stop } from './diagnostics/stop.ts';
import { probe } from './io/probe.ts';
import { readTemplate } from './io/read-templates.ts';
import { shellName } from './io/read-variables.ts';
import { packageRoot, packageVersion } from './io/surroundings.ts';
import { makeUploads } from './io/write-reports.ts';
import type { Config } from './model/config.ts';
import type { RunReport } from './model/report.ts';
import type { SmokePlan } from './model/smoke.ts';
import { redactError, redactor, redactReport } from './report/redact.ts';
import { summariseRun } from './report/summarise-run.ts';
import { rateLimiter } from './smoke/rate-limiter.ts';
import { type RunProgress, runPlan } from './smoke/run-plan.ts';
import { startWorkers, type WorkerPool } from './smoke/worker-pool.ts';
import { type EmbeddedMock, embedMock } from './smoke-run/embed-mock.ts';
import { prepareApart } from './smoke-run/prepare-apart.ts';
import type { PreparedRun, SmokeOptions } from './smoke-run/prepare-smoke.ts';
import { type TokenKeeper, tokenKeeper } from './smoke-run/token-keeper.ts';

export interface SmokeHooks {
  /** Aborting it lets the run clean up and report. */
  readonly signal: AbortSignal;
  /** Aborting it ends the run at once; what it may leave behind is in the report. */
  readonly endNow: AbortSignal;
  readonly onPlan: (plan: SmokePlan) => void;
  readonly onProgress: (event: RunProgress) => void;
}

const RETRIES = 4;
const LONGEST_PAUSE_MS = 60_000;
const PROBE_MS = 10_000;
const TOKEN_MS = 30_000;

/** Runs the collections of the out folder, and reports without secrets. @throws Stop when it cannot begin. */
export async function runSmoke(config: Config, options: SmokeOptions, hooks: SmokeHooks): Promise<RunReport> {
  const mock = options.environment === 'mock' ? embedMock(config) : undefined;
  try {
    const prepared = await prepareApart({ config, options });
    return await runRedacted(prepared, { config, options, hooks, mock, keeper: keeperOf(prepared, config) });
  } finally {
    await mock?.close();
  }
}

interface Running {
  readonly config: Config;
  readonly options: SmokeOptions;
  readonly hooks: SmokeHooks;
  /** Absent: the target is live. */
  readonly mock: EmbeddedMock | undefined;
  /** Absent: the access token cannot be renewed. */
  readonly keeper: TokenKeeper | undefined;
}

function keeperOf({ giver }: PreparedRun, { workingDirectory }: Config): TokenKeeper | undefined {
  return giver && tokenKeeper(giver, { workingDirectory, timeoutMs: TOKEN_MS, now: () => performance.now() });
}

async function runRedacted(prepared: PreparedRun, running: Running): Promise<RunReport> {
  // Made at the end: tokens come in the midst of the run.
  const redact = () => redactor([...prepared.secrets, ...(running.keeper?.secrets() ?? [])]);
  try {
    return redactReport(await runPrepared(prepared, running), redact());
  } catch (error) {
    throw redactError(error, redact());
  }
}

async function runPrepared(
  prepared: PreparedRun,
  { config, options, hooks, mock, keeper }: Running,
): Promise<RunReport> {
  const { target, modules } = prepared.plan;
  const concurrency = Math.min(options.concurrency ?? availableParallelism(), modules.length);
  const workers = startWorkers(join(packageRoot(), 'dist', 'newman-worker.js'), concurrency);
  const uploads = await makeUploads();
  try {
    const baseUrl = mock ? await mock.listening(prepared) : target.baseUrl;
    if (!mock) await reach(baseUrl);
    const plan = { ...prepared.plan, target: { ...target, baseUrl } };
    hooks.onPlan(plan);
    const environment = new Map([
      ...prepared.environment,
      [config.profile.baseUrl.variable, plan.target.baseUrl],
    ]);
    if (keeper && config.profile.tokens)
      environment.set(config.profile.tokens.accessToken, await keeper.begin());
    return await send(plan, {
      config,
      options,
      hooks,
      environment,
      keeper,
      uploads: uploads.folder,
      workers,
      concurrency,
      ...(mock && { gone: mock.died }),
    });
  } finally {
    workers.close();
    await uploads.remove();
  }
}

interface Sending {
  readonly config: Config;
  readonly options: SmokeOptions;
  readonly hooks: SmokeHooks;
  readonly environment: ReadonlyMap<string, string>;
  readonly keeper: TokenKeeper | undefined;
  readonly uploads: string;
  readonly workers: WorkerPool;
  readonly concurrency: number;
  /** Aborted when the embedded mock has died. */
  readonly gone?: AbortSignal;
}

async function send(
  plan: SmokePlan,
  { config, options, hooks, environment, keeper, uploads, workers, concurrency, gone }: Sending,
): Promise<RunReport> {
  const { profile } = config;
  const live = plan.target.kind === 'live';
  const limit = live ? profile.rateLimit : undefined;
  const startedAt = new Date().toISOString();
  const started = performance.now();
  const { raw, state, reason } = await runPlan(plan, {
    environment: [...environment].map(([key, value]) => ({ key, value })),
    settings: {
      ...options.settings,
      retries: RETRIES,
      longestPauseMs: LONGEST_PAUSE_MS,
      limited: limit !== undefined,
      renews: keeper !== undefined,
      forgetExamples: live,
      traceField: profile.traceField ?? '',
      uploads,
      negativeTest: readTemplate('negative-test.js'),
    },
    concurrency,
    workers,
    permit: limit
      ? rateLimiter(limit, {
          now: () => performance.now(),
          wait: (ms) => new Promise((wake) => setTimeout(wake, ms)),
        })
      : async () => {},
    ...(keeper && { renew: keeper.renew }),
    ...(limit?.perDay !== undefined && { perDay: limit.perDay }),
    ...(gone && { gone }),
    signal: hooks.signal,
    endNow: hooks.endNow,
    onProgress: hooks.onProgress,
  });
  return summariseRun(plan, raw, {
    generator: `hoopai-postman ${packageVersion()}`,
    startedAt,
    durationMs: Math.round(performance.now() - started),
    state,
    ...(reason !== undefined && { reason }),
    ...(options.shard && { shard: options.shard }),
    tokenVariable: shellName([...secretVariables(profile)][0] ?? 'token'),
  });
}

async function reach(url: string): Promise<void> {
  const reason = await probe(url, PROBE_MS);
  if (reason !== undefined) throw new Stop([diagnostic('target-unreachable', { url, reason })]);
}
