import { describe, expect, it } from 'vitest';
import { formatOverview } from '../../../src/commands/format-overview.ts';
import { nextSteps } from '../../../src/commands/next-steps.ts';
import type { Overview } from '../../../src/model/overview.ts';

const BUILT = { modules: 7, requests: 144 };
const TOTALS = {
  sent: 3,
  passed: 3,
  failed: 0,
  skipped: 0,
  assertions: 9,
  failedAssertions: 0,
  retries: 0,
  weak: 0,
};
const PASSED: NonNullable<Overview['lastRun']> = {
  state: 'complete',
  startedAt: '2025-03-14T09:26:53.000Z',
  mode: 'write',
  target: { kind: 'mock', name: 'mock', baseUrl: '' },
  totals: TOTALS,
  failed: [],
};
const LIVE = { kind: 'live', name: "a'b", baseUrl: '' } as const;
const FAILED = { ...PASSED, target: LIVE, totals: { ...TOTALS, failed: 1 }, failed: ['--oauth'] };

describe('what to do next', () => {
  it.each<[string, Omit<Overview, 'out'>, string]>([
    ['nothing is built: init first', { stale: {} }, 'init'],
    ['nothing was run: the mock', { built: BUILT, stale: {} }, 'smoke'],
    ['stale: a build', { built: BUILT, stale: { contacts: 'changed' }, lastRun: PASSED }, 'build'],
    [
      'all is well: the live platform',
      { built: BUILT, stale: {}, lastRun: PASSED },
      'smoke --env production',
    ],
    [
      'a failure: that module again, where it was, and no name becomes a flag or code',
      { built: BUILT, stale: {}, lastRun: FAILED },
      `smoke '--oauth' --env 'a'\\''b' --verbose`,
    ],
    [
      'an interrupted run: again',
      { built: BUILT, stale: {}, lastRun: { ...PASSED, state: 'interrupted' } },
      'smoke --verbose',
    ],
  ])('%s', (_name, overview, want) => {
    const steps = nextSteps({ out: '/p/out', ...overview });
    expect(steps[0]?.command).toBe(`npx hoopai-postman ${want}`);
    expect(new Set(steps.map(({ command }) => command)).size).toBe(3);
  });

  it('is shown with what is built, stale and run, without a terminal escape of a report', () => {
    const plain = (text: string): string => text;
    const paint = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };
    const overview: Overview = {
      out: '/p/out',
      built: BUILT,
      stale: { contacts: 'changed', oauth: 'gone' },
      lastRun: { ...FAILED, failed: ['\u001b[31moauth'] },
    };
    const text = formatOverview(overview, nextSteps(overview), { relativeTo: '/p', paint }).join('\n');
    expect(text).toContain('7 modules, 144 requests in out');
    expect(text).toContain('contacts (changed), oauth (gone)');
    expect(text).toContain('1 of 3 requests failed');
    expect(text).not.toContain('\u001b');
  });
});
