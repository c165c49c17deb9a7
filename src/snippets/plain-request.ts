import type { Pieces } from './pieces.ts';
import { addressOf, variablesOf } from './read-request.ts';
import { type SnippetBody, type SnippetRequest, UPLOAD } from './snippet-request.ts';

export interface PlainRequest {
  /** Of a `Request` of postman-collection. */
  readonly definition: object;
  /** What a person has to know of it: nothing in them comes from a spec. */
  readonly notes: readonly string[];
}

/** What has no meaning between the quotes of any language: no quote, backslash, `$`, `#`, `%`, brace or control. */
const MEANINGFUL = /[^\p{L}\p{N} .,:;+/@=_()!?&<>|*~^[\]-]/gu;

/**
 * The request for a generator whose quoting we do not vouch for: variables are names to replace, and each sign that may
 * end a text or begin an expression in some language is written as `_`.
 */
export function plainRequest(request: SnippetRequest, server: string): PlainRequest {
  let isChanged = false;
  const safe = (text: string): string =>
    text.replaceAll(MEANINGFUL, () => {
      isChanged = true;
      return '_';
    });
  const plain = (pieces: Pieces) => safe(withNames(pieces));
  const base = /^https?:\/\/[\w.:-]+(\/[\w.~/-]*)?$/.test(server) ? server : 'https://YOUR_BASE_URL';
  const header = request.headers.map(({ name, value }) => ({ key: name, value: plain(value) }));
  const definition = {
    method: request.method,
    url: `${base}${withNames(addressOf(request)).replaceAll(/[^\w.~:/?&=%@+-]/g, percent)}`,
    header: [...header, ...basicHeader(request)],
    ...(request.body && { body: bodyOf(request.body, safe) }),
  };
  const replaced = variablesOf({ ...request, base: [] }).map((name) => `YOUR_${name}`);
  return { definition, notes: notesOf(replaced, isChanged) };
}

/** RFC 3986, section 2.1, also for `'` and the like, which `encodeURIComponent` leaves. All is ASCII by now. */
function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

function notesOf(replaced: readonly string[], isChanged: boolean): readonly string[] {
  return [
    ...(replaced.length > 0 ? [`Replace ${replaced.join(', ')}.`] : []),
    ...(isChanged ? ['Quotes and other signs in the example values are written as _ here.'] : []),
  ];
}

function withNames(pieces: Pieces): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `YOUR_${piece.variable}`)).join('');
}

function basicHeader({ basic }: SnippetRequest): readonly object[] {
  return basic ? [{ key: 'Authorization', value: 'Basic YOUR_USERNAME_AND_PASSWORD_IN_BASE64' }] : [];
}

function bodyOf(body: SnippetBody, safe: (text: string) => string): object {
  if (body.kind === 'file') return { mode: 'file', file: { src: `YOUR_${UPLOAD}` } };
  if (body.kind === 'text') return rawBody(withNames(body.text), safe);
  const fields = body.fields.map(({ name, value }) =>
    value
      ? { key: safe(name), value: safe(withNames(value)), type: 'text' }
      : { key: safe(name), src: `YOUR_${UPLOAD}`, type: 'file' },
  );
  return body.kind === 'form'
    ? { mode: 'urlencoded', urlencoded: fields }
    : { mode: 'formdata', formdata: fields };
}

/** The texts of a JSON body one by one; of another its signs are its structure, so that it is left out as a whole. */
function rawBody(text: string, safe: (text: string) => string): object {
  try {
    JSON.parse(text);
  } catch {
    return { mode: 'raw', raw: 'YOUR_BODY' };
  }
  const raw = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, (quoted) => `"${safe(JSON.parse(quoted) as string)}"`);
  return { mode: 'raw', raw, options: { raw: { language: 'json' } } };
}
