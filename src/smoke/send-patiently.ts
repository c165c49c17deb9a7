import type { JobSettings } from '../model/smoke.ts';
import { permitHops } from './permit-hops.ts';

/** postman-runtime's own: sends one HTTP request. `callback` comes last, `onStart` when the headers are there. */
export type Send = (
  request: { readonly method: string },
  options: object,
  onStart: (response: Started) => void,
  onData: (chunk: unknown) => void,
  callback: (error: Error | null, ...rest: unknown[]) => void,
) => { abort?: () => void };

interface Started {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: string | undefined };
}

export interface Patience {
  readonly settings: Pick<JobSettings, 'retries' | 'longestPauseMs'>;
  /** Resolves when the rate limit has room for one request. */
  readonly permit: () => Promise<void>;
  /** Aborted when no request may be sent any more. */
  readonly stop: AbortSignal;
  /** Called when a request goes out for the first time. */
  readonly onSend: () => void;
  /** Called for each time that a request will be sent again, `pauseMs` from now. */
  readonly onRetry: (pauseMs: number, reason: string) => void;
  /** Called when the server says that no request is left for this day. */
  readonly onDayUsed: () => void;
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const IDEMPOTENT = new Set([...READING, 'PUT', 'DELETE']);
const FIRST_PAUSE_MS = 500;
/** What the platform counts down to the end of the day. */
const DAY_REMAINING = 'x-ratelimit-daily-remaining';

/** Says that nothing was sent. */
export const STOPPED = 'the run was stopped before it';
/** Says that it was sent, at least once. */
export const CUT_OFF = 'the run was stopped before an answer came';

/**
 * `send` with the patience of a good client: waits for the shared rate limit, and sends again after 429 and 503
 * (as long as `Retry-After` asks for, up to a limit) and, for idempotent methods, after a network error. What comes
 * in between is never shown to the collection, and the time spent waiting is not the response's. When a request got
 * none but refusals, those after it are sent once, until one is answered: a run must not wait for hours. A stop cuts off what
 * reads or waits; what writes may finish, so that it is known what it made. Like its original, one that was aborted
 * calls back no more.
 */
export function sendPatiently(send: Send, patience: () => Patience): Send {
  let isHopeless = false;
  return (request, options, onStart, onData, callback) => {
    const { settings, permit, stop, onSend, onRetry, onDayUsed } = patience();
    let retriesLeft = isHopeless ? 0 : settings.retries;
    let running: ReturnType<Send> = {};
    let isUnderWay = false;
    let sent = 0;
    let over = false;
    const finish: typeof callback = (error, ...rest) => {
      if (over) return;
      over = true;
      stop.removeEventListener('abort', onStop);
      callback(error, ...rest);
    };
    const onStop = (): void => {
      if (isUnderWay && !READING.has(request.method)) return;
      if (isUnderWay) running.abort?.();
      finish(new Error(sent === 0 ? STOPPED : CUT_OFF));
    };
    const attempt = async (count: number): Promise<void> => {
      await permit();
      if (over) return;
      let started: Started | undefined;
      const isShown = (): boolean => started !== undefined && (!isRefusal(started) || retriesLeft === 0);
      if (count === 0) onSend();
      isUnderWay = true;
      sent++;
      running = send(
        request,
        permitHops(options, permit, () => over),
        (response) => {
          started = response;
          if (response.headers[DAY_REMAINING] === '0') {
            retriesLeft = 0;
            onDayUsed();
          }
          if (isShown() && !over) onStart(response);
        },
        (chunk) => {
          if (isShown() && !over) onData(chunk);
        },
        (error, ...rest) => {
          isUnderWay = false;
          const mayRetry = error ? mayRepeat(request.method, error) : started && !isShown();
          if (over || !mayRetry || retriesLeft === 0 || stop.aborted) {
            isHopeless = error !== null || (started !== undefined && isRefusal(started));
            return finish(error, ...rest);
          }
          retriesLeft--;
          const pauseMs = pauseBefore(count, started, settings);
          onRetry(pauseMs, reasonOf(error, started));
          setTimeout(() => void (over || attempt(count + 1)), pauseMs);
        },
      );
    };
    stop.addEventListener('abort', onStop);
    if (stop.aborted) onStop();
    else void attempt(0);
    return {
      abort: () => {
        over = true;
        stop.removeEventListener('abort', onStop);
        running.abort?.();
      },
    };
  };
}

function isRefusal({ statusCode }: Started): boolean {
  return statusCode === 429 || statusCode === 503;
}

/** A circle of redirects is no fault of the network: it will be there again. */
function mayRepeat(method: string, error: Error): boolean {
  return IDEMPOTENT.has(method) && !/redirect/i.test(error.message);
}

function reasonOf(error: Error | null, started: Started | undefined): string {
  if (error || !started) return `no answer came: ${error?.message ?? 'none'}`;
  const asked = started.headers['retry-after'] ? 'the server asks for it' : 'the server refused';
  return `${asked} (${started.statusCode})`;
}

/** RFC 9110, section 10.2.3: seconds or a date; doubled from a small start where the server says nothing. */
function pauseBefore(
  count: number,
  started: Started | undefined,
  { longestPauseMs }: Patience['settings'],
): number {
  const asked = started?.headers['retry-after'];
  const seconds = asked === undefined || asked === '' ? Number.NaN : Number(asked);
  const until = Number.isNaN(seconds) && asked ? Date.parse(asked) - Date.now() : seconds * 1000;
  const pause = Number.isFinite(until) ? until : FIRST_PAUSE_MS * 2 ** count;
  return Math.min(Math.max(pause, 0), longestPauseMs);
}
