import type { Pieces } from './pieces.ts';

/** What a snippet sends, whatever its language. */
export interface SnippetRequest {
  readonly method: string;
  /** Scheme and host: `{{base_url}}` as a rule. */
  readonly base: Pieces;
  /** Path and query, percent-encoded but for what the variables hold. */
  readonly path: Pieces;
  readonly headers: readonly SnippetHeader[];
  /** HTTP basic authentication (RFC 7617). */
  readonly basic?: { readonly username: Pieces; readonly password: Pieces };
  readonly body?: SnippetBody;
}

export interface SnippetHeader {
  readonly name: string;
  readonly value: Pieces;
}

export type SnippetBody =
  | { readonly kind: 'text'; readonly text: Pieces; readonly raw: string }
  | { readonly kind: 'form'; readonly fields: readonly FormPair[] }
  | { readonly kind: 'multipart'; readonly fields: readonly MultipartField[] }
  | { readonly kind: 'file' };

export interface FormPair {
  readonly name: string;
  readonly value: Pieces;
}

export interface MultipartField {
  readonly name: string;
  /** Absent: a file. */
  readonly value?: Pieces;
  readonly contentType?: string;
}

/** Path of the file that is uploaded, in the process environment. */
export const UPLOAD = 'UPLOAD_FILE';
