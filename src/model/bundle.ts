import type { ApiModel, Operation } from './api.ts';
import type { Auth, Item, ScriptEvent, Variable } from './collection.ts';

/** A collection in the making: flat, each request linked to the operation that it stands for. */
export interface Bundle {
  readonly api: ApiModel;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly auth: Auth;
  readonly variables: readonly Variable[];
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
  /** Markdown that stands at the end of the description: the body's fields, other bodies. */
  readonly details: string;
}

/** `variable` is given by the response of the operation `producer`; absent: a person has to set it. */
export interface Link {
  readonly variable: string;
  readonly producer?: string;
}
