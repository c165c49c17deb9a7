import type { ChildProcess } from 'node:child_process';
import type { RunReport } from '../model/report.ts';
import type { ModuleJob, RawModule, SmokePlan } from '../model/smoke.ts';
import { leftBehind, leftOver } from './left-behind.ts';
import type { FromWorker } from './newman-worker.ts';
import { type JobEnd, runJob, tell } from './run-job.ts';
import { watchTarget } from './watch-target.ts';
import type { WorkerPool } from './worker-pool.ts';

export interface RunOptions {
  readonly environment: ModuleJob['environment'];
  readonly settings: ModuleJob['settings'];
  /** Worker processes at a time. */
  readonly concurrency: number;
  readonly workers: WorkerPool;
  /** Resolves when the rate limit has room for one request. */
  readonly permit: () => Promise<void>;
  /** Gives what takes the place of a token that the platform refused. */
  readonly renew?: (refused: string) => Promise<Renewed>;
  /** Requests that the platform takes on a day. */
  readonly perDay?: number;
  /** Aborting it lets the workers clean up and end. */
  readonly signal: AbortSignal;
  /** Aborting it ends the workers at once. */
  readonly endNow: AbortSignal;
  /** Aborted, with the reason in words, when the target is gone for good, and all that was made there with it. */
  readonly gone?: AbortSignal;
  readonly onProgress: (event: RunProgress) => void;
}

/** `reason`: why there will be no valid token any more. Neither: the one there is was refused for something else. */
export interface Renewed {
  readonly token?: string;
  readonly reason?: string;
}

export type RunProgress =
  | { readonly type: 'sent'; readonly module: string }
  | { readonly type: 'waiting'; readonly pauseMs: number; readonly reason: string }
  | { readonly type: 'done'; readonly module: string; readonly done: number; readonly modules: number };

export interface RunOutcome {
  readonly raw: readonly RawModule[];
  readonly state: RunReport['state'];
  /** Why it was stopped. */
  readonly reason?: string;
}

/** Newman keeps about 5 MB of every run, and a new worker costs a second: one is replaced when it has grown large. */
const WORN_BYTES = 400_000_000;
/** Milliseconds for cleaning up after a stop, beyond those that a request under way may take. */
const GRACE_MS = 30_000;

/** Runs the modules of a plan in worker processes, the longest first. A worker that dies fails its module only. */
export async function runPlan(plan: SmokePlan, options: RunOptions): Promise<RunOutcome> {
  const { environment, settings, concurrency, signal, endNow, gone } = options;
  const jobs = plan.modules
    .filter(({ steps }) => steps.length > 0)
    .toSorted((left, right) => right.steps.length - left.steps.length)
    .map(({ module, file, steps }): ModuleJob => ({ module, file, steps, environment, settings }));
  const run: Run = {
    options,
    jobs: [...jobs],
    total: jobs.length,
    raw: [],
    workers: new Set(),
    stopped: false,
    bailed: false,
    watch: watchTarget(options.perDay),
  };
  const onStop = (): void => stop(run);
  const onEnd = (): void => end(run, 'the run was ended at once, as asked');
  const onGone = (): void => giveUp(run, String(gone?.reason));
  signal.addEventListener('abort', onStop);
  gone?.addEventListener('abort', onGone);
  if (gone?.aborted) onGone();
  endNow.addEventListener('abort', onEnd);
  if (signal.aborted) onStop();
  const lanes = Array.from({ length: Math.min(concurrency, jobs.length) }, () => runLane(run));
  await Promise.all(lanes);
  signal.removeEventListener('abort', onStop);
  endNow.removeEventListener('abort', onEnd);
  gone?.removeEventListener('abort', onGone);
  return { raw: run.raw, ...outcomeOf(run) };
}

interface Run {
  readonly options: RunOptions;
  readonly jobs: ModuleJob[];
  readonly total: number;
  readonly raw: RawModule[];
  readonly workers: Set<ChildProcess>;
  /** Gives the reason when there is no use in going on. */
  readonly watch: (message: FromWorker) => string | undefined;
  stopped: boolean;
  bailed: boolean;
  /** Why it gave up. */
  reason?: string;
  /** Why the workers were ended before they were done. */
  ended?: string;
}

