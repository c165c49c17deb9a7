import { printable } from '../diagnostics/printable.ts';
import type { SmokePlan } from '../model/smoke.ts';

/** A plan as a person reads it before saying yes, or as data. */
export function formatPlan(plan: SmokePlan, form: 'lines'): readonly string[];
export function formatPlan(plan: SmokePlan, form: 'json'): object;
export function formatPlan(plan: SmokePlan, form: 'lines' | 'json'): readonly string[] | object {
  return form === 'json' ? asData(plan) : asLines(plan);
}

function asLines({ mode, target, modules }: SmokePlan): readonly string[] {
  const steps = modules.flatMap((module) => module.steps);
  const skipped = modules.flatMap((module) => module.skipped);
  const writes = steps.filter(({ item }) => !['GET', 'HEAD'].includes(item.request.method));
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
