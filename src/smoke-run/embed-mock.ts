import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { packageRoot } from '../io/surroundings.ts';
import type { Config } from '../model/config.ts';
import type { FromMock } from './mock-process.ts';
import type { PreparedRun } from './prepare-smoke.ts';

/** A mock in a process of its own, which is starting while other things are prepared. */
export interface EmbeddedMock {
  /**
   * Its base URL, when it listens.
   * @throws Stop when the specs cannot be read, or are not those that the plan's collections were built from: answers
   * would fit other requests.
   */
  readonly listening: (run: PreparedRun) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Serves all specs of the config. A spec that stands in `-` is read from this process's standard input. */
export function embedMock(config: Config): EmbeddedMock {
  const mock = fork(join(packageRoot(), 'dist', 'mock-process.js'), [], {
    execArgv: [],
    stdio: ['inherit', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const said = firstWord(mock);
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
    close: async () => {
      if (mock.exitCode !== null || mock.signalCode !== null) return;
      const ended = once(mock, 'exit');
      if (mock.connected) mock.disconnect();
      await ended;
    },
  };
}

function firstWord(mock: ChildProcess): Promise<FromMock> {
  return new Promise((resolve, reject) => {
    mock.once('message', resolve);
    mock.once('error', reject);
    mock.once('exit', (code, signal) =>
      reject(new Error(`the mock's process ended ${signal ? `by ${signal}` : `with the code ${code}`}`)),
    );
  });
}
