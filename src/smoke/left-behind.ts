import type { JobStep, RawExecution } from '../model/smoke.ts';

/** Ends the name of what keeps a variable's earlier values, a JSON list; it is there while something made is. */
const BEFORE = '.before';

/** Steps that delete what the run made and did not delete yet; `values`: the collection's variables as they stand. */
export function leftOver(steps: readonly JobStep[], values: ReadonlyMap<string, string>): readonly JobStep[] {
  return steps.filter(({ cleansUp }) => cleansUp.some((name) => values.has(`${name}${BEFORE}`)));
}

/** How many things the run made and did not delete yet. */
export function madeCount(values: ReadonlyMap<string, string>): number {
  const names = [...values.keys()].filter((name) => name.endsWith(BEFORE));
  return names.reduce((total, name) => total + listOf(values.get(name)).length, 0);
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
    .filter((name) => values.has(`${name}${BEFORE}`));
  const creates = new Map(steps.filter(({ kind }) => kind === 'create').map(({ id, key }) => [id, key]));
  const unanswered = executions
    .filter(({ method, skipped, status }) => method !== '' && skipped === undefined && status === undefined)
    .filter(({ error = '' }) => !NOT_REACHED.test(error))
    .flatMap(({ id }) => creates.get(id) ?? []);
  return [
    ...[...new Set(made)].flatMap((name) => madeIds(name, values).map((id) => `${name} ${id}`)),
    ...unanswered.map((key) => `what ${key} may have made, of which no answer came`),
  ];
}

/** The last made stands in the variable, those made before it after the first of the list, which is nobody's. */
function madeIds(name: string, values: ReadonlyMap<string, string>): readonly string[] {
  return [...listOf(values.get(`${name}${BEFORE}`)).slice(1), values.get(name) ?? ''];
}

/** As `templates/capture.js` writes it. */
function listOf(text = '[]'): readonly string[] {
  return JSON.parse(text) as readonly string[];
}
