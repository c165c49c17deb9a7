import type { Refusal } from './error-answer.ts';
import type { Random } from './random.ts';

export interface TroubleOptions {
  /** Share of requests, from 0 to 1, that are answered 429 and 503 in turn. */
  readonly failRate: number;
  /** Every n-th request is answered 429. */
  readonly failEvery?: number | undefined;
}

/** Trouble made on purpose, so that a client can show its patience; undefined for a request that is let through. */
export function troubleMaker(
  { failRate, failEvery }: TroubleOptions,
  random: Random,
): () => Refusal | undefined {
  let requests = 0;
  let failures = 0;
  return () => {
    requests++;
    if (failEvery !== undefined && failEvery > 0 && requests % failEvery === 0) return tooMany(1);
    if (failRate <= 0 || random() >= failRate) return undefined;
    failures++;
    if (failures % 2 === 1) return tooMany(1);
    return { statuses: [503], reasons: ['made to fail by the mock'], headers: { 'Retry-After': '1' } };
  };
}

/** `retryAfter` in seconds. */
export function tooMany(retryAfter: number): Refusal {
  return {
    statuses: [429],
    reasons: [`too many requests: try again in ${retryAfter} s`],
    headers: { 'Retry-After': String(retryAfter) },
  };
}
