import type { ForwardedAnswer, ForwardedRequest, NotForwarded } from '../io/forward-request.ts';
import type { ProfileAuth } from '../model/config.ts';
import { credentialsOf } from './credentials.ts';
import { requestHeaders, responseHeaders } from './forwarded-headers.ts';
import { proxyTarget } from './proxy-target.ts';
import { redactAnswer } from './redact-answer.ts';

/** What the playground tries operations against. */
export interface PlayTarget {
  readonly kind: 'mock' | 'live';
  readonly baseUrl: string;
  readonly allowsWrites: boolean;
  readonly auth: ProfileAuth;
  /** Operations without path parameters that take no auth: `POST /oauth/token`. */
  readonly open: ReadonlySet<string>;
  readonly valueFor: (variable: string) => string;
  /** What no page may show. */
  readonly secrets: () => readonly string[];
  /** Gets another access token after one was refused; false when there is none. */
  readonly renew: () => Promise<boolean>;
}

export interface PageRequest {
  readonly method: string;
  /** Below the playground's own place for the target, query included, as it came. */
  readonly path: string;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly body: Uint8Array;
}

export type PageAnswer = Pick<ForwardedAnswer, 'status' | 'headers' | 'body'> & {
  /** Set when the request went nowhere: why. */
  readonly refused?: string;
};

export type Forward = (request: ForwardedRequest) => Promise<ForwardedAnswer | NotForwarded>;

/** RFC 9110, section 9.2.1. */
const SAFE = ['GET', 'HEAD', 'OPTIONS'];
const METHODS = [...SAFE, 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Sends a request of the page to the target, with the token that the page never sees, and its answer back without it. */
export async function passOn(
  request: PageRequest,
  target: PlayTarget,
  forward: Forward,
): Promise<PageAnswer> {
  const { method } = request;
  const place = proxyTarget(request.path, target.baseUrl);
  if ('refused' in place) return refusal(403, place.refused);
  if (!METHODS.includes(method)) return refusal(403, `the method ${method} is not passed on`);
  if (!target.allowsWrites && !SAFE.includes(method))
    return refusal(403, 'this target is read only; --allow-writes lets requests change it');
  const send = () => forward(withCredentials(request, place.url, target));
  let answer = await send();
  const takesToken = !isOpen(request, target);
  if (answer.status === 401 && takesToken && (await target.renew())) answer = await send();
  if ('reason' in answer)
    return redactAnswer(refusal(answer.status, answer.reason), target.secrets(), target.kind);
  const shown = { ...answer, headers: responseHeaders(answer.headers) };
  return redactAnswer(shown, target.secrets(), target.kind);
}

/** An answer of the playground itself, in words. */
export function refusal(status: number, reason: string): PageAnswer {
  return {
    status,
    headers: [['content-type', 'application/json; charset=utf-8']],
    body: Buffer.from(JSON.stringify({ playground: reason })),
    refused: reason,
  };
}

function withCredentials(request: PageRequest, url: URL, target: PlayTarget): ForwardedRequest {
  const { method, body } = request;
  const { headers, query } = isOpen(request, target)
    ? { headers: [], query: [] }
    : credentialsOf(target.auth, target.valueFor);
  const own = requestHeaders(request.headers).filter(([name]) => !headers.some(([ours]) => ours === name));
  const whole = new URL(url);
  for (const [name, value] of query) whole.searchParams.set(name, value);
  return { method, url: whole, headers: [...own, ...headers], body };
}

function isOpen({ method, path }: PageRequest, { open }: PlayTarget): boolean {
  return open.has(`${method} ${path.replace(/[?#].*$/s, '')}`);
}
