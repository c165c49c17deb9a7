import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** What a build did, for commands, the library's callers and `--json`. */
export interface BuildResult {
  /** In the order of their names. */
  readonly modules: readonly BuiltModule[];
  /** Specs that could not be built; the diagnostics say why. Their earlier collections stay. */
  readonly failed: readonly { readonly module: string; readonly file: string }[];
  readonly environments: readonly { readonly name: string; readonly path: string }[];
  /** Sorted, without duplicates, each with a place in a file that the user has. */
  readonly diagnostics: readonly Diagnostic[];
  readonly changes: Changes;
}

/** Paths relative to the out folder. */
export interface Changes {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
}

export interface BuiltModule extends ModuleSummary {
  /** The collection's path relative to the out folder; a folder where only the newer format is written. */
  readonly path: string;
}

/** One row of `list`. */
export interface ModuleSummary {
  readonly module: string;
  /** Absolute path or URL of the spec. */
  readonly file: string;
  readonly title: string;
  readonly version: string;
  readonly operations: readonly OperationSummary[];
}

export interface OperationSummary {
  readonly key: string;
  readonly operationId?: string;
  readonly summary: string;
  /** Value of the `Version` header, where the operation takes one. */
  readonly version?: string;
  /** Each scope that any of the operation's security requirements names; sorted. */
  readonly scopes: readonly string[];
  readonly deprecated: boolean;
  /** An OpenAPI 3.1 webhook: the path of its key is its name. */
  readonly webhook?: true;
}

export type BuildProgress =
  /** For a run that is at the same folder; `pid`: its process. */
  | { readonly type: 'waiting'; readonly pid: number }
  | { readonly type: 'start'; readonly modules: number }
  | {
      readonly type: 'module';
      readonly module: string;
      readonly done: number;
      readonly modules: number;
      readonly ok: boolean;
    }
  | { readonly type: 'write'; readonly files: number };
