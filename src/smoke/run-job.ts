import type { ChildProcess } from 'node:child_process';
import type { ModuleJob, RawExecution } from '../model/smoke.ts';
import { howItEnded, lastWords } from './last-words.ts';
import type { FromWorker, ToWorker } from './newman-worker.ts';

export interface JobListener {
  /** Resolves when the rate limit has room for one request. */
  readonly permit: () => Promise<void>;
  /** A token in place of one that the platform refused; undefined when there is none. */
  readonly renew: (refused: string) => Promise<string | undefined>;
  /** What the worker tells, as it happens. */
  readonly onMessage: (message: FromWorker) => void;
}

/** What there is of a job when its worker is done with it, or dead. */
export interface JobEnd {
  readonly executions: readonly RawExecution[];
  /** The collection's variables as the last script left them. */
  readonly values: ReadonlyMap<string, string>;
  readonly error?: string;
  /** Memory that the worker holds. */
  readonly bytes: number;
  /** Absent: the worker can take another job. */
  readonly died?: string;
}

/** Runs a job in a worker. What the worker told before it died is kept. */
export function runJob(
  job: ModuleJob,
  worker: ChildProcess,
  { permit, renew, onMessage }: JobListener,
): Promise<JobEnd> {
  const executions: RawExecution[] = [];
  let values: ReadonlyMap<string, string> = job.left ?? new Map();
  let sending: RawExecution | undefined;
  const record = (message: FromWorker): void => {
    if (message.type === 'sending') sending = message.execution;
    if (message.type === 'values') values = message.values;
    if (message.type !== 'ended') return;
    executions.push(message.execution);
    sending = undefined;
  };
  return new Promise((resolve) => {
    const stopListening = listenTo(worker, {
      onMessage: (message) => {
        record(message);
        onMessage(message);
        if (message.type === 'ask') void permit().then(() => tell(worker, { type: 'permit' }));
        if (message.type === 'refused')
          void renew(message.token).then((token) => tell(worker, { type: 'token', token }));
        if (message.type !== 'done') return;
        stopListening();
        const { error, bytes } = message;
        resolve({ executions, values, bytes, ...(error === undefined ? {} : { error }) });
      },
      onDeath: (died) => {
        stopListening();
        const cut = sending ? [{ ...sending, error: `no answer was read: ${died}` }] : [];
        resolve({ executions: [...executions, ...cut], values, bytes: 0, died });
      },
    });
    tell(worker, { type: 'job', job });
  });
}

export function tell(worker: ChildProcess, message: ToWorker): void {
  if (worker.connected) worker.send(message);
}

interface WorkerListener {
  readonly onMessage: (message: FromWorker) => void;
  /** Called with the reason. */
  readonly onDeath: (reason: string) => void;
}

/** Gives what ends the listening. */
function listenTo(worker: ChildProcess, { onMessage, onDeath }: WorkerListener): () => void {
  const said = lastWords();
  const onData = (chunk: Buffer): void => said.hear(chunk);
  const onExit = (code: number | null, signal: string | null): void =>
    onDeath(`the worker process ended ${howItEnded(code, signal)}${said.error()}`);
  const onError = (error: Error): void =>
    onDeath(`the worker process could not be started: ${error.message}`);
  worker.on('message', onMessage).on('exit', onExit).on('error', onError);
  worker.stderr?.on('data', onData);
  // One that died while it was idle tells nobody any more.
  if (worker.exitCode !== null || worker.signalCode !== null)
    setImmediate(onExit, worker.exitCode, worker.signalCode);
  return () => {
    worker.off('message', onMessage).off('exit', onExit).off('error', onError);
    worker.stderr?.off('data', onData);
  };
}
