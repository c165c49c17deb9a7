import type { Profile } from '../model/config.ts';

type RateLimit = NonNullable<Profile['rateLimit']>;

const DAY_MS = 86_400_000;

export interface RateWindow {
  /** Counts one request; `retryAfter` in seconds when it is beyond the limit. */
  readonly take: () => {
    readonly headers: { readonly [name: string]: string };
    readonly retryAfter?: number;
  };
}

/** The platform's limits as its response headers tell them: so many requests in an interval, and in a day. */
export function rateWindow({ requests, perMs, perDay }: RateLimit, now: () => number): RateWindow {
  const short = { start: Number.NEGATIVE_INFINITY, count: 0 };
  const day = { start: Number.NEGATIVE_INFINITY, count: 0 };
  return {
    take() {
      const time = now();
      count(short, time, perMs);
      count(day, time, DAY_MS);
      const beyond =
        short.count > requests
          ? short.start + perMs
          : perDay !== undefined && day.count > perDay
            ? day.start + DAY_MS
            : undefined;
      return {
        headers: {
          ...(perDay === undefined
            ? {}
            : {
                'X-RateLimit-Limit-Daily': String(perDay),
                'X-RateLimit-Daily-Remaining': String(Math.max(0, perDay - day.count)),
              }),
          'X-RateLimit-Interval-Milliseconds': String(perMs),
          'X-RateLimit-Max': String(requests),
          'X-RateLimit-Remaining': String(Math.max(0, requests - short.count)),
        },
        ...(beyond === undefined ? {} : { retryAfter: Math.max(1, Math.ceil((beyond - time) / 1000)) }),
      };
    },
  };
}

function count(window: { start: number; count: number }, time: number, length: number): void {
  if (time - window.start >= length) {
    window.start = time;
    window.count = 0;
  }
  window.count++;
}
