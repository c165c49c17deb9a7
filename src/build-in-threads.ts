import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BuildModule } from './build-module.ts';
import type { FromBuildWorker, ToBuildWorker, WorkerInput } from './build-worker.ts';
import type { Outcome } from './diagnostics/diagnostic.ts';
import { Stop } from './diagnostics/stop.ts';
import { packageRoot } from './io/surroundings.ts';
import type { ModuleBuild } from './model/module-build.ts';

/** A builder of modules in threads, as many at a time as it is called; `close` ends them. */
export interface ThreadedBuilder {
  readonly build: BuildModule;
  readonly close: () => Promise<void>;
}

type Built = Outcome<ModuleBuild | undefined>;

/** Threads are started when they are asked for, and are kept for the next module. */
export function buildInThreads(input: WorkerInput): ThreadedBuilder {
  const [all, idle] = [new Set<Worker>(), [] as Worker[]];
  const start = (): Worker => {
    const worker = new Worker(join(packageRoot(), 'dist', 'build-worker.js'), { workerData: input });
    all.add(worker);
    return worker;
  };
  return {
    build: async (spec, settings) => {
      const worker = idle.pop() ?? start();
      const built = await ask(worker, { spec, settings });
      idle.push(worker);
      return built;
    },
    close: async () => {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

/** Rejects with what was thrown in the thread, or when it ended in the midst of the module. */
function ask(worker: Worker, task: ToBuildWorker): Promise<Built> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      end();
    };
    const onMessage = (word: FromBuildWorker): void =>
      settle(() => (word.type === 'built' ? resolve(word.outcome) : reject(new Stop(word.diagnostics))));
    const onError = (error: Error): void => settle(() => reject(error));
    const onExit = (code: number): void =>
      settle(() =>
        reject(new Error(`the thread that built ${task.spec.module} ended with the code ${code}`)),
      );
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task);
  });
}
