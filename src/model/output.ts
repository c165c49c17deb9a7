import type { CollectionFormat } from './config.ts';
import type { Json } from './json.ts';
import type { OperationKind } from './smoke.ts';

/** What a build wants on disk, as data; nothing is written before the whole plan exists. */
export interface OutputPlan {
  /** Files by path relative to the out folder, `/` between segments; in the order of writing, the manifest last. */
  readonly files: readonly PlannedFile[];
  /** Files that stand there already as the plan wants them. */
  readonly there?: readonly string[];
  /** Files of an earlier build whose module is gone, and the SHA-256 that they had when we wrote them. */
  readonly remove: readonly { readonly path: string; readonly hash: string }[];
}

/** The plan of a build, and where in it things are. */
export interface BuildPlan extends OutputPlan {
  /** Path of each module's collection: a file, or a folder of the newer format where only that is written. */
  readonly collections: ReadonlyMap<string, string>;
  readonly environments: readonly { readonly name: string; readonly path: string }[];
}

export interface PlannedFile {
  readonly path: string;
  readonly content: string;
}

/** `out/manifest.json`: what was built from what. */
export interface Manifest {
  /** 1: written by an earlier version; entries then hold what that version knew, and are empty beyond it. */
  readonly manifestVersion: 1 | 2;
  readonly generator: string;
  readonly profile: string;
  readonly modules: { readonly [module: string]: ManifestModule };
  readonly environments: { readonly [name: string]: ManifestEntry };
}

export interface ManifestFile {
  /** Relative to the out folder. */
  readonly file: string;
  /** SHA-256 (hex) of the file as written. */
  readonly hash: string;
}

/** A module or an environment: the file that it is in Postman's format 2.1, and what else was written of it. */
export interface ManifestEntry extends ManifestFile {
  /** Absent: `v2.1`. With `v3`, `file` was not written. */
  readonly format?: Exclude<CollectionFormat, 'v2.1'>;
  /** Of its files in the newer format, by path relative to the out folder: SHA-256 (hex). */
  readonly v3?: { readonly [path: string]: string };
}

export interface ManifestModule extends ManifestEntry {
  readonly title: string;
  readonly specHash: string;
  /** Files that the spec pulled in by reference, relative to it. */
  readonly references: readonly string[];
  /**
   * SHA-256 over this entry without it and over all else that the collection was made from: while it holds, a build
   * would give the same. Empty when what was read can't be told from the files alone, as for a spec at a URL.
   */
  readonly inputs: string;
  /** The spec's first server at http or https, without a slash at its end; empty when there is none. */
  readonly server: string;
  readonly operations: number;
  /** Variables a person has to set, because no request of the module produces them and no environment gives them. */
  readonly unset: readonly UnsetVariable[];
  /** Which response gives which variable, and why that is thought. */
  readonly links: readonly ManifestLink[];
  /** By operation key, in the order of the collection; webhooks are not among them. */
  readonly requests: { readonly [key: string]: ManifestRequest };
  /** By key, the `Item.id` of each webhook's request; absent: there are none. */
  readonly webhooks?: { readonly [key: string]: string };
  readonly diagnostics: { readonly [code: string]: number };
}

export interface UnsetVariable {
  readonly name: string;
  /** What to set it to, in words. */
  readonly description: string;
  /** The spec's example of one. */
  readonly example: string;
  /** Keys of the operations that are sent only when it is set. */
  readonly wantedBy: readonly string[];
}

export interface ManifestLink {
  readonly variable: string;
  /** Key of the operation. */
  readonly producer: string;
  /** JSON pointer into the body of its success. */
  readonly at: string;
  readonly creates: boolean;
  readonly reason: string;
}

export interface ManifestRequest {
  /** `Item.id` in the collection. */
  readonly id: string;
  readonly kind: OperationKind;
  /** What the spec requires, so that a request without it has to be refused. */
  readonly required: readonly FaultPlace[];
  /** Values that the spec does not take: one for each header that takes only some, and one of a wrong type. */
  readonly wrong: readonly WrongValue[];
  /** Documented responses: codes, `2XX`, `default`. */
  readonly statuses: readonly string[];
  /** What the spec leaves out, so that the test script checks less. */
  readonly weak: readonly string[];
}

/** A query parameter, a header, or a field of a JSON body. */
export interface FaultPlace {
  readonly in: 'query' | 'header' | 'body';
  readonly name: string;
}

export interface WrongValue extends FaultPlace {
  readonly value: Json;
}
