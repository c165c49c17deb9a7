import type { Outcome } from '../diagnostics/diagnostic.ts';
import type { Validators } from '../io/download.ts';

/** Where specs are pulled from: a server, or the files of a folder or an archive. */
export interface PullSource {
  readonly modules: readonly SourceModule[];
  /** A document of the source; undefined or `absent`, with one diagnostic, when it cannot be had. */
  readonly read: (address: string, known?: Validators) => Promise<Outcome<SourceAnswer | undefined>>;
  /** The address that a relative reference in the document at `base` means; undefined when it leaves the source. */
  readonly resolve: (reference: string, base: string) => string | undefined;
  /** The address that was shown so, of a document that the one at `near` refers to. */
  readonly recall: (shown: string, near: string) => string;
  /** The address as the lock file and messages name it: without secrets, the same on every machine. */
  readonly shown: (address: string) => string;
}

export interface SourceModule {
  readonly module: string;
  readonly address: string;
}

export type SourceAnswer =
  | 'unchanged'
  /** The source has no such document. */
  | 'absent'
  | {
      readonly bytes: Uint8Array;
      /** Where relative references start from. */
      readonly base: string;
      readonly mediaType?: string;
      readonly validators: Validators;
    };
