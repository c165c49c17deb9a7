import type { VariableNames } from './pieces.ts';
import type { SnippetRequest } from './snippet-request.ts';

export interface Language {
  /** As `--lang` takes it. */
  readonly name: string;
  /** Of its files, without the first dot. */
  readonly extension: string;
  readonly write: (request: SnippetRequest, context: SnippetContext) => string | Promise<string>;
}

export interface SnippetContext {
  /** What stands above: lines that are safe in a comment of any language that ends with its line. */
  readonly comment: readonly string[];
  readonly names: VariableNames;
  /** Where the API is, for languages that read no variables; empty when no spec says it. */
  readonly server: string;
}
