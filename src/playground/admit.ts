import { timingSafeEqual } from 'node:crypto';

export interface Asked {
  readonly method: string;
  /** Names in lower case, as Node gives them. */
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
}

export const KEY_HEADER = 'x-playground-key';

/**
 * Why a request is refused whatever it asks for; undefined when it is not. Under a name of its own a foreign page could
 * make the browser take this server for its own (DNS rebinding).
 */
export function refusedHost({ headers }: Asked, port: number): string | undefined {
  const names = [`127.0.0.1:${port}`, `localhost:${port}`];
  // A browser leaves the port out where it is the usual one.
  if (port === 80) names.push('127.0.0.1', 'localhost');
  return names.includes(String(headers.host).toLowerCase())
    ? undefined
    : 'the request was sent to another host name';
}

/**
 * Why a request is not passed on; undefined when the playground's own page sent it, which alone knows the key of this
 * start.
 */
export function refusedSender({ headers }: Asked, port: number, key: string): string | undefined {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return 'it came from a page of another site';
  const { origin } = headers;
  const own = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  if (port === 80) own.push('http://127.0.0.1', 'http://localhost');
  if (origin !== undefined && !own.includes(String(origin))) return 'it came from a page of another origin';
  return isSame(String(headers[KEY_HEADER] ?? ''), key) ? undefined : 'it lacks the key of the page';
}

function isSame(given: string, key: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(key)];
  return left.length === right.length && timingSafeEqual(left, right);
}
