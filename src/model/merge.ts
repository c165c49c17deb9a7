import type { Collection } from './collection.ts';
import type { Json } from './json.ts';

/** `theirs`: a person's edits; `ours`: what the specs give now. */
export type MergeSide = 'theirs' | 'ours';

export interface MergeOptions {
  /** Decides every conflict; without it each kind of field has its default. */
  readonly prefer?: MergeSide;
  /** By `MergeChange.id`: conflicts that a person has decided. */
  readonly decisions?: ReadonlyMap<string, MergeSide>;
}

export interface Merged {
  readonly collection: Collection;
  readonly report: MergeReport;
}

/** What a merge did, each thing once, in the order of the merged collection. */
export interface MergeReport {
  readonly changes: readonly MergeChange[];
}

export interface MergeChange {
  /** The same in every merge of the same three versions. */
  readonly id: string;
  /**
   * `kept`: a person's, and the spec did not touch it; `taken`: the spec's, and no person touched it; `conflict`: both
   * changed it, in different ways.
   */
  readonly outcome: 'kept' | 'taken' | 'conflict';
  /** `orphaned`: the spec has it no longer, and a person's edits keep it. */
  readonly what: 'added' | 'changed' | 'removed' | 'moved' | 'reordered' | 'orphaned';
  /** Names of folders and request, from the root; empty for the collection itself. */
  readonly item: readonly string[];
  /** Key of the operation, where the request stands for one. */
  readonly operation?: string;
  /** Which part of it, from the outside in: `header`, `Version`, `value`; empty for the whole. */
  readonly field: readonly string[];
  /** The three versions of a conflict; one that is not there is absent, and so is what may be a secret. */
  readonly base?: Json;
  readonly theirs?: Json;
  readonly ours?: Json;
  /** Of a conflict: what stands in the merged collection, and who said so. */
  readonly chosen?: MergeSide;
  readonly decidedBy?: 'default' | 'prefer' | 'person';
}
