import type { ModuleReport, RequestReport, RunReport } from '../../../src/model/report.ts';
import { coverageOf } from '../../../src/report/coverage.ts';
import { sumTotals, timingOf, totalsOf } from '../../../src/report/totals.ts';

/** Operations of the module and their codes. */
export const DOCUMENTED = [
  { key: 'GET /pets', statuses: ['200', '400', '401'] },
  { key: 'POST /pets', statuses: ['201', '4XX', 'default'] },
];

/** A request that passed, with other fields at will. */
export function requestOf(fields: Partial<RequestReport> = {}): RequestReport {
  return {
    key: 'GET /pets',
    name: 'List pets',
    folder: 'Pets',
    purpose: '',
    method: 'GET',
    url: 'https://api.example/pets',
    status: 200,
    reason: 'OK',
    durationMs: 12,
    bytes: 2,
    retries: 0,
    iteration: 0,
    assertions: [{ name: 'Status is a documented success', passed: true }],
    ...fields,
  };
}

/** One whose assertion failed. */
export function failedOf(message: string, fields: Partial<RequestReport> = {}): RequestReport {
  return requestOf({ assertions: [{ name: 'Status', passed: false, message }], curl: 'curl x', ...fields });
}

export function moduleOf(
  requests: readonly RequestReport[],
  fields: Partial<Omit<ModuleReport, 'totals' | 'requests'>> = {},
): ModuleReport {
  const { skipped = [], weak = [] } = fields;
  const timing = timingOf(requests);
  return {
    module: 'pets',
    title: 'Pets',
    coverage: coverageOf(DOCUMENTED, requests),
    ...(timing ? { timing } : {}),
    ...fields,
    requests,
    skipped,
    weak,
    totals: totalsOf(requests, skipped, weak),
  };
}

export function reportOf(
  modules: readonly ModuleReport[],
  fields: Partial<Omit<RunReport, 'modules' | 'totals'>> = {},
): RunReport {
  return {
    reportVersion: 1,
    generator: 'hoopai-postman 0',
    target: { kind: 'live', name: 'production', baseUrl: 'https://api.example' },
    mode: 'read',
    startedAt: '2026-01-02T03:04:05.000Z',
    durationMs: 1234,
    state: 'complete',
    ...fields,
    totals: sumTotals(modules),
    modules,
  };
}

/** Text that tries to get out of wherever it is put. */
export const HOSTILE =
  '</script><script>document.title="INJECTED"</script><!-- <img src=x onerror="document.title=\'INJECTED\'"> ]]>' +
  ' \u001b[31mred\u0007 \u202e \u2028 \u0000 \ud800 & " \' ` ``` | %0A ::error::x {{access_token}} $& line\none\r\ntwo';
