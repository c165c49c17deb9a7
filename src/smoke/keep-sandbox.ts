/** A sandbox of postman-sandbox: runs scripts, and tells of them by events. */
interface Sandbox {
  removeAllListeners(event: string): void;
}

export interface SandboxModule {
  createContext(options: object, callback: (error: Error | null, sandbox?: Sandbox) => void): void;
}

/** What postman-runtime listens to for the length of a run. */
const RUN_EVENTS = ['console', 'error', 'execution.error', 'execution.assertion'];

/**
 * Lets all runs of this process share one sandbox: making one takes longer than several requests, and none is ever
 * taken down again. Each script has its own scope in it, and each run its own variables.
 */
export function keepSandbox(module: SandboxModule): void {
  const create = module.createContext.bind(module);
  let kept: Sandbox | undefined;
  module.createContext = (options, callback) => {
    if (kept) {
      for (const event of RUN_EVENTS) kept.removeAllListeners(event);
      return callback(null, kept);
    }
    create(options, (error, sandbox) => {
      kept = sandbox;
      callback(error, sandbox);
    });
  };
}
