import { STATUS_CODES } from 'node:http';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Limits } from '../model/config.ts';
import { collectBytes } from './collect-bytes.ts';
import { describeFailure } from './describe-failure.ts';
import { percentDecoded } from './percent-decoded.ts';
import { shownUrl } from './shown-url.ts';

const REDIRECTS = [301, 302, 303, 307, 308];
/** RFC 9110, section 15.6, and RFC 6585, section 4: what a server says of a moment, not of the address. */
const PASSING = [408, 429, 500, 502, 503, 504];

/** What a server told of a document when it gave it, by which it can be asked whether there is a newer one. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface Download {
  readonly bytes: Uint8Array;
  /** The address that answered in the end, without user name, password and fragment, when the server redirected to it. */
  readonly base?: string;
  /** Of the content type, without parameters. */
  readonly mediaType?: string;
  readonly validators: Validators;
}

/** Whether a redirect of what was asked for at `start` may be followed to `url`. */
export type MayLead = (url: URL, start: URL) => boolean;

/** The server itself, or the same host by https. */
export const onItsHost: MayLead = (url, start) =>
  url.origin === start.origin ||
  (url.hostname === start.hostname && url.protocol === 'https:' && url.port === '');

export type DownloadAnswer =
  | { readonly kind: 'document'; readonly download: Download }
  /** The document that the validators are of is still the newest. */
  | { readonly kind: 'unchanged' }
  | Refusal;

interface Refusal {
  readonly kind: 'refused';
  readonly reason: Diagnostic;
  /** The server says that there is no such document. */
  readonly absent?: boolean;
  /** Asking again may help. */
  readonly passing: boolean;
  /** RFC 9110, section 10.2.3, as the server gives it. */
  readonly retryAfter?: string;
}

/**
 * Asks an http(s) address once. User name and password in it are sent to its own origin only, wherever the server
 * redirects to; diagnostics name the address without them.
 */
export async function download(
  address: string,
  limits: Limits,
  known: Validators = {},
  mayLead: MayLead = () => true,
): Promise<DownloadAnswer> {
  const refused = (reason: string, passing = false): Refusal => ({
    kind: 'refused',
    reason: diagnostic('spec-unreadable', { reason }, { file: shownUrl(address) }),
    passing,
  });
  if (!URL.canParse(address)) return refused('it is no valid URL');
  try {
    const answer = await follow(new URL(address), { limits, known, mayLead });
    if ('reason' in answer) return refused(answer.reason);
    const { response, ...from } = answer;
    if (response.status === 304 && Object.keys(known).length > 0) return { kind: 'unchanged' };
    // Another success is no document: 204 has none, 206 a part of one, and 201 and 202 speak of one to come.
    if (response.status !== 200) {
      const retryAfter = response.headers.get('retry-after');
      return {
        ...refused(`the server answered ${statusOf(response)}`, PASSING.includes(response.status)),
        absent: response.status === 404 || response.status === 410,
        ...(retryAfter !== null && { retryAfter }),
      };
    }
    const bytes = await readBody(response, limits.specBytes);
    if (bytes)
      return {
        kind: 'document',
        download: { bytes, ...from, ...mediaTypeOf(response), validators: validatorsOf(response) },
      };
    const reason = diagnostic('spec-too-large', { limit: limits.specBytes }, { file: shownUrl(address) });
    return { kind: 'refused', reason, passing: false };
  } catch (error) {
    return refused(describeDownload(error, limits), true);
  }
}

type Answer = { readonly response: Response; readonly base?: string } | { readonly reason: string };

interface Following {
  readonly limits: Limits;
  readonly known: Validators;
  readonly mayLead: MayLead;
}

/** The first answer that is no redirect. Its body is still to be read, unless it is no document. */
async function follow(start: URL, { limits, known, mayLead }: Following): Promise<Answer> {
  const signal = AbortSignal.timeout(limits.downloadMs);
  let url = start;
  for (let redirects = 0; redirects <= limits.redirects; redirects++) {
    const response = await request(url, { start, signal, known });
    if (response.status === 200) return { response, ...(redirects > 0 && { base: bare(url).href }) };
    await response.body?.cancel();
    const location = REDIRECTS.includes(response.status) ? response.headers.get('location') : null;
    if (location === null) return { response };
    const target = redirectTarget(location, url);
    if ('reason' in target) return target;
    if (!mayLead(target.url, start)) return { reason: `the server redirects to another, ${target.url.host}` };
    url = target.url;
  }
  return { reason: `more than ${limits.redirects} redirects` };
}

interface Asking {
  readonly start: URL;
  readonly signal: AbortSignal;
  readonly known: Validators;
}

/** `fetch` refuses an address that holds credentials, so that they have to travel in a header. */
function request(url: URL, { start, signal, known }: Asking): Promise<Response> {
  const credentials = url.origin === start.origin ? basicAuth(start) : undefined;
  return fetch(bare(url).href, {
    redirect: 'manual',
    signal,
    headers: {
      accept: 'application/json, application/yaml, text/yaml, */*;q=0.8',
      'user-agent': 'hoopai-postman',
      ...(credentials !== undefined && { authorization: credentials }),
      ...(known.etag !== undefined && { 'if-none-match': known.etag }),
      ...(known.lastModified !== undefined && { 'if-modified-since': known.lastModified }),
    },
  });
}

function bare(url: URL): URL {
  const copy = new URL(url);
  copy.username = '';
  copy.password = '';
  copy.hash = '';
  return copy;
}

function basicAuth({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const credentials = `${percentDecoded(username)}:${percentDecoded(password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

function redirectTarget(location: string, from: URL): { url: URL } | { reason: string } {
  if (!URL.canParse(location, from.href)) return { reason: 'the server redirects to an invalid address' };
  const url = new URL(location, from);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { reason: `the server redirects to ${url.protocol}, which is neither http nor https` };
  }
  if (from.protocol === 'https:' && url.protocol === 'http:') {
    return { reason: 'the server redirects from https to http' };
  }
  return { url };
}

function mediaTypeOf({ headers }: Response): Pick<Download, 'mediaType'> {
  const [mediaType = ''] = (headers.get('content-type') ?? '').split(';');
  return mediaType.trim() === '' ? {} : { mediaType: mediaType.trim().toLowerCase() };
}

function validatorsOf({ headers }: Response): Validators {
  const [etag, lastModified] = [headers.get('etag'), headers.get('last-modified')];
  return { ...(etag && { etag }), ...(lastModified && { lastModified }) };
}

/** What the server says about the length saves a download; what arrives is counted, once unpacked. */
async function readBody(response: Response, limit: number): Promise<Uint8Array | undefined> {
  if (Number(response.headers.get('content-length')) > limit) {
    await response.body?.cancel();
    return undefined;
  }
  return response.body ? collectBytes(response.body, limit) : new Uint8Array();
}

/** HTTP/2 has no reason phrase, and one from the server could say anything. */
function statusOf({ status }: Response): string {
  return [status, STATUS_CODES[status]].filter((part) => part !== undefined).join(' ');
}

function describeDownload(error: unknown, limits: Limits): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `no complete answer within ${limits.downloadMs / 1000} s`;
  }
  return describeFailure(error);
}
