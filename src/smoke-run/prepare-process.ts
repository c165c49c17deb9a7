/** The process that prepares a run: it reads all collections, of which the run keeps a few words. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { variableReader } from '../io/read-variables.ts';
import type { Config } from '../model/config.ts';
import { type PreparedRun, prepareSmoke, type SmokeOptions } from './prepare-smoke.ts';

export interface PrepareTask {
  readonly config: Config;
  readonly options: SmokeOptions;
}

/** What it says once. */
export type FromPrepare =
  | { readonly type: 'prepared'; readonly run: PreparedRun }
  | { readonly type: 'stopped'; readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]] };

process.on('disconnect', () => process.exit(0));
process.once('message', (task: PrepareTask) => void prepare(task));

async function prepare({ config, options }: PrepareTask): Promise<void> {
  try {
    const run = await prepareSmoke(config, options, variableReader(config.workingDirectory));
    say({ type: 'prepared', run });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say({ type: 'stopped', diagnostics: error.diagnostics });
  }
}

function say(message: FromPrepare): void {
  process.send?.(message);
}
