import { collectBytes } from './collect-bytes.ts';
import { describeFailure } from './describe-failure.ts';

/** RFC 6749, section 5.1. */
export interface GivenTokens {
  readonly accessToken: string;
  /** Absent: the old one still works. */
  readonly refreshToken?: string;
  /** Seconds. */
  readonly expiresIn?: number;
}

export type TokenAnswer = GivenTokens | { readonly reason: string };

const LARGEST_ANSWER = 1024 * 1024;
const LONGEST_WORDS = 200;

/**
 * Sends a token request (RFC 6749, section 6). It goes to `url` only: a redirect is not followed, and a failure not
 * tried again, since a refresh token may work once. `reason` may repeat what was sent.
 */
export async function requestToken(
  url: string,
  form: { readonly [name: string]: string },
  timeoutMs: number,
): Promise<TokenAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { accept: 'application/json' },
      body: new URLSearchParams(form),
    });
    const bytes = response.body ? await collectBytes(response.body, LARGEST_ANSWER) : new Uint8Array();
    return readAnswer(response.status, bytes ?? new Uint8Array());
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return { reason: `no answer came within ${timeoutMs / 1000} s` };
    return { reason: describeFailure(error) };
  }
}

function readAnswer(status: number, bytes: Uint8Array): TokenAnswer {
  const body = parsed(new TextDecoder().decode(bytes));
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = body;
  const seconds = Number(expiresIn);
  if (status !== 200) return { reason: `the platform answered ${status}${wordsOf(body)}` };
  if (!isToken(accessToken)) return { reason: 'the answer holds no access_token' };
  return {
    accessToken,
    ...(isToken(refreshToken) && { refreshToken }),
    ...(seconds > 0 && { expiresIn: seconds }),
  };
}

function parsed(text: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // A page, or nothing.
    return {};
  }
}

/** What a header can hold. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}

/** RFC 6749, section 5.2, and what the platform says instead. */
function wordsOf(body: { readonly [name: string]: unknown }): string {
  const words = [body['error_description'], body['message'], body['error']].find(
    (said) => typeof said === 'string' && said !== '',
  );
  return words === undefined ? '' : `: ${String(words).slice(0, LONGEST_WORDS)}`;
}
