import type { WantedId } from './find-id.ts';
import type { PlannedVariable } from './plan-variables.ts';
import { joined, kindName, literals, wordsIn } from './resource-words.ts';

/** What APIs call an id that any entity has, the best first. */
const IDS = ['id', '_id', 'uuid', 'uid', 'guid', 'sid'];

/** Under which fields a response holds what the variable names. `anyId`: whether its plain `id` may be meant. */
export function wantedId(variable: PlannedVariable, anyId: boolean): WantedId {
  const { kind, parameter, base, family, value, qualifier } = variable;
  if (qualifier !== '')
    return { kind: joined(kind), exact: new Set([`${qualifier}id`]), generic: [], example: value };
  const names = isPlain(variable) ? [base] : [parameter, base];
  return {
    kind: joined(kind),
    exact: new Set(names.map(joined)),
    generic: anyId ? genericNames(family) : [],
    example: value,
  };
}

function genericNames(family: string): readonly string[] {
  return family === '' || IDS.includes(family) ? [...new Set([family, ...IDS])].filter(Boolean) : [family];
}

/** A plain `{id}` was named after what stands before it. */
export function isPlain({ parameter, family }: PlannedVariable): boolean {
  return family !== '' && joined(parameter) === family;
}

/** True for what names an entity by its id or key, rather than by something that many have: a format, a country. */
export function namesEntity({ family }: PlannedVariable): boolean {
  return family === 'key' || IDS.includes(family);
}

/** `/associations/relations/{recordId}`: what is made there is a relation, and its `id` is no record's. */
export function isSaidAt(variable: PlannedVariable, place: string, ...names: readonly string[]): boolean {
  const { kind, family, collectionPath = '' } = variable;
  if (isPlain(variable) || family === 'key') return true;
  // `/orders/{order}` is named after its collection; of `/users/{username}` the id is not the name.
  if (family === '') return kindName(literals(collectionPath).at(-1) ?? '') === joined(kind);
  const said = wordsIn([...literals(place), ...names].join(' '));
  return wordsIn(kind).some((word) => said.includes(word));
}
