import type { Json, JsonObject } from '../model/json.ts';
import type { MergeSide } from '../model/merge.ts';
import { own } from '../schema/read.ts';
import { inside, type Place, type Versions } from './merge-log.ts';
import { compact, objectOf, same } from './read-json.ts';

/** Merges one thing in three versions; undefined: it is not in the merged collection. */
export type Merge = (versions: Versions, place: Place) => Json | undefined;

/** A value that is one thing: whoever changed it has it, and a conflict goes to `byDefault`. */
export function whole(
  byDefault: MergeSide,
  compared: (value: Json | undefined) => Json | undefined = asItIs,
): Merge {
  return (versions, place) => {
    const { base, theirs, ours } = versions;
    const [was, edited, built] = [base, theirs, ours].map(compared);
    if (same(edited, built)) return ours;
    if (same(edited, was)) {
      place.log.tell(place, 'taken', whatOf(was, built));
      return ours;
    }
    if (same(built, was)) {
      place.log.tell(place, 'kept', whatOf(was, edited));
      return theirs;
    }
    return place.log.settle(place, versions, byDefault) === 'theirs' ? theirs : ours;
  };
}

/** A thing that merges cleanly by `join` where both sides changed it, and else is one thing. */
export function joined(join: (versions: Versions) => Json | undefined, otherwise: Merge): Merge {
  return (versions, place) => {
    const { base, theirs, ours } = versions;
    const onlyOne = same(theirs, ours) || same(theirs, base) || same(ours, base);
    const both = onlyOne ? undefined : join(versions);
    if (both === undefined) return otherwise(versions, place);
    place.log.tell(place, 'kept', 'changed');
    place.log.tell(place, 'taken', 'changed');
    return both;
  };
}

/** An object whose parts are merged each by its own rule; keys stand in the order of ours, then what theirs adds. */
export function parts(rules: { readonly [key: string]: Merge }, others: Merge): Merge {
  return ({ base, theirs, ours }, place) => {
    const [was, edited, built] = [objectOf(base), objectOf(theirs), objectOf(ours)];
    const keys = [...new Set([...Object.keys(built), ...Object.keys(edited)])];
    const merged = keys.map((key): [string, Json | undefined] => {
      const rule = own(rules, key) ?? others;
      const versions = { base: own(was, key), theirs: own(edited, key), ours: own(built, key) };
      return [key, rule(versions, inside(place, key))];
    });
    return compact(Object.fromEntries(merged));
  };
}

/** What is ours alone to say: ids, the format. */
export const ours: Merge = (versions) => versions.ours ?? versions.theirs;

function whatOf(before: Json | undefined, after: Json | undefined): 'added' | 'changed' | 'removed' {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

function asItIs(value: Json | undefined): Json | undefined {
  return value;
}

/** Of an object only some keys. */
export function pick(object: JsonObject, keys: readonly string[]): JsonObject {
  return compact(Object.fromEntries(keys.map((key) => [key, object[key]])));
}