/** One job after the other, in a worker that is replaced when it has died or is worn out. */
async function runLane(run: Run): Promise<void> {
  let worker: ChildProcess | undefined;
  for (let job = run.jobs.shift(); job; job = run.jobs.shift()) {
    worker ??= takeWorker(run);
    const main = await runIn(worker, job, run);
    run.raw.push(await cleanedUp(job, main, run));
    run.options.onProgress({ type: 'done', module: job.module, done: run.raw.length, modules: run.total });
    if (main.died === undefined && main.bytes < WORN_BYTES) continue;
    endWorker(worker, run);
    worker = undefined;
  }
  if (worker) endWorker(worker, run);
}

/** What a worker made and could not delete before it died, another one deletes; what stays all the same is named. */
async function cleanedUp(job: ModuleJob, main: JobEnd, run: Run): Promise<RawModule> {
  const left = main.died === undefined ? [] : leftOver(job.steps, main.values);
  const cleanup =
    left.length > 0 && run.ended === undefined
      ? await cleanUp({ ...job, steps: left, left: main.values }, run)
      : undefined;
  const executions = [...main.executions, ...(cleanup?.executions ?? [])];
  const values = cleanup?.values ?? main.values;
  // What the embedded mock holds ends with it.
  const remains = job.settings.forgetExamples ? leftBehind(job.steps, executions, values) : [];
  const reasons = [
    main.died === undefined ? main.error : (run.ended ?? main.died),
    cleanup?.died ?? cleanup?.error,
    remains.length > 0 ? `may be left behind on the target: ${remains.join(', ')}` : undefined,
  ].filter((reason) => reason !== undefined);
  return { module: job.module, executions, ...(reasons.length > 0 ? { error: reasons.join('; ') } : {}) };
}

async function cleanUp(job: ModuleJob, run: Run): Promise<JobEnd> {
  const worker = takeWorker(run);
  const end = await runIn(worker, job, run);
  endWorker(worker, run);
  return end;
}

function runIn(worker: ChildProcess, job: ModuleJob, run: Run): Promise<JobEnd> {
  const { permit } = run.options;
  return runJob(job, worker, {
    permit,
    renew: (refused) => renewToken(refused, run),
    onMessage: (message) => hear(message, job.module, run),
  });
}

/** Without a token that is taken there is no use in going on. */
async function renewToken(refused: string, run: Run): Promise<string | undefined> {
  const { token, reason } = (await run.options.renew?.(refused)) ?? {};
  if (reason !== undefined) {
    run.reason ??= reason;
    stop(run);
  }
  return token;
}

function hear(message: FromWorker, module: string, run: Run): void {
  const { onProgress } = run.options;
  if (message.type === 'sent') onProgress({ type: 'sent', module });
  if (message.type === 'waiting') onProgress(message);
  const reason = run.watch(message);
  const isBailed = message.type === 'done' && message.bailed;
  if (reason === undefined && !isBailed) return;
  run.bailed ||= isBailed;
  if (reason !== undefined) run.reason ??= reason;
  stop(run);
}

function outcomeOf({ options, bailed, reason }: Run): Omit<RunOutcome, 'raw'> {
  if (options.signal.aborted) return { state: 'interrupted' };
  if (bailed) return { state: 'bailed' };
  return reason === undefined ? { state: 'complete' } : { state: 'stopped', reason };
}

function takeWorker({ options, workers }: Run): ChildProcess {
  const worker = options.workers.take();
  workers.add(worker);
  return worker;
}

function endWorker(worker: ChildProcess, { workers }: Run): void {
  workers.delete(worker);
  if (worker.connected) worker.disconnect();
}

/** What has not begun does not begin; what runs cleans up, and is ended when that takes too long. */
function stop(run: Run): void {
  if (run.stopped) return;
  run.stopped = true;
  run.jobs.length = 0;
  for (const worker of run.workers) tell(worker, { type: 'stop' });
  const graceMs = run.options.settings.timeoutMs + GRACE_MS;
  const onLate = (): void => end(run, `cleaning up took longer than ${Math.round(graceMs / 1000)} s`);
  setTimeout(onLate, graceMs).unref();
}

/** There is nobody to send anything to, and nothing to clean up. */
function giveUp(run: Run, reason: string): void {
  run.reason ??= reason;
  run.stopped = true;
  end(run, 'the run was given up');
}

function end(run: Run, reason: string): void {
  run.ended ??= reason;
  run.jobs.length = 0;
  for (const worker of run.workers) worker.kill('SIGKILL');
}
