import { HIDDEN } from '../snippets/literal.ts';
import { mapText, type Pieces } from '../snippets/pieces.ts';
import type { SnippetRequest } from '../snippets/snippet-request.ts';
import { curlOptions } from '../snippets/write-curl.ts';

/**
 * A cURL command for the "import cURL" of a tool. Such a tool has no shell and no environment: variables are names to
 * replace, and each word stands in one pair of quotes. `server` is where the API is.
 */
export function importCurl(request: SnippetRequest, server: string): string {
  const base: Pieces = /^https?:\/\/[\w.:-]+(\/[\w.~/-]*)?$/.test(server) ? [server] : request.base;
  return `curl ${curlOptions({ ...request, base }, word).join(' \\\n  ')}`;
}

/** In single quotes as a shell has them. What a terminal would act on has no way to be written there: a space it is. */
function word(pieces: Pieces): string {
  const text = mapText(pieces, (one) => one)
    .map((piece) => (typeof piece === 'string' ? piece : `YOUR_${piece.variable}`))
    .join('');
  return `'${text.replaceAll(HIDDEN, ' ').replaceAll("'", "'\\''")}'`;
}
