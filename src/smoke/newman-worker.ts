/** The process that runs collections with Newman: one job after the other, each reported as plain data. */
import { createRequire } from 'node:module';
import type { ModuleJob, RawModule } from '../model/smoke.ts';
import { keepSandbox, type SandboxModule } from './keep-sandbox.ts';
import { collectionOf, leftOver } from './newman-collection.ts';
import { type Recording, recordRun } from './record-run.ts';
import { type Send, sendPatiently } from './send-patiently.ts';

/** What the parent says. */
export type ToWorker =
  | { readonly type: 'job'; readonly job: ModuleJob }
  /** The request that waited for it may go. */
  | { readonly type: 'permit' }
  /** No more requests, save those that clean up. */
  | { readonly type: 'stop' };

/** What the worker says. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'ask' }
  | { readonly type: 'sent' }
  /** `bytes`: the memory that the process holds by now. */
  | { readonly type: 'done'; readonly raw: RawModule; readonly bailed: boolean; readonly bytes: number };

let job: ModuleJob | undefined;
let stopped = false;
let cleaning = false;
let retries = 0;
const waiting: (() => void)[] = [];

preparePatience();
// A terminal sends Ctrl-C to the parent's whole group: the parent says what to do about it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => job ?? process.exit(0));
const { default: newman } = await import('newman');
process.on('message', (message: ToWorker) => {
  if (message.type === 'permit') waiting.shift()?.();
  else if (message.type === 'stop') stopped = true;
  else void runJob(message.job);
});
process.on('disconnect', () => process.exit(0));
say({ type: 'ready' });

async function runJob(next: ModuleJob): Promise<void> {
  job = next;
  cleaning = false;
  const main = await runSteps(next.steps, new Map());
  cleaning = true;
  const left = leftOver(next.steps, main.values);
  const cleanup = left.length > 0 ? await runSteps(left, main.values) : undefined;
  const error = main.error ?? cleanup?.error;
  const executions = [...main.executions, ...(cleanup?.executions ?? [])];
  say({
    type: 'done',
    raw: { module: next.module, executions, ...(error === undefined ? {} : { error }) },
    bailed: main.bailed,
    bytes: process.memoryUsage.rss(),
  });
}

interface Finished extends Recording {
  readonly error?: string;
  readonly bailed: boolean;
}

function runSteps(steps: ModuleJob['steps'], values: ReadonlyMap<string, string>): Promise<Finished> {
  if (!job) throw new Error('There is no job.');
  const { settings, environment } = job;
  const { bail, timeoutMs, iterations, data, uploads, traceField } = settings;
  const options = {
    collection: collectionOf(job, steps, values),
    environment: { name: 'run', values: environment.map((variable) => ({ ...variable, enabled: true })) },
    timeoutRequest: timeoutMs,
    ...(cleaning
      ? {}
      : { iterationCount: iterations, ...(data.length > 0 ? { iterationData: data } : {}), bail }),
    workingDir: uploads,
    reporters: [],
  };
  return new Promise((resolve) => {
    const run = newman.run(options, (error) => {
      const bailed =
        bail &&
        recording.executions.some(
          ({ error: broken, assertions }) =>
            broken !== undefined || assertions.some((assertion) => assertion.error !== undefined),
        );
      // With `bail` a failure comes as the run's error.
      resolve({ ...recording, bailed, ...(error && !bailed ? { error: error.message } : {}) });
    });
    const recording = recordRun(run, {
      cleanup: cleaning,
      isStopped: () => stopped && !cleaning,
      traceField,
      takeRetries,
      onSent: () => say({ type: 'sent' }),
    });
    run.on('start', (_error: unknown, { run: runtime }: { readonly run: { abort(): void } }) => {
      run.on('beforeItem', () => {
        if (stopped && !cleaning) runtime.abort();
      });
    });
  });
}

function takeRetries(): number {
  const taken = retries;
  retries = 0;
  return taken;
}

/** Newman with our way of sending, and without the millisecond that each of its many empty timers waits. */
function preparePatience(): void {
  hurryTimers();
  const require = createRequire(import.meta.url);
  const runtime = createRequire(require.resolve('newman'));
  const wrapper = runtime.resolve('postman-runtime/lib/requester/request-wrapper');
  const send = runtime(wrapper) as Send;
  const cached = runtime.cache[wrapper];
  if (!cached) throw new Error('This version of postman-runtime sends requests in another way.');
  const sandbox = createRequire(wrapper)('postman-sandbox') as SandboxModule;
  keepSandbox(sandbox);
  cached.exports = sendPatiently(send, () => ({
    settings: job?.settings ?? { retries: 0, longestPauseMs: 0 },
    permit,
    isStopped: () => stopped && !cleaning,
    onRetry: () => retries++,
  }));
}

function permit(): Promise<void> {
  if (!job?.settings.limited) return Promise.resolve();
  say({ type: 'ask' });
  return new Promise((resolve) => waiting.push(resolve));
}

function hurryTimers(): void {
  const [later, cancel] = [globalThis.setTimeout, globalThis.clearTimeout];
  const hurried = (callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) =>
    ms ? later(callback, ms, ...args) : setImmediate(callback, ...args);
  globalThis.setTimeout = Object.assign(hurried, later) as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((timer: NodeJS.Timeout | NodeJS.Immediate | undefined) => {
    if (timer && 'hasRef' in timer && timer.constructor.name === 'Immediate')
      clearImmediate(timer as NodeJS.Immediate);
    else cancel(timer as NodeJS.Timeout);
  }) as typeof clearTimeout;
}

function say(message: FromWorker): void {
  process.send?.(message);
}
