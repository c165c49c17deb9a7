import type { JobSettings } from '../model/smoke.ts';

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
  /** True when no request may be sent any more. */
  readonly isStopped: () => boolean;
  /** Called for each time that a request is sent again. */
  readonly onRetry: () => void;
}

const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE']);
const FIRST_PAUSE_MS = 500;

/** How often a pause looks whether the run was stopped: cleaning up must not wait for a server's `Retry-After`. */
const LOOK_MS = 100;

/** Says that nothing was sent. */
export const STOPPED = 'The run was stopped before this request.';

/**
 * `send` with the patience of a good client: waits for the shared rate limit, and sends again after 429 and 503
 * (as long as `Retry-After` asks for, up to a limit) and, for idempotent methods, after a network error. What comes
 * in between is never shown to the collection, and the time spent waiting is not the response's. Like its original,
 * one that was aborted calls back no more.
 */
export function sendPatiently(send: Send, patience: () => Patience): Send {
  return (request, options, onStart, onData, callback) => {
    const { settings, permit, isStopped, onRetry } = patience();
    let running: ReturnType<Send> = {};
    let aborted = false;
    const attempt = async (count: number): Promise<void> => {
      await permit();
      if (aborted) return;
      if (isStopped()) return callback(new Error(STOPPED));
      let started: Started | undefined;
      const isShown = (): boolean => started !== undefined && mayPass(started.statusCode, count, settings);
      running = send(
        request,
        options,
        (response) => {
          started = response;
          if (isShown()) onStart(response);
        },
        (chunk) => {
          if (isShown()) onData(chunk);
        },
        (error, ...rest) => {
          const failed = error
            ? IDEMPOTENT.has(request.method) && count < settings.retries
            : started && !isShown();
          if (!failed || isStopped()) return callback(error, ...rest);
          onRetry();
          pause(
            pauseBefore(count, started, settings),
            () => aborted || isStopped(),
            () => attempt(count + 1),
          );
        },
      );
    };
    void attempt(0);
    return {
      abort: () => {
        aborted = true;
        running.abort?.();
      },
    };
  };
}

function pause(ms: number, isOver: () => boolean, next: () => Promise<void>): void {
  if (ms <= 0 || isOver()) void next();
  else setTimeout(() => pause(ms - LOOK_MS, isOver, next), Math.min(ms, LOOK_MS));
}

function mayPass(status: number, count: number, { retries }: Patience['settings']): boolean {
  return (status !== 429 && status !== 503) || count >= retries;
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
