import type { Json, JsonObject } from '../model/json.ts';
import type { MergeSide } from '../model/merge.ts';
import { inside, type Place, type Versions } from './merge-log.ts';
import { mergeOrder, reordered } from './merge-order.ts';
import type { Merge } from './merge-values.ts';
import { objectOf, objectsOf, same } from './read-json.ts';

/** One entry of a list in its three versions. */
export interface Joined {
  readonly name: string;
  readonly base?: JsonObject;
  readonly theirs?: JsonObject;
  readonly ours?: JsonObject;
}

export interface ListRules {
  /** Tells which entries of the three lists are one. */
  readonly join: (
    base: readonly JsonObject[],
    theirs: readonly JsonObject[],
    ours: readonly JsonObject[],
  ) => readonly Joined[];
  readonly entry: Merge;
  /** Who has the last word on an entry that the spec took away and a person has changed. */
  readonly gone: MergeSide;
  /** Who has it on one that a person took away and the spec has changed. */
  readonly deleted: MergeSide;
  /** Whether an empty list is left out, as the build does. */
  readonly omitEmpty?: boolean;
  /** Whether an order in theirs is a person's; exports have some lists in any order. */
  readonly anyOrder?: boolean;
}

/** A list whose entries are merged each, with those that a person added or took away, in a person's order. */
export function list(rules: ListRules): Merge {
  return ({ base, theirs, ours }, place) => {
    const [was, edited, built] = [objectsOf(base), objectsOf(theirs), objectsOf(ours)];
    const entries = rules.join(was, edited, built);
    const merged = new Map<Joined, Json>();
    for (const entry of entries) {
      const value = mergeEntry(entry, rules, inside(place, entry.name));
      if (value !== undefined) merged.set(entry, value);
    }
    const present = new Set(merged.keys());
    const orders = {
      base: orderIn(was, entries, 'base'),
      theirs: orderIn(edited, entries, 'theirs'),
      ours: orderIn(built, entries, 'ours'),
    };
    const order = rules.anyOrder
      ? [...new Set([...orders.ours, ...orders.theirs])].filter((entry) => present.has(entry))
      : mergeOrder(orders, present);
    if (!rules.anyOrder && reordered(orders.base, orders.theirs)) place.log.tell(place, 'kept', 'reordered');
    if (order.length === 0 && rules.omitEmpty) return undefined;
    return order.flatMap((entry) => merged.get(entry) ?? []);
  };
}

function mergeEntry(entry: Joined, rules: ListRules, place: Place): Json | undefined {
  const { base, theirs, ours } = entry;
  if (theirs && ours) return rules.entry({ base, theirs, ours }, place);
  if (theirs) return theirsAlone({ base, theirs, ours }, rules, place);
  return ours ? oursAlone({ base, theirs, ours }, rules, place) : undefined;
}

/** A person added it, or the spec took it away. */
function theirsAlone(versions: Versions, { gone }: ListRules, place: Place): Json | undefined {
  const { base, theirs } = versions;
  if (base === undefined) {
    place.log.tell(place, 'kept', 'added');
    return theirs;
  }
  if (same(withoutId(base), withoutId(theirs))) {
    place.log.tell(place, 'taken', 'removed');
    return undefined;
  }
  return place.log.settle(place, versions, gone, 'removed') === 'theirs' ? theirs : undefined;
}

/** The spec added it, or a person took it away. */
function oursAlone(versions: Versions, { deleted }: ListRules, place: Place): Json | undefined {
  const { base, ours } = versions;
  if (base === undefined) {
    place.log.tell(place, 'taken', 'added');
    return ours;
  }
  if (same(withoutId(base), withoutId(ours))) {
    place.log.tell(place, 'kept', 'removed');
    return undefined;
  }
  return place.log.settle(place, versions, deleted, 'removed') === 'theirs' ? undefined : ours;
}

/** An export from the app has none. */
function withoutId(entry: Json | undefined): JsonObject {
  const { id: _id, ...rest } = objectOf(entry);
  return rest;
}

function orderIn(
  list: readonly JsonObject[],
  entries: readonly Joined[],
  side: 'base' | 'theirs' | 'ours',
): readonly Joined[] {
  return list.flatMap((one) => entries.find((entry) => entry[side] === one) ?? []);
}

/** Joins entries by a key; of several with one key the first with the first, and so on. */
export function byKey(keyOf: (entry: JsonObject) => string, nameOf = keyOf): ListRules['join'] {
  return (base, theirs, ours) => {
    const joined = new Map<
      string,
      { name: string; base?: JsonObject; theirs?: JsonObject; ours?: JsonObject }
    >();
    for (const [side, list] of [
      ['ours', ours],
      ['theirs', theirs],
      ['base', base],
    ] as const) {
      const counts = new Map<string, number>();
      for (const entry of list) {
        const key = keyOf(entry);
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        const id = `${key}\n${count}`;
        joined.set(id, { name: nameOf(entry), ...joined.get(id), [side]: entry });
      }
    }
    return [...joined.values()];
  };
}
