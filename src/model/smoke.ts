import type { Collection, Item, KeyValue } from './collection.ts';
import type { ManifestRequest } from './output.ts';
import type { SmokeMode, SmokeTarget } from './report.ts';

/** What an operation does to its resource. */
export type OperationKind = 'list' | 'create' | 'get' | 'update' | 'action' | 'delete';

/** What a run will send, as data; nothing was sent yet. */
export interface SmokePlan {
  readonly mode: SmokeMode;
  readonly target: SmokeTarget;
  readonly modules: readonly ModulePlan[];
}

export interface ModulePlan {
  readonly module: string;
  readonly title: string;
  readonly collection: Pick<Collection, 'info' | 'auth' | 'variable'>;
  /** In the order of sending. */
  readonly steps: readonly PlannedStep[];
  readonly skipped: readonly { readonly key: string; readonly name: string; readonly reason: string }[];
  /** All operations of the module, sent or not, with their documented status codes. */
  readonly documented: readonly { readonly key: string; readonly statuses: readonly string[] }[];
  readonly weak: readonly { readonly key: string; readonly reason: string }[];
}

export interface PlannedStep {
  readonly key: string;
  readonly name: string;
  readonly folder: string;
  readonly kind: OperationKind;
  readonly purpose: string;
  /** As Newman gets it: without saved examples. */
  readonly item: Omit<Item, 'response'>;
  /** Variables that must have a value at the time of sending, else the step is skipped. */
  readonly needs: readonly string[];
  /** Variables that must hold something that this run created, else the step is skipped. */
  readonly needsMade: readonly string[];
  /** Deletes what the run created: sent also after a failure or an interruption. */
  readonly cleansUp: readonly string[];
  /** As the manifest has them. */
  readonly faults: Pick<ManifestRequest, 'required' | 'wrong'>;
  /** Documented status codes. */
  readonly statuses: readonly string[];
}

/** What a worker gets to run. */
export interface ModuleJob {
  readonly module: string;
  readonly collection: ModulePlan['collection'];
  readonly steps: readonly JobStep[];
  /** Secrets among them. */
  readonly environment: readonly { readonly key: string; readonly value: string }[];
  readonly settings: JobSettings;
  /** Present: nothing is asked but to clean up. The collection's variables as a run that broke off left them. */
  readonly left?: ReadonlyMap<string, string>;
}

export type JobStep = Pick<PlannedStep, 'key' | 'kind' | 'item' | 'needs' | 'needsMade' | 'cleansUp'>;

export interface JobSettings {
  /** Milliseconds for one response. */
  readonly timeoutMs: number;
  readonly bail: boolean;
  readonly iterations: number;
  readonly data: readonly { readonly [name: string]: string }[];
  /** Times that one request may be sent again. */
  readonly retries: number;
  /** Longest pause before one, in milliseconds, whatever `Retry-After` asks for. */
  readonly longestPauseMs: number;
  /** Asks the parent before each request. */
  readonly limited: boolean;
  /** Asks the parent for another token when one is refused. */
  readonly renews?: boolean;
  /** Empties the collection's variables first: live, an example is a made-up id. */
  readonly forgetExamples: boolean;
  readonly traceField: string;
  /** A folder with `upload.txt`, what file fields send. */
  readonly uploads: string;
}

/** One request as a worker saw it; still with secrets. */
export interface RawExecution {
  /** `Item.id` of the step. */
  readonly id: string;
  readonly iteration: number;
  readonly cleanup: boolean;
  /** Why it was not sent. */
  readonly skipped?: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Pick<KeyValue, 'key' | 'value'>[];
  /** Text of the body, where it is text. */
  readonly body?: string;
  readonly status?: number;
  readonly reason?: string;
  readonly durationMs: number;
  readonly bytes: number;
  readonly traceId?: string;
  readonly retries: number;
  readonly assertions: readonly { readonly name: string; readonly error?: string }[];
  readonly error?: string;
}

export interface RawModule {
  readonly module: string;
  readonly executions: readonly RawExecution[];
  /** Why the worker could not go on. */
  readonly error?: string;
}
