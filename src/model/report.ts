/** What a smoke run sends. */
export type SmokeMode = 'read' | 'write' | 'negative';

export interface SmokeTarget {
  readonly kind: 'mock' | 'live';
  /** Name of the environment. */
  readonly name: string;
  readonly baseUrl: string;
}

/** What a smoke run found; `smoke.json` holds exactly this. No secret stands in it. */
export interface RunReport {
  readonly reportVersion: 1;
  /** Name and version of what made it. */
  readonly generator: string;
  readonly target: SmokeTarget;
  readonly mode: SmokeMode;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /**
   * `interrupted`: by a signal; `bailed`: after the first failure, as asked; `stopped`: because going on had no use.
   * The report holds what was done till then.
   */
  readonly state: 'complete' | 'interrupted' | 'bailed' | 'stopped';
  /** Why it was `stopped`. */
  readonly reason?: string;
  /** 1-based; absent: the whole run. */
  readonly shard?: { readonly index: number; readonly total: number };
  readonly totals: Totals;
  /** In the order of their names. */
  readonly modules: readonly ModuleReport[];
}

export interface Totals {
  /** Requests that were sent, each counted once however often it was retried. */
  readonly sent: number;
  readonly passed: number;
  readonly failed: number;
  /** Planned requests that were not sent, each with its reason. */
  readonly skipped: number;
  readonly assertions: number;
  readonly failedAssertions: number;
  readonly retries: number;
  /** Checks that the spec leaves too loose to say anything. */
  readonly weak: number;
}

export interface ModuleReport {
  readonly module: string;
  readonly title: string;
  /** Why the module as a whole could not be run to its end. */
  readonly error?: string;
  readonly totals: Totals;
  /** Milliseconds; absent when nothing was sent. */
  readonly timing?: { readonly p50: number; readonly p95: number };
  readonly coverage: Coverage;
  readonly requests: readonly RequestReport[];
  readonly skipped: readonly SkippedReport[];
  /** Operation keys whose success response the spec says too little about, and what is missing. */
  readonly weak: readonly { readonly key: string; readonly reason: string }[];
}

export interface Coverage {
  readonly operations: { readonly documented: number; readonly exercised: number };
  /** Pairs of operation and documented status code. */
  readonly statuses: { readonly documented: number; readonly seen: number };
  /** Every operation of the module, in the spec's order, with the documented codes that a response had, or none had. */
  readonly byOperation: readonly OperationCoverage[];
}

export interface OperationCoverage {
  readonly key: string;
  readonly seen: readonly string[];
  readonly unseen: readonly string[];
}

export interface SkippedReport {
  readonly key: string;
  readonly name: string;
  readonly reason: string;
}

export interface RequestReport {
  /** `GET /contacts/{contactId}`. */
  readonly key: string;
  readonly name: string;
  /** Empty for a request at the collection's root. */
  readonly folder: string;
  /** What the request is for: `cleanup` deletes what the run created; in mode `negative`, the fault that was put in. */
  readonly purpose: string;
  readonly method: string;
  /** As sent. */
  readonly url: string;
  /** Absent: no response came. */
  readonly status?: number;
  readonly reason?: string;
  /** Milliseconds until the whole response was there, without waiting for the rate limit. */
  readonly durationMs: number;
  readonly bytes: number;
  readonly traceId?: string;
  /** Times that it was sent again after 429, 503 or a network error. */
  readonly retries: number;
  /** 0-based; of `--iterations` or `--data`. */
  readonly iteration: number;
  readonly assertions: readonly AssertionReport[];
  /** Why no response came, or why the script stopped. */
  readonly error?: string;
  /** A command line that sends the same request, its token a shell variable; for a failed one. */
  readonly curl?: string;
}

export interface AssertionReport {
  readonly name: string;
  readonly passed: boolean;
  /** What was expected and what came; for a failed one. */
  readonly message?: string;
}
