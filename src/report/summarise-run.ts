import type { AssertionReport, ModuleReport, RequestReport, RunReport } from '../model/report.ts';
import type { ModulePlan, PlannedStep, RawExecution, RawModule, SmokePlan } from '../model/smoke.ts';
import { coverageOf } from './coverage.ts';
import { shortCurlLine } from './curl-line.ts';
import { hasFailed, sumTotals, timingOf, totalsOf } from './totals.ts';

export interface RunFacts {
  readonly generator: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly state: RunReport['state'];
  readonly reason?: RunReport['reason'];
  readonly shard?: RunReport['shard'];
  /** Name of the shell variable that a curl line takes the token from. */
  readonly tokenVariable: string;
}

/** What was planned and what the workers saw as one report; secrets are still in it. */
export function summariseRun(plan: SmokePlan, raw: readonly RawModule[], facts: RunFacts): RunReport {
  const byModule = new Map(raw.map((module) => [module.module, module]));
  const modules = plan.modules
    .map((module) => summariseModule(module, byModule.get(module.module), facts))
    .toSorted((left, right) => (left.module < right.module ? -1 : 1));
  const { generator, startedAt, durationMs, state, reason, shard } = facts;
  return {
    reportVersion: 1,
    generator,
    target: plan.target,
    mode: plan.mode,
    startedAt,
    durationMs,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(shard ? { shard } : {}),
    totals: sumTotals(modules),
    modules,
  };
}

function summariseModule(plan: ModulePlan, raw: RawModule | undefined, facts: RunFacts): ModuleReport {
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  const executions = raw?.executions ?? [];
  const requests = executions.flatMap((execution): RequestReport[] => {
    const step = steps.get(execution.id);
    return step && execution.method !== '' ? [reportOf(execution, step, facts)] : [];
  });
  const skipped = [...plan.skipped, ...unsent(plan, executions, facts)];
  const timing = timingOf(requests);
  return {
    module: plan.module,
    title: plan.title,
    ...(raw?.error === undefined ? {} : { error: raw.error }),
    totals: totalsOf(requests, skipped, plan.weak),
    ...(timing ? { timing } : {}),
    coverage: coverageOf(plan.documented, requests),
    requests,
    skipped,
    weak: plan.weak,
  };
}

/** Planned steps that no request came of, each with the reason. */
function unsent(
  plan: ModulePlan,
  executions: readonly RawExecution[],
  { state }: RunFacts,
): ModuleReport['skipped'] {
  const sent = new Set(executions.filter(({ method }) => method !== '').map(({ id }) => id));
  const stopped = new Map(executions.map(({ id, skipped }) => [id, skipped]));
  return plan.steps
    .filter(({ id }) => !sent.has(id))
    .map(({ id, key, name, needs, needsMade }) => {
      const names = [...new Set([...needs, ...needsMade])].map((one) => `{{${one}}}`).join(', ');
      const isBegun = stopped.has(id);
      const reason =
        stopped.get(id) ??
        (isBegun && names !== ''
          ? `no response of this run gave ${names}`
          : state === 'complete'
            ? 'the run of the module ended before it'
            : `the run was ${state} before it`);
      return { key, name, reason };
    });
}

function reportOf(execution: RawExecution, step: PlannedStep, { tokenVariable }: RunFacts): RequestReport {
  const { method, url, status, reason, durationMs, bytes, traceId, retries, iteration, error } = execution;
  const assertions = execution.assertions.map(
    (assertion): AssertionReport => ({
      name: assertion.name,
      passed: assertion.error === undefined,
      ...(assertion.error === undefined ? {} : { message: assertion.error }),
    }),
  );
  const failed = hasFailed({ assertions, ...(error === undefined ? {} : { error }) });
  const curl = failed ? curlOf(execution, tokenVariable) : undefined;
  return {
    key: step.key,
    name: step.name,
    folder: step.folder,
    purpose: execution.cleanup ? 'cleanup' : step.purpose,
    method,
    url,
    ...(status === undefined ? {} : { status, reason: reason ?? '' }),
    durationMs,
    bytes,
    ...(traceId === undefined ? {} : { traceId }),
    retries,
    iteration,
    assertions,
    ...(error === undefined ? {} : { error }),
    ...(curl === undefined ? {} : { curl }),
  };
}

/** What the sender adds by itself says nothing about the request. */
const OWN_HEADERS = new Set([
  'user-agent',
  'cache-control',
  'postman-token',
  'host',
  'accept-encoding',
  'connection',
  'content-length',
]);

function curlOf({ method, url, headers, body }: RawExecution, tokenVariable: string): string | undefined {
  const kept = headers.filter(({ key }) => !OWN_HEADERS.has(key.toLowerCase()));
  return shortCurlLine(
    { method, url, headers: kept, ...(body === undefined ? {} : { body }) },
    { tokenVariable },
  );
}
