/** What an answer of Postman's API says went wrong. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
}

/** Longest text of a server that is shown. */
const LONGEST = 300;

/**
 * The error in a body, whichever of its shapes the endpoint has: `{error: {name, message, details}}`,
 * `{error, message}`, or `{type, title, detail}` (RFC 9457).
 */
export function refusalIn(body: unknown): Refusal {
  const { error, message, type, title, detail } = Object(body) as { readonly [key: string]: unknown };
  if (typeof error === 'object' && error !== null) return ofObject(error);
  if (error !== undefined) return { name: text(error), message: cut([text(message || error)]) };
  return { name: text(title ?? type), message: cut([text(title), text(detail)]) };
}

function ofObject(error: object): Refusal {
  const { name, message, details } = error as { readonly [key: string]: unknown };
  return { name: text(name), message: cut([text(message), ...[details].flat().map(text)]) };
}

function cut(parts: readonly string[]): string {
  const whole = parts.filter((part) => part !== '').join(': ');
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/**
 * Milliseconds that a refused request should wait: `RetryAfter` (as Postman writes it) or `Retry-After` in seconds,
 * else the epoch at the end of the message; undefined when the server does not say.
 */
export function askedPause(headers: Headers, body: unknown, now: number): number | undefined {
  const seconds = Number(headers.get('retryafter') ?? headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const [, epoch] = /retry after (\d{10}(?:\d{3})?)\b/i.exec(refusalIn(body).message) ?? [];
  if (epoch === undefined) return undefined;
  return Math.max(0, (epoch.length === 10 ? Number(epoch) * 1000 : Number(epoch)) - now);
}
