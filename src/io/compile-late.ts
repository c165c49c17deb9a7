import { setFlagsFromString } from 'node:v8';

/** In bytes of bytecode run; Node 20's own is 67,584. */
const BUDGET = 1_000_000;

/**
 * Has V8 compile with optimisation only what runs for long, in this process and its threads. A build is over before
 * most of what V8 finds hot after a few milliseconds has paid for its compilation, which is a third of its processor
 * time. For a process of ours alone, never for that of the library's caller, and with Node 20 alone: later ones
 * compile in other steps, and say on stderr that they do not know a flag that is gone.
 */
export function compileLate(): void {
  if (process.version.startsWith('v20.')) setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
