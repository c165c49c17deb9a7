import type { KeyValue } from './collection.ts';
import type { FaultPlace, WrongValue } from './output.ts';
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
  /** The collection's, which a worker reads when it is the module's turn. */
  readonly file: string;
  /** In the order of sending. */
  readonly steps: readonly PlannedStep[];
  readonly skipped: readonly { readonly key: string; readonly name: string; readonly reason: string }[];
  /** All operations of the module, sent or not, with their documented status codes. */
  readonly documented: readonly { readonly key: string; readonly statuses: readonly string[] }[];
  readonly weak: readonly { readonly key: string; readonly reason: string }[];
}

/** What is sent stays in the collection's file: a plan of many modules is small. */
export interface PlannedStep {
  /** Of this step alone; executions are known by it. */
  readonly id: string;
  /** `Item.id` of the request in the collection. */
  readonly item: string;
  readonly key: string;
  readonly name: string;
  readonly folder: string;
  readonly kind: OperationKind;
  readonly method: string;
  readonly purpose: string;
  /** Variables that must have a value at the time of sending, else the step is skipped. */
  readonly needs: readonly string[];
  /** Variables that must hold something that this run created, else the step is skipped. */
  readonly needsMade: readonly string[];
  /** Deletes what the run created: sent also after a failure or an interruption. */
  readonly cleansUp: readonly string[];
  /** Present: it is sent with this fault, to be refused. */
  readonly planted?: PlantedFault;
  /** Documented status codes. */
  readonly statuses: readonly string[];
}

/** One thing that is wrong with a request. */
export type Fault =
  | { readonly what: 'no token' }
  | ({ readonly what: 'wrong' } & WrongValue)
  | ({ readonly what: 'without' } & FaultPlace);

export interface PlantedFault {
  readonly fault: Fault;
  /** Documented statuses that it may be refused with. */
  readonly refusals: readonly (number | '4XX')[];
}

/** What a worker gets to run. */
export interface ModuleJob {
  readonly module: string;
  readonly file: string;
  readonly steps: readonly JobStep[];
  /** Secrets among them. */
  readonly environment: readonly { readonly key: string; readonly value: string }[];
  readonly settings: JobSettings;
  /** Present: nothing is asked but to clean up. The collection's variables as a run that broke off left them. */
  readonly left?: ReadonlyMap<string, string>;
}

export type JobStep = Pick<
  PlannedStep,
  'id' | 'item' | 'key' | 'kind' | 'purpose' | 'needs' | 'needsMade' | 'cleansUp' | 'planted'
>;

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
  /** Text of `templates/negative-test.js`, the test of a planted fault. */
  readonly negativeTest: string;
  /** A folder with `upload.txt`, what file fields send. */
  readonly uploads: string;
}

/** One request as a worker saw it; still with secrets. */
export interface RawExecution {
  /** Of the step. */
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
