/** The process that runs collections with Newman: one job after the other, each reported as plain data. */
import { createRequire } from 'node:module';
import { Stop } from '../diagnostics/stop.ts';
import { readCollection } from '../io/read-built.ts';
import type { Collection } from '../model/collection.ts';
import type { ModuleJob, RawExecution } from '../model/smoke.ts';
import { keepSandbox, type SandboxModule } from './keep-sandbox.ts';
import { leftOver, madeCount } from './left-behind.ts';
import { collectionOf } from './newman-collection.ts';
import { type Recording, recordRun } from './record-run.ts';
import { type Send, sendPatiently } from './send-patiently.ts';
import { type Renewal, sendRenewing } from './send-renewing.ts';
import { steadyClock } from './steady-clock.ts';

/** What the parent says. */
export type ToWorker =
  | { readonly type: 'job'; readonly job: ModuleJob }
  /** The request that waited for it may go. */
  | { readonly type: 'permit' }
  /** For the request whose token was refused; undefined: there is no other. */
  | { readonly type: 'token'; readonly token: string | undefined }
  /** No more requests, save those that clean up. */
  | { readonly type: 'stop' };

/** What the worker says. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'ask' }
  /** The platform does not take this token. */
  | { readonly type: 'refused'; readonly token: string }
  /** It goes out now; what there is of it when no more can be told. */
  | { readonly type: 'sending'; readonly execution: RawExecution }
  | { readonly type: 'sent' }
  /** Until a request is sent again. */
  | { readonly type: 'waiting'; readonly pauseMs: number; readonly reason: string }
  /** The server takes no more requests on this day. */
  | { readonly type: 'day-used' }
  | { readonly type: 'values'; readonly values: ReadonlyMap<string, string> }
  | { readonly type: 'ended'; readonly execution: RawExecution }
  /** `bytes`: the memory that the process holds by now. */
  | { readonly type: 'done'; readonly bailed: boolean; readonly error?: string; readonly bytes: number };

let job: ReadJob | undefined;
let recording: Recording | undefined;
const stop = new AbortController();
/** Cleaning up goes on after a stop. */
const never = new AbortController();
let cleaning = false;
let retries = 0;
const waiting: (() => void)[] = [];
const refused: ((token: string | undefined) => void)[] = [];

steadyClock();
preparePatience();
// A terminal sends Ctrl-C to the parent's whole group: the parent says what to do about it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => job ?? process.exit(0));
const { default: newman } = await import('newman');
process.on('message', (message: ToWorker) => {
  if (message.type === 'permit') waiting.shift()?.();
  else if (message.type === 'token') refused.shift()?.(message.token);
  else if (message.type === 'stop') stop.abort();
  else void runJob(message.job);
});
process.on('disconnect', () => process.exit(0));
say({ type: 'ready' });

interface ReadJob extends ModuleJob {
  readonly collection: Collection;
}

async function runJob(next: ModuleJob): Promise<void> {
  cleaning = false;
  try {
    const ids = next.steps.map(({ item }) => item);
    job = { ...next, collection: await readCollection(next.file, ids) };
    end(await runAndCleanUp(job));
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    end({ bailed: false, error: `its collection ${error.message}` });
  }
}

function end(outcome: Pick<Finished, 'bailed' | 'error'>): void {
  say({ type: 'done', ...outcome, bytes: process.memoryUsage.rss() });
}

async function runAndCleanUp({ left, steps }: ModuleJob): Promise<Pick<Finished, 'bailed' | 'error'>> {
  const main = left ? undefined : await runSteps(steps, new Map());
  cleaning = true;
  const cleanup = await cleanUp(steps, main?.values ?? left ?? new Map<string, string>());
  const error = main?.error ?? cleanup?.error;
  return { bailed: main?.bailed ?? false, ...(error !== undefined && { error }) };
}

/** A delete takes one thing away, and what several creates made needs as many rounds; one that fails ends them. */
async function cleanUp(
  steps: ModuleJob['steps'],
  values: ReadonlyMap<string, string>,
): Promise<Finished | undefined> {
  let last: Finished | undefined;
  for (let [before, now] = [-1, values]; ; ) {
    const left = leftOver(steps, now);
    const count = madeCount(now);
    if (left.length === 0 || count === before) return last;
    last = await runSteps(left, now);
    [before, now] = [count, last.values];
  }
}

interface Finished {
  readonly values: ReadonlyMap<string, string>;
  readonly error?: string;
  readonly bailed: boolean;
}

function runSteps(steps: ModuleJob['steps'], values: ReadonlyMap<string, string>): Promise<Finished> {
  if (!job) throw new Error('There is no job.');
  const { settings, environment, collection } = job;
  const { bail, timeoutMs, iterations, data, uploads, traceField } = settings;
  const options = {
    collection: collectionOf(collection, { ...job, steps }, values),
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
      recorded.close();
      const bailed =
        bail &&
        recorded.executions.some(
          ({ error: broken, assertions }) =>
            broken !== undefined || assertions.some((assertion) => assertion.error !== undefined),
        );
      // With `bail` a failure comes as the run's error.
      resolve({ values: recorded.values, bailed, ...(error && !bailed ? { error: error.message } : {}) });
    });
    const recorded = recordRun(run, {
      cleanup: cleaning,
      isStopped: () => stopSignal().aborted,
      traceField,
      takeRetries,
      onSent: () => say({ type: 'sent' }),
      onEnded: (execution) => say({ type: 'ended', execution }),
      onValues: (current) => say({ type: 'values', values: current }),
    });
    recording = recorded;
    run.on('start', (_error: unknown, { run: runtime }: { readonly run: { abort(): void } }) => {
      run.on('beforeItem', () => {
        if (stopSignal().aborted) runtime.abort();
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
  cached.exports = sendPatiently(sendRenewing(send, renewal), () => ({
    settings: job?.settings ?? { retries: 0, longestPauseMs: 0 },
    permit,
    stop: stopSignal(),
    onSend: () => {
      const execution = recording?.sending();
      if (execution) say({ type: 'sending', execution });
    },
    onRetry: (pauseMs, reason) => {
      retries++;
      say({ type: 'waiting', pauseMs, reason });
    },
    onDayUsed: () => say({ type: 'day-used' }),
  }));
}

function stopSignal(): AbortSignal {
  return cleaning ? never.signal : stop.signal;
}

function permit(): Promise<void> {
  if (!job?.settings.limited) return Promise.resolve();
  say({ type: 'ask' });
  return new Promise((resolve) => waiting.push(resolve));
}

function renewal(): Renewal | undefined {
  if (!job?.settings.renews) return undefined;
  return {
    renew: (token) => {
      say({ type: 'refused', token });
      return new Promise((resolve) => refused.push(resolve));
    },
    permit,
    onResend: () => retries++,
  };
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
