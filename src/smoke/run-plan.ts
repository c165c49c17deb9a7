import { type ChildProcess, fork } from 'node:child_process';
import type { ModuleJob, RawModule, SmokePlan } from '../model/smoke.ts';
import type { FromWorker, ToWorker } from './newman-worker.ts';

export interface RunOptions {
  readonly environment: ModuleJob['environment'];
  readonly settings: ModuleJob['settings'];
  /** Worker processes at a time. */
  readonly concurrency: number;
  readonly workers: WorkerPool;
  /** Resolves when the rate limit has room for one request. */
  readonly permit: () => Promise<void>;
  /** Aborting it lets the workers clean up and end. */
  readonly signal: AbortSignal;
  readonly onProgress: (event: RunProgress) => void;
}

/** Worker processes, the first of them already starting. */
export interface WorkerPool {
  readonly take: () => ChildProcess;
  /** Ends those that nobody took. */
  readonly close: () => void;
}

/** Starts `count` workers, which takes them a while, so that they are ready when the plan is. `file`: the worker's. */
export function startWorkers(file: string, count: number): WorkerPool {
  const idle = Array.from({ length: count }, () => startWorker(file));
  return {
    take: () => idle.shift() ?? startWorker(file),
    close: () => {
      for (const worker of idle.splice(0)) worker.kill();
    },
  };
}

export type RunProgress =
  | { readonly type: 'sent'; readonly module: string }
  | { readonly type: 'done'; readonly module: string; readonly done: number; readonly modules: number };

export interface RunOutcome {
  readonly raw: readonly RawModule[];
  readonly state: 'complete' | 'interrupted' | 'bailed';
}

/** Newman keeps about 5 MB of every run, and a new worker costs a second: one is replaced when it has grown large. */
const WORN_BYTES = 400_000_000;
/** Milliseconds for cleaning up after a stop. */
const GRACE_MS = 30_000;
/** Characters of what a worker says on standard error. */
const SAID_KEPT = 2_000;

/** Runs the modules of a plan in worker processes, the longest first. A worker that dies fails its module only. */
export async function runPlan(plan: SmokePlan, options: RunOptions): Promise<RunOutcome> {
  const { environment, settings, concurrency, signal } = options;
  const jobs = plan.modules
    .filter(({ steps }) => steps.length > 0)
    .toSorted((left, right) => right.steps.length - left.steps.length)
    .map(
      ({ module, collection, steps }): ModuleJob => ({ module, collection, steps, environment, settings }),
    );
  const run: Run = {
    options,
    jobs: [...jobs],
    total: jobs.length,
    raw: [],
    workers: new Set(),
    bailed: false,
  };
  const onStop = (): void => stop(run);
  signal.addEventListener('abort', onStop);
  if (signal.aborted) onStop();
  const lanes = Array.from({ length: Math.min(concurrency, jobs.length) }, () => runLane(run));
  await Promise.all(lanes);
  signal.removeEventListener('abort', onStop);
  return { raw: run.raw, state: signal.aborted ? 'interrupted' : run.bailed ? 'bailed' : 'complete' };
}

interface Run {
  readonly options: RunOptions;
  readonly jobs: ModuleJob[];
  readonly total: number;
  readonly raw: RawModule[];
  readonly workers: Set<ChildProcess>;
  bailed: boolean;
}

/** One job after the other, in a worker that is replaced when it has died or is worn out. */
async function runLane(run: Run): Promise<void> {
  let worker: ChildProcess | undefined;
  for (let job = run.jobs.shift(); job; job = run.jobs.shift()) {
    worker ??= run.options.workers.take();
    run.workers.add(worker);
    const { raw, fit } = await runJob(job, worker, run);
    run.raw.push(raw);
    run.options.onProgress({ type: 'done', module: job.module, done: run.raw.length, modules: run.total });
    if (fit) continue;
    endWorker(worker, run);
    worker = undefined;
  }
  if (worker) endWorker(worker, run);
}

/** Secrets go over the channel: neither arguments nor environment of a process are private. */
function startWorker(file: string): ChildProcess {
  const worker = fork(file, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  // A message to one that is just dying; its end is told by `exit`.
  return worker.on('error', () => {});
}

function endWorker(worker: ChildProcess, { workers }: Run): void {
  workers.delete(worker);
  if (worker.connected) worker.disconnect();
}

function runJob(
  job: ModuleJob,
  worker: ChildProcess,
  run: Run,
): Promise<{ readonly raw: RawModule; readonly fit: boolean }> {
  return new Promise((resolve) => {
    let said = '';
    const onData = (chunk: Buffer): void => {
      said = lastLines(said + chunk.toString());
    };
    const settle = (raw: RawModule, fit: boolean): void => {
      worker.off('message', onMessage).off('exit', onExit).off('error', onError);
      worker.stderr?.off('data', onData);
      resolve({ raw, fit });
    };
    const onMessage = (message: FromWorker): void => {
      if (message.type === 'ask') void run.options.permit().then(() => tell(worker, { type: 'permit' }));
      if (message.type === 'sent') run.options.onProgress({ type: 'sent', module: job.module });
      if (message.type !== 'done') return;
      if (message.bailed) bail(run);
      settle(message.raw, message.bytes < WORN_BYTES);
    };
    const onExit = (code: number | null, signal: string | null): void => {
      const how = signal === null ? `with the code ${code}` : `by ${signal}`;
      settle(
        { module: job.module, executions: [], error: `the worker process ended ${how}${lastLine(said)}` },
        false,
      );
    };
    const onError = (error: Error): void =>
      settle(
        {
          module: job.module,
          executions: [],
          error: `the worker process could not be started: ${error.message}`,
        },
        false,
      );
    if (worker.exitCode !== null || worker.signalCode !== null)
      return onExit(worker.exitCode, worker.signalCode);
    worker.on('message', onMessage).on('exit', onExit).on('error', onError);
    worker.stderr?.on('data', onData);
    // One that died while it was idle.
    if (worker.exitCode !== null || worker.signalCode !== null) onExit(worker.exitCode, worker.signalCode);
    tell(worker, { type: 'job', job });
  });
}

/** Whole lines only: half a secret would not be found. */
function lastLines(said: string): string {
  return said.length <= SAID_KEPT ? said : said.slice(-SAID_KEPT).replace(/^[^\n]*\n?/, '');
}

function lastLine(said: string): string {
  const line = said
    .trim()
    .split('\n')
    .findLast((text) => /error/i.test(text));
  return line === undefined ? '' : `: ${line.trim()}`;
}

function bail(run: Run): void {
  run.bailed = true;
  stop(run);
}

/** What has not begun does not begin; what runs cleans up, and is ended when that takes too long. */
function stop(run: Run): void {
  run.jobs.length = 0;
  for (const worker of run.workers) tell(worker, { type: 'stop' });
  setTimeout(() => {
    for (const worker of run.workers) worker.kill('SIGKILL');
  }, GRACE_MS).unref();
}

function tell(worker: ChildProcess, message: ToWorker): void {
  if (worker.connected) worker.send(message);
}
