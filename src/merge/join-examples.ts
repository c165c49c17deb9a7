import type { JsonObject } from '../model/json.ts';
import { joinPairs, type Sign } from './join-pairs.ts';
import type { Joined } from './merge-lists.ts';
import { textOf } from './read-json.ts';

/** An export from the app has no ids, and a person renames examples. */
const SIGNS: readonly Sign<JsonObject>[] = [
  ({ id }) => textOf(id) || undefined,
  ({ code, name }) => `${textOf(code)} ${textOf(name)}`,
  ({ code, body }) => `${textOf(code)} ${textOf(body)}`,
  ({ name }) => textOf(name) || undefined,
];

/** Saved examples of one request in three versions. */
export function joinExamples(
  base: readonly JsonObject[],
  theirs: readonly JsonObject[],
  ours: readonly JsonObject[],
): readonly Joined[] {
  const built = joinPairs(base, ours, SIGNS);
  const edited = joinPairs(base, theirs, SIGNS);
  const taken = [new Set(edited.values()), new Set(built.values())] as const;
  const added = joinPairs(
    theirs.filter((one) => !taken[0].has(one)),
    ours.filter((one) => !taken[1].has(one)),
    SIGNS,
  );
  const known = base.map((one) => joined(one, edited.get(one), built.get(one)));
  const both = [...added].map(([one, other]) => joined(undefined, one, other));
  const alone = [
    ...theirs.filter((one) => !taken[0].has(one) && !added.has(one)).map((one) => joined(undefined, one)),
    ...ours
      .filter((one) => !taken[1].has(one) && ![...added.values()].includes(one))
      .map((one) => joined(undefined, undefined, one)),
  ];
  return [...known, ...both, ...alone];
}

function joined(base?: JsonObject, theirs?: JsonObject, ours?: JsonObject): Joined {
  return {
    name: textOf((theirs ?? ours ?? base)?.['name']),
    ...(base && { base }),
    ...(theirs && { theirs }),
    ...(ours && { ours }),
  };
}
