/** A thread that builds modules for a build of many. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ScriptTemplates } from './attach/render-script.ts';
import { moduleBuilder } from './build-module.ts';
import type { Diagnostic, Outcome } from './diagnostics/diagnostic.ts';
import { Stop } from './diagnostics/stop.ts';
import type { Config } from './model/config.ts';
import type { ModuleBuild } from './model/module-build.ts';
import type { SpecText } from './model/spec.ts';

export interface WorkerInput {
  readonly config: Config;
  readonly templates: ScriptTemplates;
}

export interface ToBuildWorker {
  readonly spec: SpecText;
  readonly settings: string;
}

/** Its answer to each module. What is thrown beyond a `Stop` ends the thread. */
export type FromBuildWorker =
  | { readonly type: 'built'; readonly outcome: Outcome<ModuleBuild | undefined> }
  | { readonly type: 'stopped'; readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]] };

const { config, templates } = workerData as WorkerInput;
const build = moduleBuilder(config, templates);

parentPort?.on('message', ({ spec, settings }: ToBuildWorker) => {
  void answer(spec, settings).then((word) => parentPort?.postMessage(word));
});

async function answer(spec: SpecText, settings: string): Promise<FromBuildWorker> {
  try {
    return { type: 'built', outcome: await build(spec, settings) };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { type: 'stopped', diagnostics: error.diagnostics };
  }
}
