import type { RunReport } from '../model/report.ts';

export interface Verdict {
  /** Whether the run may count as green: nothing failed, and all that was planned came to its end. */
  readonly passed: boolean;
  /** Cut short, or nothing was sent: what was not run may have failed. */
  readonly unfinished: boolean;
  /** In one line, with the numbers. */
  readonly headline: string;
}

const HOW = { bailed: 'Stopped after a failure', interrupted: 'Interrupted', stopped: 'Given up' } as const;

/** What a run says as a whole; one that was cut short is never green. */
export function verdictOf({ totals, modules, state, reason }: RunReport): Verdict {
  const { sent, failed, skipped } = totals;
  const broken = modules.filter(({ error }) => error !== undefined).length;
  const brokenOff = broken > 0 ? [`${counted(broken, 'module')} not run to the end`] : [];
  if (state !== 'complete') {
    const how = HOW[state];
    const because = reason === undefined ? '' : ` (${reason})`;
    const reached = `${sent} of ${counted(sent + skipped, 'request')} sent`;
    const found = failed > 0 ? `${failed} failed` : 'none failed';
    return {
      passed: false,
      unfinished: true,
      headline: `${how}${because}: ${[reached, found, ...brokenOff].join(', ')}`,
    };
  }
  const left = skipped > 0 ? [`${skipped} skipped`] : [];
  if (failed + broken > 0) {
    const failures = failed > 0 ? [`${failed} of ${counted(sent, 'request')}`] : [];
    return {
      passed: false,
      unfinished: false,
      headline: `Failed: ${[...failures, ...brokenOff, ...left].join(', ')}`,
    };
  }
  if (sent === 0 && skipped > 0)
    return {
      passed: false,
      unfinished: true,
      headline: `Nothing was sent: ${counted(skipped, 'request')} skipped`,
    };
  return {
    passed: true,
    unfinished: false,
    headline: `Passed: ${[counted(sent, 'request'), ...left].join(', ')}`,
  };
}

/** `1 request`, `2 requests`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
