import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateLimiter } from '../../../src/smoke/rate-limiter.ts';

describe('rateLimiter', () => {
  it('never lets more than the limit start in any window, in the order of asking', async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 1_000 }), holds),
    );
  });

  it('does not wait while there is room', async () => {
    const clock = fakeClock();
    const permit = rateLimiter({ requests: 3, perMs: 1_000 }, clock);
    await Promise.all([permit(), permit(), permit()]);
    expect(clock.waits).toEqual([]);
  });

  it('waits until the oldest is out of the window', async () => {
    const clock = fakeClock();
    const permit = rateLimiter({ requests: 2, perMs: 1_000 }, clock);
    await permit();
    clock.advance(400);
    await permit();
    await permit();
    expect(clock.now()).toBeGreaterThanOrEqual(1_000);
    expect(clock.now()).toBeLessThan(1_400);
  });
});

/** Asks with pauses of `gaps`, each without waiting for the one before. */
async function holds(gaps: readonly number[], requests: number, perMs: number): Promise<void> {
  const clock = fakeClock();
  const permit = rateLimiter({ requests, perMs }, clock);
  const starts: { readonly index: number; readonly at: number }[] = [];
  const asked = gaps.map((gap, index) => {
    clock.advance(gap);
    return permit().then(() => starts.push({ index, at: clock.now() }));
  });
  await Promise.all(asked);
  expect(starts.map(({ index }) => index)).toEqual(gaps.map((_gap, index) => index));
  for (const { at } of starts) {
    expect(starts.filter((other) => other.at >= at && other.at < at + perMs).length).toBeLessThanOrEqual(
      requests,
    );
  }
}

function fakeClock() {
  let time = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    advance: (ms: number): void => {
      time += ms;
    },
    wait: async (ms: number): Promise<void> => {
      waits.push(ms);
      time += ms;
    },
  };
}
