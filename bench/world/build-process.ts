import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** What came of building one document. */
export type Built = Outcome & {
  /** Processor time, which a busy machine does not stretch. */
  readonly seconds: number;
  /** Peak resident set, in megabytes. */
  readonly megabytes: number;
};

type Outcome =
  | {
      readonly state: 'built';
      /** Of the warnings and errors. */
      readonly codes: readonly string[];
      /** Absolute path. */
      readonly collection: string;
      /** Over all that was written. */
      readonly hash: string;
    }
  | { readonly state: 'refused' | 'crashed' | 'timed out'; readonly reason: string };

export interface BuildProcess {
  readonly build: (file: string, out: string) => Promise<Built>;
  readonly end: () => void;
}

const WORKER = join(import.meta.dirname, 'build-worker.mjs');

/** A process that builds documents; one that dies or hangs is replaced for the next document. */
export function buildProcess(env: NodeJS.ProcessEnv, timeout: number): BuildProcess {
  let child: ChildProcess | undefined;
  return {
    build: async (file, out) => {
      child ??= fork(WORKER, {
        env: { ...process.env, ...env },
        execArgv: ['--expose-gc'],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      const built = await ask(child, { file, out }, timeout);
      if (child.killed || child.exitCode !== null || child.signalCode !== null) child = undefined;
      return built;
    },
    end: () => child?.kill(),
  };
}

function ask(
  child: ChildProcess,
  question: { readonly file: string; readonly out: string },
  timeout: number,
): Promise<Built> {
  const said: string[] = [];
  const listen = (chunk: Buffer): unknown => said.push(chunk.toString());
  return new Promise((resolve) => {
    const settle = (built: Built): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      child.stderr?.off('data', listen);
      resolve(built);
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      settle({
        state: 'timed out',
        reason: `after ${timeout} s`,
        seconds: Number.NaN,
        megabytes: Number.NaN,
      });
    }, timeout * 1000);
    child.stderr?.on('data', listen);
    child.once('message', (built) => settle(built as Built));
    child.once('close', (code, signal) => {
      const reason = `the process ended with ${signal ?? code}: ${said.join('').slice(-2000)}`;
      settle({ state: 'crashed', reason, seconds: Number.NaN, megabytes: Number.NaN });
    });
    child.send(question);
  });
}
