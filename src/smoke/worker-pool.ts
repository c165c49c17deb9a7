import { type ChildProcess, fork } from 'node:child_process';

/** Worker processes, the first of them already starting. */
export interface WorkerPool {
  readonly take: () => ChildProcess;
  /** Ends those that nobody took. */
  readonly close: () => void;
}

/** Starts `count` workers, which takes them a while, so that they are ready when the plan is. `file`: the worker's. */
export function startWorkers(file: string, count: number): WorkerPool {
  const idle = Array.from({ length: count }, () => startWorker(file));
  return {
    take: () => idle.shift() ?? startWorker(file),
    close: () => {
      for (const worker of idle.splice(0)) worker.kill();
    },
  };
}

/** Secrets go over the channel: neither arguments nor environment of a process are private. */
function startWorker(file: string): ChildProcess {
  const worker = fork(file, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  // A message to one that is just dying; its end is told by `exit`.
  return worker.on('error', () => {});
}
