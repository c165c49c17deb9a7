import type { ApiModel, Operation } from './api.ts';
import type { Auth, Item, ScriptEvent, Variable } from './collection.ts';
import type { OperationKind } from './smoke.ts';

/** A collection in the making: flat, each request linked to the operation that it stands for. */
export interface Bundle {
  readonly api: ApiModel;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly auth: Auth;
  readonly variables: readonly Variable[];
  /** Those of `variables` that hold a key of the person who sends, and never a value in a file. */
  readonly credentials: readonly string[];
  /** In the order in which the collection shows them. */
  readonly folders: readonly BundledFolder[];
  /** In the order in which their folders show them. */
  readonly requests: readonly BundledRequest[];
  /** Where the value of each variable that requests need comes from. */
  readonly links: readonly Link[];
  readonly events: readonly ScriptEvent[];
}

export interface BundledFolder {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface BundledRequest {
  readonly operation: Operation;
  /** `BundledFolder.id`; absent: the request stands at the collection's root. */
  readonly folder?: string;
  readonly item: Item;
  /** Facts for the list in the request's description, a line of Markdown each. */
  readonly notes: readonly string[];
  readonly kind?: OperationKind;
  /** What the spec leaves out, so that the test script checks less. */
  readonly weak?: readonly string[];
  /** Markdown that stands at the end of the description: the body's fields, other bodies. */
  readonly details: string;
}

/** Where the value of `variable` comes from. */
export interface Link {
  readonly variable: string;
  /** What it is, in the spec's words or ours, without Markdown. */
  readonly description: string;
  /** The spec's example. */
  readonly example: string;
  /** Keys of the operations that hold it. */
  readonly wantedBy: readonly string[];
  /** The best first; none: a person has to set it. */
  readonly sources: readonly LinkSource[];
  /** Keys of the operations that delete what the variable names. */
  readonly removedBy: readonly string[];
}

export interface LinkSource {
  /** Key of the operation. */
  readonly producer: string;
  /** Place of the value in the body of its success. */
  readonly path: readonly (string | number)[];
  /** True when the value names something that the request made, rather than something that was there. */
  readonly creates: boolean;
  /** Why it is thought so, for a person. */
  readonly reason: string;
}
