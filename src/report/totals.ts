import type { ModuleReport, RequestReport, Totals } from '../model/report.ts';

/** The sums of one module. */
export function totalsOf(
  requests: readonly RequestReport[],
  skipped: readonly unknown[],
  weak: readonly unknown[],
): Totals {
  const failed = requests.filter(hasFailed).length;
  const assertions = requests.flatMap((request) => request.assertions);
  return {
    sent: requests.length,
    passed: requests.length - failed,
    failed,
    skipped: skipped.length,
    assertions: assertions.length,
    failedAssertions: assertions.filter(({ passed }) => !passed).length,
    retries: requests.reduce((total, { retries }) => total + retries, 0),
    weak: weak.length,
  };
}

/** The sums of a run. */
export function sumTotals(modules: readonly Pick<ModuleReport, 'totals'>[]): Totals {
  const sum = (pick: (totals: Totals) => number): number =>
    modules.reduce((total, { totals }) => total + pick(totals), 0);
  return {
    sent: sum(({ sent }) => sent),
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    assertions: sum(({ assertions }) => assertions),
    failedAssertions: sum(({ failedAssertions }) => failedAssertions),
    retries: sum(({ retries }) => retries),
    weak: sum(({ weak }) => weak),
  };
}

/** No response, a script that stopped, or an assertion that does not hold. */
export function hasFailed({ error, assertions }: Pick<RequestReport, 'error' | 'assertions'>): boolean {
  return error !== undefined || assertions.some(({ passed }) => !passed);
}

/** Response times in milliseconds, by nearest rank; undefined when nothing was answered. */
export function timingOf(requests: readonly RequestReport[]): ModuleReport['timing'] {
  const times = requests
    .filter(({ status }) => status !== undefined)
    .map(({ durationMs }) => durationMs)
    .toSorted((a, b) => a - b);
  const rank = (share: number): number => times[Math.max(0, Math.ceil(times.length * share) - 1)] ?? 0;
  return times.length === 0 ? undefined : { p50: rank(0.5), p95: rank(0.95) };
}
