import { collectBytes } from './collect-bytes.ts';
import { describeFailure } from './describe-failure.ts';

export interface ForwardedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

export interface ForwardedAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Unpacked. */
  readonly body: Uint8Array;
}

export interface ForwardLimits {
  readonly timeoutMs: number;
  /** Bytes of an answer. */
  readonly largest: number;
}

/** Why there is no answer to show; `status` is the gateway's own (RFC 9110, sections 15.6.3 and 15.6.5). */
export interface NotForwarded {
  readonly status: 502 | 504;
  readonly reason: string;
}

/** Sends a request on. A redirect is an answer like another one, and not followed. `reason` may repeat what was sent. */
export async function forwardRequest(
  { method, url, headers, body }: ForwardedRequest,
  { timeoutMs, largest }: ForwardLimits,
): Promise<ForwardedAnswer | NotForwarded> {
  const isBodiless = method === 'GET' || method === 'HEAD';
  try {
    const response = await fetch(url, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(!isBodiless && body.length > 0 && { body }),
    });
    const bytes = response.body ? await collectBytes(response.body, largest) : new Uint8Array();
    if (!bytes) return { status: 502, reason: `the answer is larger than ${largest} bytes` };
    return { status: response.status, headers: [...response.headers], body: bytes };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return { status: 504, reason: `no complete answer within ${timeoutMs / 1000} s` };
    return { status: 502, reason: describeFailure(error) };
  }
}
