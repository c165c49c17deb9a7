import type { JsonObject } from './json.ts';

/** Text as it was read from a path, a URL or standard input. */
export interface SourceText {
  readonly text: string;
  /** The URL that answered in the end, when a server redirected to it. For resolving only: its query may hold secrets. */
  readonly base?: string;
  /** What the server says that it is, without parameters: `application/yaml`. */
  readonly mediaType?: string;
}

/** One spec as it was read, before anything looked inside. */
export interface SpecText extends SourceText {
  /** Absolute path, URL, or `stdin`: what diagnostics name, and where relative references start without a `base`. */
  readonly file: string;
  /** The module's slug: names its files in `out/` and seeds its ids. */
  readonly module: string;
}

/** A parsed spec with every external reference brought inside; all `$ref`s left start with `#/`. */
export interface LoadedSpec {
  readonly module: string;
  readonly file: string;
  /** SHA-256 (hex) over the spec's text and the texts of all files that it references. */
  readonly hash: string;
  /** Names of those files, relative to the spec. Absent: a reference was not followed, or led to a URL. */
  readonly references?: readonly string[];
  readonly document: JsonObject;
  /** Where bundled nodes came from, so that a diagnostic names the file a person has to open. */
  readonly origins: readonly Origin[];
}

/** The node at `pointer` of the bundled document, and all below it, came from `from.pointer` of `from.file`. */
export interface Origin {
  readonly pointer: string;
  readonly from: { readonly file: string; readonly pointer: string };
}
