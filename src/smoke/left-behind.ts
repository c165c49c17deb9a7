import type { JobStep, RawExecution } from '../model/smoke.ts';

/** Steps that delete what the run made and did not delete yet; `values`: the collection's variables as they stand. */
export function leftOver(steps: readonly JobStep[], values: ReadonlyMap<string, string>): readonly JobStep[] {
  return steps.filter(({ cleansUp }) => cleansUp.some((name) => values.has(`${name}.before`)));
}

/** Nobody was reached, so that nothing was made. */
const NOT_REACHED = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/;

/** What the run may have left on the target when it was over, a phrase for each thing; empty when all is deleted. */
export function leftBehind(
  steps: readonly JobStep[],
  executions: readonly RawExecution[],
  values: ReadonlyMap<string, string>,
): readonly string[] {
  const made = leftOver(steps, values)
    .flatMap(({ cleansUp }) => cleansUp)
    .filter((name) => values.has(`${name}.before`));
  const creates = new Map(
    steps.filter(({ kind }) => kind === 'create').map(({ item, key }) => [item.id, key]),
  );
  const unanswered = executions
    .filter(({ method, skipped, status }) => method !== '' && skipped === undefined && status === undefined)
    .filter(({ error = '' }) => !NOT_REACHED.test(error))
    .flatMap(({ id }) => creates.get(id) ?? []);
  return [
    ...[...new Set(made)].map((name) => `${name} ${values.get(name) ?? ''}`),
    ...unanswered.map((key) => `what ${key} may have made, of which no answer came`),
  ];
}
