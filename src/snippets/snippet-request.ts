import type { Pieces } from './pieces.ts';

/** What a snippet sends, whatever its language. */
export interface SnippetRequest {
  readonly method: string;
  /** Scheme and host: `{{base_url}}` as a rule. */
  readonly base: Pieces;
  /** Percent-encoded but for what the variables hold. */
  readonly path: Pieces;
  /** As they are meant: not encoded, but for an escape that stands in them already. */
  readonly query: readonly SnippetParameter[];
  readonly headers: readonly SnippetParameter[];
  /** HTTP basic authentication (RFC 7617). */
  readonly basic?: { readonly username: Pieces; readonly password: Pieces };
  readonly body?: SnippetBody;
}

export interface SnippetParameter {
  readonly name: string;
  readonly value: Pieces;
  /** It is what the request is authorised by. */
  readonly isCredential?: true;
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
