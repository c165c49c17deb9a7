import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { JsonObject } from './json.ts';
import type { MergeChange } from './merge.ts';

/** `postman.lock.json`: which of a workspace's entities are ours, and which ids the server gave. Holds no secret. */
export interface PublishLock {
  readonly lockVersion: 1;
  readonly workspace: { readonly id: string; readonly name: string };
  readonly collections: { readonly [module: string]: LockedCollection };
  readonly environments: { readonly [name: string]: LockedEnvironment };
}

export interface LockedCollection {
  readonly uid: string;
  /** Of the build that was published last. */
  readonly fingerprint: string;
  /** The server's ids by the name that the build gave. */
  readonly folders: { readonly [name: string]: string };
  /** By operation key. */
  readonly requests: { readonly [key: string]: LockedRequest };
}

export interface LockedRequest {
  readonly id: string;
  /** Ids of the saved examples by status code. */
  readonly examples: { readonly [code: string]: string };
}

export interface LockedEnvironment {
  readonly uid: string;
  /** What was published of the variables that are no secret: the base that a person's change is told from. */
  readonly values: { readonly [variable: string]: string };
}

export type EntityKind = 'collection' | 'environment';

/** An entity as a workspace lists it. */
export interface Listed {
  readonly uid: string;
  readonly name: string;
}

/** Operation keys of requests, or names of variables. */
export interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** What was built, to be published. */
export interface BuiltEntity {
  readonly kind: EntityKind;
  /** The module, or the environment's name. */
  readonly name: string;
  /** What it is called in Postman. */
  readonly title: string;
  readonly content: JsonObject;
}

/** What has to be done to bring one entity of the workspace to what was built; nothing was sent yet. */
export type Decision =
  | { readonly action: 'create'; readonly payload: JsonObject; readonly changes: Changes }
  | (Present & { readonly action: 'update'; readonly payload: JsonObject; readonly changes: Changes })
  | (Present & { readonly action: 'unchanged' })
  /** The diagnostics say why. */
  | { readonly action: 'failed' };

interface Present {
  readonly uid: string;
  /** As the server has it now. */
  readonly server: JsonObject;
  /** It stood in the workspace, but not in the lock. */
  readonly found: boolean;
}

/** A decision with what a person should know of it. */
export interface Decided {
  readonly decision: Decision;
  /** Changed by a person and by the specs, in different ways. */
  readonly conflicts: readonly MergeChange[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What was done, or would be, with one entity. */
export interface EntityReport {
  readonly kind: EntityKind;
  /** The module, or the environment's name. */
  readonly name: string;
  readonly action: Decision['action'] | 'delete' | 'orphan';
  readonly uid?: string;
  readonly found?: boolean;
  /** Requests of a collection, variables of an environment. */
  readonly changes?: Changes;
  readonly conflicts: readonly MergeChange[];
}

export interface PublishReport {
  readonly workspace: PublishLock['workspace'];
  readonly dryRun: boolean;
  readonly entities: readonly EntityReport[];
  readonly diagnostics: readonly Diagnostic[];
}
