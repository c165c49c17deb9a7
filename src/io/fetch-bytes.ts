import { STATUS_CODES } from 'node:http';
import type { Outcome } from '../diagnostics/diagnostic.ts';
import type { Limits } from '../model/config.ts';
import { collectBytes } from './collect-bytes.ts';
import { describeFailure } from './describe-failure.ts';
import { percentDecoded } from './percent-decoded.ts';
import { refuse } from './refuse.ts';
import { shownUrl } from './shown-url.ts';

const REDIRECTS = [301, 302, 303, 307, 308];

export interface Download {
  readonly bytes: Uint8Array;
  /** The address that answered in the end, without user name, password and fragment, when the server redirected to it. */
  readonly base?: string;
  /** Of the content type, without parameters. */
  readonly mediaType?: string;
}

/**
 * Downloads an http(s) address. User name and password in it are sent to its own origin only, wherever the
 * server redirects to; diagnostics name the address without them.
 */
export async function fetchBytes(address: string, limits: Limits): Promise<Outcome<Download | undefined>> {
  const file = shownUrl(address);
  if (!URL.canParse(address)) return refuse(file, 'spec-unreadable', { reason: 'it is no valid URL' });
  try {
    const answer = await follow(new URL(address), limits);
    if ('reason' in answer) return refuse(file, 'spec-unreadable', { reason: answer.reason });
    const bytes = await readBody(answer.response, limits.specBytes);
    if (!bytes) return refuse(file, 'spec-too-large', { limit: limits.specBytes });
    const { response, ...from } = answer;
    return { value: { bytes, ...from, ...mediaTypeOf(response) }, diagnostics: [] };
  } catch (error) {
    return refuse(file, 'spec-unreadable', { reason: describeDownload(error, limits) });
  }
}

type Answer = { readonly response: Response; readonly base?: string } | { readonly reason: string };

async function follow(start: URL, limits: Limits): Promise<Answer> {
  const signal = AbortSignal.timeout(limits.downloadMs);
  let url = start;
  for (let redirects = 0; redirects <= limits.redirects; redirects++) {
    const response = await request(url, { start, signal });
    // Another success is no document: 204 has none, 206 a part of one, and 201 and 202 speak of one to come.
    if (response.status === 200) return { response, ...(redirects > 0 && { base: bare(url).href }) };
    await response.body?.cancel();
    const location = REDIRECTS.includes(response.status) ? response.headers.get('location') : null;
    if (location === null) return { reason: `the server answered ${statusOf(response)}` };
    const target = redirectTarget(location, url);
    if ('reason' in target) return target;
    url = target.url;
  }
  return { reason: `more than ${limits.redirects} redirects` };
}

/** `fetch` refuses an address that holds credentials, so that they have to travel in a header. */
function request(url: URL, { start, signal }: { start: URL; signal: AbortSignal }): Promise<Response> {
  const credentials = url.origin === start.origin ? basicAuth(start) : undefined;
  return fetch(bare(url).href, {
    redirect: 'manual',
    signal,
    headers: {
      accept: 'application/json, application/yaml, text/yaml, */*;q=0.8',
      'user-agent': 'hoopai-postman',
      ...(credentials !== undefined && { authorization: credentials }),
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
