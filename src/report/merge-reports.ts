import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { ModuleReport, OperationCoverage, RunReport } from '../model/report.ts';
import { sumCoverage } from './coverage.ts';
import { sumTotals, timingOf, totalsOf } from './totals.ts';

/** The reports of the shards of one run as one. @throws Stop when they are not of one run. */
export function mergeReports(reports: readonly RunReport[]): RunReport {
  const [first, ...others] = reports;
  if (!first) throw usage('there is no report to merge');
  for (const other of others) {
    if (other.mode !== first.mode || other.target.name !== first.target.name) {
      throw usage(
        `the reports are of different runs: mode ${first.mode} on ${first.target.name}, and mode ${other.mode} on ${other.target.name}`,
      );
    }
  }
  checkShards(reports);
  const names = [
    ...new Set(reports.flatMap(({ modules }) => modules.map(({ module }) => module))),
  ].toSorted();
  const modules = names.map((name) =>
    mergeModules(reports.flatMap((report) => report.modules.filter(({ module }) => module === name))),
  );
  const { shard: _shard, reason: _reason, ...whole } = first;
  const unfinished = reports.find(({ state }) => state !== 'complete');
  return {
    ...whole,
    startedAt: reports.map(({ startedAt }) => startedAt).toSorted()[0] ?? first.startedAt,
    durationMs: Math.max(...reports.map(({ durationMs }) => durationMs)),
    state: unfinished?.state ?? 'complete',
    ...(unfinished?.reason === undefined ? {} : { reason: unfinished.reason }),
    totals: sumTotals(modules),
    modules,
  };
}

/** All shards of one whole, each once: what is counted twice or missing would make a report that lies. */
function checkShards(reports: readonly RunReport[]): void {
  const shards = reports.flatMap(({ shard }) => shard ?? []);
  const [{ total } = { total: 0 }] = shards;
  const found = shards.map(({ index }) => index).toSorted((a, b) => a - b);
  const isWhole =
    shards.length === reports.length &&
    shards.every((shard) => shard.total === total) &&
    found.length === total &&
    found.every((index, place) => index === place + 1);
  if (!isWhole)
    throw usage(
      `expected each shard of a run once, found ${reports.map(({ shard }) => (shard ? `${shard.index}/${shard.total}` : 'a whole run')).join(', ')}`,
    );
}

function mergeModules(parts: readonly ModuleReport[]): ModuleReport {
  const [first] = parts;
  if (!first) throw new Error('A module has at least one part.');
  const requests = parts.flatMap((part) => part.requests);
  const skipped = parts.flatMap((part) => part.skipped);
  const weak = [
    ...new Map(parts.flatMap((part) => part.weak).map((one) => [`${one.key} ${one.reason}`, one])).values(),
  ];
  const timing = timingOf(requests);
  const errors = parts.flatMap(({ error }) => error ?? []);
  const { timing: _timing, error: _error, ...rest } = first;
  return {
    ...rest,
    ...(errors.length > 0 ? { error: errors.join('; ') } : {}),
    totals: totalsOf(requests, skipped, weak),
    ...(timing ? { timing } : {}),
    coverage: sumCoverage(mergeOperations(parts), requests),
    requests,
    skipped,
    weak,
  };
}

/** What any shard saw was seen. */
function mergeOperations(parts: readonly ModuleReport[]): readonly OperationCoverage[] {
  const operations = parts.map(({ coverage }) => coverage.byOperation);
  const seen = new Set(operations.flat().flatMap((one) => one.seen.map((status) => `${one.key} ${status}`)));
  return (operations[0] ?? []).map(({ key, seen: own, unseen }) => {
    const statuses = [...own, ...unseen];
    return {
      key,
      seen: statuses.filter((status) => seen.has(`${key} ${status}`)),
      unseen: statuses.filter((status) => !seen.has(`${key} ${status}`)),
    };
  });
}

function usage(reason: string): Stop {
  return new Stop([diagnostic('usage-invalid', { reason })]);
}
