import { describe, expect, it } from 'vitest';
import { Stop } from '../../../src/diagnostics/stop.ts';
import type { RunReport } from '../../../src/model/report.ts';
import { mergeReports } from '../../../src/report/merge-reports.ts';
import { failedOf, moduleOf, reportOf, requestOf } from './run-report.ts';

const create = { key: 'POST /pets', name: 'Add a pet', method: 'POST' };
const shardOf = (
  index: number,
  modules: RunReport['modules'],
  fields: Parameters<typeof reportOf>[1] = {},
): RunReport => reportOf(modules, { shard: { index, total: 2 }, ...fields });

describe('mergeReports', () => {
  const first = shardOf(1, [moduleOf([requestOf({ durationMs: 10 })])], { durationMs: 500 });
  const second = shardOf(
    2,
    [
      moduleOf([failedOf('got 422', { ...create, status: 422, durationMs: 30 })], {
        skipped: [{ key: 'GET /a', name: 'A', reason: 'r' }],
        weak: [{ key: 'GET /pets', reason: 'no schema' }],
      }),
      moduleOf([requestOf()], { module: 'owners', error: 'died' }),
    ],
    { durationMs: 900, startedAt: '2026-01-01T00:00:00.000Z' },
  );

  it('adds up what the shards found, whatever their order', () => {
    const merged = mergeReports([first, second]);
    expect(merged).not.toHaveProperty('shard');
    expect(merged.totals).toMatchObject({ sent: 3, passed: 2, failed: 1, skipped: 1, weak: 1 });
    expect(merged.modules.map(({ module, error }) => [module, error])).toEqual([
      ['owners', 'died'],
      ['pets', undefined],
    ]);
    expect(merged.modules[1]?.timing).toEqual({ p50: 10, p95: 30 });
    expect(merged).toMatchObject({
      durationMs: 900,
      startedAt: '2026-01-01T00:00:00.000Z',
      state: 'complete',
    });
    expect(mergeReports([second, first]).totals).toEqual(merged.totals);
  });

  it('counts an operation or a status as seen that any shard saw', () => {
    expect(mergeReports([first, second]).modules[1]?.coverage).toEqual({
      operations: { documented: 2, exercised: 2 },
      statuses: { documented: 6, seen: 2 },
      byOperation: [
        { key: 'GET /pets', seen: ['200'], unseen: ['400', '401'] },
        { key: 'POST /pets', seen: ['4XX'], unseen: ['201', 'default'] },
      ],
    });
  });

  it('counts what all shards found too little said about once', () => {
    const weak = [{ key: 'GET /pets', reason: 'no schema' }];
    const merged = mergeReports([shardOf(1, [moduleOf([], { weak })]), shardOf(2, [moduleOf([], { weak })])]);
    expect(merged.totals.weak).toBe(1);
  });

  it('is as unfinished as any of them', () => {
    const merged = mergeReports([first, shardOf(2, [], { state: 'interrupted' })]);
    expect(merged.state).toBe('interrupted');
  });

  it.each<[string, readonly RunReport[]]>([
    ['none', []],
    ['one that is missing', [first]],
    ['one twice', [first, first]],
    ['a whole run', [first, reportOf([])]],
    ['shards of another division', [first, reportOf([], { shard: { index: 2, total: 3 } })]],
    ['another mode', [first, shardOf(2, [], { mode: 'write' })]],
    [
      'another target',
      [first, shardOf(2, [], { target: { kind: 'live', name: 'staging', baseUrl: 'https://s' } })],
    ],
  ])('refuses %s', (_name, reports) => {
    expect(() => mergeReports(reports)).toThrow(Stop);
  });
});
