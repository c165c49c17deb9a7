import { printable } from '../diagnostics/printable.ts';
import type { Paint } from '../io/console.ts';
import type { CheckResult, Drift, DriftState, RequestDrift } from '../model/check.ts';

const WORDS: Readonly<Record<DriftState, string>> = {
  missing: 'missing',
  changed: 'changed',
  edited: 'edited by hand',
  stale: 'stale: no spec or config gives it any more',
  unbuildable: 'cannot be built',
  format: 'not in the format that is asked for',
  manifest: 'the same, but its entry in the manifest is not',
};

export interface CheckView {
  readonly paint: Paint;
  readonly verbose: boolean;
}

/** A line for each file that a build would change; `verbose`: and one for each of its requests. */
export function formatCheck(
  { drifts }: Pick<CheckResult, 'drifts'>,
  { paint, verbose }: CheckView,
): string[] {
  const width = Math.max(...drifts.map((drift) => nameOf(drift).length));
  return drifts.flatMap((drift) => {
    const states = drift.states.map((state) => WORDS[state]).join(', ');
    const head = `${nameOf(drift).padEnd(width)}  ${paint.yellow(states)}`;
    return [head, ...(verbose ? drift.requests.map((request) => `  ${formatRequest(request)}`) : [])];
  });
}

/** The module, the environment or the module's types that differ. */
export function nameOf({ kind, name }: Pick<Drift, 'kind' | 'name'>): string {
  return printable(kind === 'environment' || kind === 'types' ? `${kind} ${name}` : name);
}

/** One line: the request, and what of it differs. */
export function formatRequest({ key, change, parts }: RequestDrift): string {
  const name = key === '' ? 'the collection itself' : printable(key);
  return change === 'changed' ? `${name}: ${parts.join(', ')}` : `${name}: ${change}`;
}
