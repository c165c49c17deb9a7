import { describe, expect, it } from 'vitest';
import type { RawExecution } from '../../../src/model/smoke.ts';
import { watchTarget } from '../../../src/smoke/watch-target.ts';

const DOWN: Partial<RawExecution>[] = [{ error: 'ETIMEDOUT' }, { status: 429 }, { status: 503 }];

describe('watchTarget', () => {
  it.each<[string, { given: readonly Partial<RawExecution>[]; want: boolean }]>([
    ['ten in a row without an answer', { given: several(10, { error: 'ETIMEDOUT' }), want: true }],
    [
      'ten in a row, of any kind',
      { given: Array.from({ length: 10 }, (_, i) => DOWN[i % 3] ?? {}), want: true },
    ],
    ['nine in a row', { given: several(9, { status: 503 }), want: false }],
    [
      'an answer in between',
      { given: [...several(9, { status: 503 }), { status: 404 }, { status: 503 }], want: false },
    ],
    ['failures of another kind', { given: several(20, { status: 500 }), want: false }],
    ['what was not sent', { given: several(20, { method: '' }), want: false }],
    ['what a stop cut off', { given: several(20, { skipped: 'stopped' }), want: false }],
  ])('gives up or goes on after %s', (_name, { given, want }) => {
    const watch = watchTarget();
    const reasons = given.map((execution) => watch({ type: 'ended', execution: { ...SENT, ...execution } }));
    expect(reasons.some((reason) => reason !== undefined)).toBe(want);
  });

  it("gives up when the day's requests are used", () => {
    const watch = watchTarget(3);
    const reasons = several(3, {}).map(() => watch({ type: 'ask' }));
    expect(reasons).toEqual([undefined, undefined, expect.stringContaining('3')]);
    expect(watchTarget()({ type: 'day-used' })).toBeDefined();
  });
});

const SENT: RawExecution = {
  id: 'id',
  iteration: 0,
  cleanup: false,
  method: 'GET',
  url: 'http://localhost/pets',
  headers: [],
  durationMs: 0,
  bytes: 0,
  retries: 0,
  assertions: [],
};

function several(count: number, execution: Partial<RawExecution>): readonly Partial<RawExecution>[] {
  return Array.from({ length: count }, () => execution);
}
