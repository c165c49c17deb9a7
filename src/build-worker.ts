/** A thread that builds modules for a build of many. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ScriptTemplates } from './attach/render-script.ts';
import { moduleBuilder } from './build-module.ts';
import type { Diagnostic, Outcome } from './diagnostics/diagnostic.ts';
import { Stop } from './diagnostics/stop.ts';
import type { Config } from './model/config.ts';
import type { LaidOut, LayOut, Layout } from './model/layout.ts';
import type { ModuleBuild } from './model/module-build.ts';
import type { SpecText } from './model/spec.ts';

export interface WorkerInput {
  readonly config: Config;
  readonly templates: ScriptTemplates;
}

/** A module to build, or what it asked for. */
export type ToBuildWorker =
  | { readonly type: 'build'; readonly spec: SpecText; readonly settings: string }
  | { readonly type: 'laid-out'; readonly laidOut: ReadonlyMap<string, readonly LaidOut[]> }
  | { readonly type: 'refused'; readonly reason: string };

/**
 * Its answer to each module, before which it may ask for layouts: of all threads only one loads the converter. What
 * is thrown beyond a `Stop` ends the thread.
 */
export type FromBuildWorker =
  | { readonly type: 'lay-out'; readonly layouts: ReadonlyMap<string, Layout> }
  | { readonly type: 'built'; readonly outcome: Outcome<ModuleBuild | undefined> }
  | { readonly type: 'stopped'; readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]] };

const { config, templates } = workerData as WorkerInput;
let settle: (word: Exclude<ToBuildWorker, { type: 'build' }>) => void = () => {};
const layOut: LayOut = (layouts) =>
  new Promise((resolve, reject) => {
    settle = (word) => (word.type === 'laid-out' ? resolve(word.laidOut) : reject(new Error(word.reason)));
    tell({ type: 'lay-out', layouts });
  });
const build = moduleBuilder(config, templates, layOut);

parentPort?.on('message', (word: ToBuildWorker) => {
  if (word.type === 'build') void answer(word.spec, word.settings).then(tell);
  else settle(word);
});

function tell(word: FromBuildWorker): void {
  parentPort?.postMessage(word);
}

async function answer(spec: SpecText, settings: string): Promise<FromBuildWorker> {
  try {
    return { type: 'built', outcome: await build(spec, settings) };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { type: 'stopped', diagnostics: error.diagnostics };
  }
}
