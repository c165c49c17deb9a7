import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BuildResult, Changes } from './build.ts';

/** `manifest.json` of a folder in `out/` that a command of its own fills: which files are ours, as we wrote them. */
export interface FolderManifest {
  readonly generator: string;
  /** By path relative to the out folder. */
  readonly files: { readonly [path: string]: FolderFile };
}

export interface FolderFile {
  /** SHA-256 (hex) of the file as written. */
  readonly hash: string;
  /** SHA-256 over all that it was made from; absent when that can't be told from files alone. */
  readonly inputs?: string;
  /** Files that its spec pulled in by reference, relative to it. */
  readonly references?: readonly string[];
}

/** What writing into such a folder came to. */
export interface Generated {
  readonly modules: readonly string[];
  readonly failed: BuildResult['failed'];
  readonly diagnostics: readonly Diagnostic[];
  readonly changes: Changes;
}
