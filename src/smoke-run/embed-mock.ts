import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { packageRoot } from '../io/surroundings.ts';
import type { Config } from '../model/config.ts';
import { howItEnded, lastWords } from '../smoke/last-words.ts';
import type { FromMock } from './mock-process.ts';
import type { PreparedRun } from './prepare-smoke.ts';

/** A mock in a process of its own, which is starting while other things are prepared. */
export interface EmbeddedMock {
  /**
   * Its base URL, when it listens.
   * @throws Stop when it dies before that, the specs cannot be read, or are not those that the plan's collections were built from: answers
   * would fit other requests.
   */
  readonly listening: (run: PreparedRun) => Promise<string>;
  /** Aborted, with the reason in words, when it dies before it is closed. */
  readonly died: AbortSignal;
  readonly close: () => Promise<void>;
}

/** Serves all specs of the config. A spec that stands in `-` is read from this process's standard input. */
export function embedMock(config: Config): EmbeddedMock {
  const mock = fork(join(packageRoot(), 'dist', 'mock-process.js'), [], {
    execArgv: [],
    stdio: ['inherit', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const death = watchForDeath(mock);
  const said = firstWord(mock, death.signal);
  // Whoever waits for it is told; nobody may, when something else is wrong.
  said.catch(() => {});
  mock.send(config);
  return {
    listening: async ({ plan, specHashes }) => {
      const word = await said;
      if (word.type === 'stopped') throw new Stop(word.diagnostics);
      const other = plan.modules
        .map(({ module }) => module)
        .filter((module) => word.specHashes.get(module) !== specHashes.get(module));
      if (other.length === 0) return word.url;
      throw new Stop([diagnostic('specs-differ', { modules: other.join(', '), out: config.out })]);
    },
    died: death.signal,
    close: async () => {
      if (mock.exitCode !== null || mock.signalCode !== null) return;
      const ended = once(mock, 'exit');
      if (mock.connected) mock.disconnect();
      await ended;
    },
  };
}

function watchForDeath(mock: ChildProcess): AbortController {
  const death = new AbortController();
  const words = lastWords();
  mock.stderr?.on('data', words.hear);
  mock.once('error', (error) => death.abort(`the mock's process could not be started: ${error.message}`));
  // Not `exit`: its last words may still be on their way.
  mock.once('close', (code, signal) =>
    death.abort(`the mock's process ended ${howItEnded(code, signal)}${words.error()}`),
  );
  return death;
}

function firstWord(mock: ChildProcess, died: AbortSignal): Promise<FromMock> {
  return new Promise((resolve, reject) => {
    mock.once('message', resolve);
    died.addEventListener('abort', () =>
      reject(new Stop([diagnostic('mock-died', { reason: String(died.reason) })])),
    );
  });
}
