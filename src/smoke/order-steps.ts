import type { OperationKind, PlannedStep } from '../model/smoke.ts';
import type { Giver } from './plan-run.ts';

const RANKS: readonly OperationKind[] = ['list', 'create', 'get', 'update', 'action', 'delete'];

/**
 * What gives a variable before what needs it, what deletes an entity after all that needs it; otherwise lists,
 * creates, gets, updates, actions and deletes, each in the order of the collection; but of the deletes those of what is
 * inside another thing first, since two variables can name the same thing.
 */
export function orderSteps(steps: readonly PlannedStep[], givers: readonly Giver[]): readonly PlannedStep[] {
  const waitsFor = dependencies(steps, givers);
  const left = new Set(
    steps.toSorted(
      (a, b) => RANKS.indexOf(a.kind) - RANKS.indexOf(b.kind) || depthOfDelete(b) - depthOfDelete(a),
    ),
  );
  const ordered: PlannedStep[] = [];
  while (left.size > 0) {
    const isFree = (step: PlannedStep): boolean =>
      ![...(waitsFor.get(step) ?? [])].some((other) => left.has(other));
    // Steps that wait for each other are sent as they stand: somebody has to start.
    const [first] = left;
    const next = [...left].find(isFree) ?? first;
    if (!next) break;
    ordered.push(next);
    left.delete(next);
  }
  return ordered;
}

/** Variables in the path of a delete: one with two deletes what is inside something. */
function depthOfDelete({ kind, key }: PlannedStep): number {
  return kind === 'delete' ? key.split('{').length : 0;
}

function dependencies(
  steps: readonly PlannedStep[],
  givers: readonly Giver[],
): ReadonlyMap<PlannedStep, ReadonlySet<PlannedStep>> {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const waits = new Map(steps.map((step) => [step, new Set<PlannedStep>()]));
  for (const step of steps) {
    for (const variable of step.needs) {
      for (const giver of sourcesOf(variable, givers, byKey)) if (giver !== step) waits.get(step)?.add(giver);
    }
    for (const variable of step.cleansUp) {
      const gone = namesOfMade(variable, givers);
      for (const other of steps)
        if (other !== step && other.needs.some((need) => gone.has(need)) && !isUndone(other, variable))
          waits.get(step)?.add(other);
    }
  }
  return waits;
}

/** The variables that hold what one create made: an appointment is an event too. */
function namesOfMade(variable: string, givers: readonly Giver[]): ReadonlySet<string> {
  const creates = givers.filter((giver) => giver.creates);
  const keys = new Set(creates.filter((giver) => giver.variable === variable).map(({ key }) => key));
  return new Set([variable, ...creates.filter(({ key }) => keys.has(key)).map((giver) => giver.variable)]);
}

function isUndone({ cleansUp }: PlannedStep, variable: string): boolean {
  return cleansUp.includes(variable);
}

/** What is made is preferred to what was there; lists come first all the same, so that the made one counts. */
function sourcesOf(
  variable: string,
  givers: readonly Giver[],
  byKey: ReadonlyMap<string, PlannedStep>,
): readonly PlannedStep[] {
  return givers.filter((giver) => giver.variable === variable).flatMap(({ key }) => byKey.get(key) ?? []);
}
