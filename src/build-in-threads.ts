import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BuildModule } from './build-module.ts';
import type { FromBuildWorker, ToBuildWorker, WorkerInput } from './build-worker.ts';
import type { Outcome } from './diagnostics/diagnostic.ts';
import { Stop } from './diagnostics/stop.ts';
import { packageRoot } from './io/surroundings.ts';
import type { LayOut, Layout } from './model/layout.ts';
import type { ModuleBuild } from './model/module-build.ts';
import type { SpecText } from './model/spec.ts';

/** A builder of modules in threads, as many at a time as it is called; `close` ends them. */
export interface ThreadedBuilder {
  readonly build: BuildModule;
  readonly close: () => Promise<void>;
}

type Built = Outcome<ModuleBuild | undefined>;

/** Threads are started when they are asked for, and are kept for the next module; `layOut` answers them all. */
export function buildInThreads(input: WorkerInput, layOut: LayOut): ThreadedBuilder {
  const [all, idle] = [new Set<Worker>(), [] as Worker[]];
  const start = (): Worker => {
    const worker = new Worker(join(packageRoot(), 'dist', 'build-worker.js'), { workerData: input });
    all.add(worker);
    return worker;
  };
  return {
    build: async (spec, settings) => {
      const worker = idle.pop() ?? start();
      const built = await ask(worker, { spec, settings, layOut });
      idle.push(worker);
      return built;
    },
    close: async () => {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

interface Task {
  readonly spec: SpecText;
  readonly settings: string;
  readonly layOut: LayOut;
}

/** Rejects with what was thrown in the thread, or when it ended in the midst of the module. */
function ask(worker: Worker, { spec, settings, layOut }: Task): Promise<Built> {
  return new Promise((resolve, reject) => {
    const tell = (word: ToBuildWorker): void => worker.postMessage(word);
    const settle = (end: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      end();
    };
    const onMessage = (word: FromBuildWorker): void => {
      if (word.type === 'lay-out') void answer(word.layouts, layOut).then(tell);
      else settle(() => (word.type === 'built' ? resolve(word.outcome) : reject(new Stop(word.diagnostics))));
    };
    const onError = (error: Error): void => settle(() => reject(error));
    const onExit = (code: number): void =>
      settle(() => reject(new Error(`the thread that built ${spec.module} ended with the code ${code}`)));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    tell({ type: 'build', spec, settings });
  });
}

async function answer(layouts: ReadonlyMap<string, Layout>, layOut: LayOut): Promise<ToBuildWorker> {
  try {
    return { type: 'laid-out', laidOut: await layOut(layouts) };
  } catch (error) {
    return { type: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
}
