export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

export interface Clock {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** The network may push requests closer together than they were sent. */
const MARGIN = 1.05;

/** Resolves, in the order of asking, when one more request keeps within `limit` in every window of its length. */
export function rateLimiter(limit: RateLimit, clock: Clock): () => Promise<void> {
  const perMs = limit.perMs * MARGIN;
  const starts: number[] = [];
  let queue: Promise<void> = Promise.resolve();
  const take = async (): Promise<void> => {
    const oldest = starts.length >= limit.requests ? starts.shift() : undefined;
    const pause = oldest === undefined ? 0 : oldest + perMs - clock.now();
    if (pause > 0) await clock.wait(pause);
    starts.push(clock.now());
  };
  return () => {
    queue = queue.then(take);
    return queue;
  };
}
