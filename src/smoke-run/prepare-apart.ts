import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { Stop } from '../diagnostics/stop.ts';
import { packageRoot } from '../io/surroundings.ts';
import { howItEnded } from '../smoke/last-words.ts';
import type { FromPrepare, PrepareTask } from './prepare-process.ts';
import type { PreparedRun } from './prepare-smoke.ts';

/**
 * `prepareSmoke` in a process that ends with it, so that no collection ever weighs on the run. Secrets come over the
 * channel.
 * @throws Stop as `prepareSmoke` does.
 */
export async function prepareApart(task: PrepareTask): Promise<PreparedRun> {
  const preparer = fork(join(packageRoot(), 'dist', 'prepare-process.js'), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const said = firstWord(preparer);
  preparer.send(task);
  try {
    const word = await said;
    if (word.type === 'stopped') throw new Stop(word.diagnostics);
    return word.run;
  } finally {
    if (preparer.connected) preparer.disconnect();
  }
}

function firstWord(preparer: ChildProcess): Promise<FromPrepare> {
  return new Promise((resolve, reject) => {
    preparer.once('message', resolve);
    preparer.once('error', reject);
    preparer.once('exit', (code, signal) =>
      reject(new Error(`the process that prepares the run ended ${howItEnded(code, signal)}`)),
    );
  });
}
