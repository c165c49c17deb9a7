import type { Coverage, OperationCoverage, RequestReport } from '../model/report.ts';
import type { ModulePlan } from '../model/smoke.ts';

/** What the requests of a module reached of what its spec documents. */
export function coverageOf(
  documented: ModulePlan['documented'],
  requests: readonly RequestReport[],
): Coverage {
  return sumCoverage(
    documented.map(({ key, statuses }) => {
      const answers = requests.filter((request) => request.key === key);
      const seen = new Set(answers.map(({ status }) => status && documentedAs(status, statuses)));
      return {
        key,
        seen: statuses.filter((one) => seen.has(one)),
        unseen: statuses.filter((one) => !seen.has(one)),
      };
    }),
    requests,
  );
}

/** The sums over operations. */
export function sumCoverage(
  byOperation: readonly OperationCoverage[],
  requests: readonly RequestReport[],
): Coverage {
  const sum = (pick: (operation: OperationCoverage) => readonly string[]): number =>
    byOperation.reduce((total, operation) => total + pick(operation).length, 0);
  const seen = sum((operation) => operation.seen);
  return {
    operations: {
      documented: byOperation.length,
      exercised: new Set(requests.map(({ key }) => key)).size,
    },
    statuses: { documented: seen + sum(({ unseen }) => unseen), seen },
    byOperation,
  };
}

/** OpenAPI 3.1, section 4.8.16: a code of its own before a range, a range before `default`. */
function documentedAs(status: number, statuses: readonly string[]): string | undefined {
  const wanted = [String(status), `${Math.floor(status / 100)}XX`, 'default'];
  return wanted.find((one) => statuses.includes(one));
}
