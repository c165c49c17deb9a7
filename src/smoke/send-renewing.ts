import type { Send } from './send-patiently.ts';

export interface Renewal {
  /** A token that is taken in place of one that was refused; undefined when there is none. */
  readonly renew: (refused: string) => Promise<string | undefined>;
  /** Resolves when the rate limit has room for one request. */
  readonly permit: () => Promise<void>;
  /** Called when a request is sent again. */
  readonly onResend: () => void;
}

type Headers = { readonly [name: string]: unknown };

/**
 * `send` with a token that is renewed when the platform refuses it with 401: the request is sent once more with the
 * new one, and so is every later one that still carries the old. The collection sees the last answer only.
 */
export function sendRenewing(send: Send, renewal: () => Renewal | undefined): Send {
  const renewed = new Map<string, string>();
  return (request, options, onStart, onData, callback) => {
    const asked = renewal();
    const given = tokenOf(options);
    if (!asked || given === undefined) return send(request, options, onStart, onData, callback);
    let running: ReturnType<Send> = {};
    let isAborted = false;
    const attempt = (token: string, isLast: boolean): void => {
      const held: (() => void)[] = [];
      let isRefused = false;
      const later = (tell: () => void): void => void (isRefused ? held.push(tell) : tell());
      running = send(
        request,
        withToken(options, token),
        (response) => {
          isRefused = response.statusCode === 401 && !isLast;
          later(() => onStart(response));
        },
        (chunk) => later(() => onData(chunk)),
        (error, ...rest) => {
          later(() => callback(error, ...rest));
          if (isRefused) void replace(token, held);
        },
      );
    };
    const replace = async (token: string, held: readonly (() => void)[]): Promise<void> => {
      const next = await asked.renew(token);
      if (next !== undefined) {
        renewed.set(given, next);
        await asked.permit();
      }
      if (isAborted) return;
      if (next === undefined) for (const tell of held) tell();
      else {
        asked.onResend();
        attempt(next, true);
      }
    };
    attempt(renewed.get(given) ?? given, false);
    return {
      abort: () => {
        isAborted = true;
        running.abort?.();
      },
    };
  };
}

/** RFC 9110, section 11.6.2: the scheme, and what it sends. */
function tokenOf(options: object): string | undefined {
  const [, value] = authorizationOf(options) ?? [];
  return typeof value === 'string' ? /^\S+ +(\S+)$/.exec(value)?.[1] : undefined;
}

function withToken(options: object, token: string): object {
  const [name, value] = authorizationOf(options) ?? [];
  if (name === undefined || typeof value !== 'string') return options;
  return { ...options, headers: { ...headersOf(options), [name]: value.replace(/\S+$/, () => token) } };
}

function authorizationOf(options: object): readonly [name: string, value: unknown] | undefined {
  return Object.entries(headersOf(options)).find(([name]) => /^authorization$/i.test(name));
}

function headersOf(options: object): Headers {
  return (options as { readonly headers?: Headers }).headers ?? {};
}
