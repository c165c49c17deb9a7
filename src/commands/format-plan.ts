import { printable } from '../diagnostics/printable.ts';
import type { ModulePlan, SmokePlan } from '../model/smoke.ts';

/** A screen's worth of modules. */
const MOST_MODULES = 15;

/** A plan as a person reads it before saying yes, or as data. */
export function formatPlan(plan: SmokePlan, form: 'lines'): readonly string[];
export function formatPlan(plan: SmokePlan, form: 'json'): object;
export function formatPlan(plan: SmokePlan, form: 'lines' | 'json'): readonly string[] | object {
  return form === 'json' ? asData(plan) : asLines(plan);
}

function asLines({ mode, target, modules }: SmokePlan): readonly string[] {
  const steps = modules.flatMap((module) => module.steps);
  const skipped = modules.flatMap((module) => module.skipped);
  const writes = steps.filter(mayWrite);
  const where = target.kind === 'mock' ? 'the embedded mock' : `${target.name} (${target.baseUrl})`;
  return [
    printable(
      `Mode ${mode} on ${where}: ${steps.length} requests, ${writes.length} of them may change data; ${skipped.length} skipped`,
    ),
    ...modules.flatMap(({ module, steps: sent, skipped: left }) => [
      '',
      printable(module),
      ...sent.map(({ key, purpose, cleansUp }) =>
        printable(
          `  send  ${key}${purpose === '' ? '' : `  (${purpose})`}${cleansUp.length > 0 ? '  (deletes what was made)' : ''}`,
        ),
      ),
      ...left.map(({ key, reason }) => printable(`  skip  ${key}: ${reason}`)),
    ]),
  ];
}

function asData({ mode, target, modules }: SmokePlan): object {
  return {
    mode,
    target,
    modules: modules.map(({ module, steps, skipped }) => ({
      module,
      send: steps.map(({ key, name, purpose, needs }) => ({ key, name, purpose, needs })),
      skip: skipped,
    })),
  };
}

/** What a run is about to touch, on one screen, before it does; nothing for one that only reads or runs on the mock. */
export function formatWrites({ target, modules }: SmokePlan): readonly string[] {
  const writing = modules.filter(({ steps }) => steps.some(mayWrite));
  if (target.kind === 'mock' || writing.length === 0) return [];
  const left = writing.length - MOST_MODULES;
  return [
    `Changes data on ${target.name} (${target.baseUrl}): ${countsOf(writing)}`,
    ...writing.slice(0, MOST_MODULES).map((module) => `  ${module.module}: ${countsOf([module])}`),
    ...(left > 0 ? [`  … and ${left} more modules`] : []),
    'What is made is deleted at the end. Each request: --plan',
  ].map(printable);
}

function countsOf(modules: readonly ModulePlan[]): string {
  const steps = modules.flatMap((module) => module.steps).filter(mayWrite);
  const creates = steps.filter(({ kind }) => kind === 'create').length;
  const deletes = steps.filter(({ kind }) => kind === 'delete').length;
  const changes = steps.length - creates - deletes;
  const parts = [
    [creates, 'create'],
    [changes, 'change'],
    [deletes, 'delete'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}${count === 1 ? '' : 's'}`)
    .join(', ');
}

function mayWrite({ method }: ModulePlan['steps'][number]): boolean {
  return !['GET', 'HEAD'].includes(method);
}
