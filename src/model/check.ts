/** What of the out folder is not as a build would leave it now. */
export interface CheckResult {
  /** Sorted by kind (modules, environments, the manifest, types) and name; empty: nothing to do. */
  readonly drifts: readonly Drift[];
  /** How many modules were looked at. */
  readonly modules: number;
}

/**
 * `missing`: the file is not there. `changed`: the spec, the config or the tool would give another file. `edited`: the
 * file is not as the build wrote it. `stale`: nothing gives it any more. `unbuildable`: its spec can't be built.
 * `format`: it is built in another format than is asked for. `manifest`: the file is right, and what the manifest says of it is not.
 */
export type DriftState = 'missing' | 'changed' | 'edited' | 'stale' | 'unbuildable' | 'format' | 'manifest';

export interface Drift {
  readonly kind: 'module' | 'environment' | 'types' | 'manifest';
  readonly name: string;
  /** Relative to the out folder. */
  readonly path: string;
  /** A file can be both: changed by hand, and behind its spec. */
  readonly states: readonly DriftState[];
  /** What a build would do to the collection; empty where there is nothing to compare. */
  readonly requests: readonly RequestDrift[];
}

export interface RequestDrift {
  /** Operation key; method and URL of a request that the build does not know; empty: the collection as a whole. */
  readonly key: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Which parts differ, where `change` is `changed`. */
  readonly parts: readonly DriftPart[];
}

export type DriftPart =
  | 'name'
  | 'request'
  | 'script'
  | 'examples'
  | 'description'
  | 'folder'
  | 'order'
  | 'auth'
  | 'variables';
