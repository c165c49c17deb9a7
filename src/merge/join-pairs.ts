/** A way to know a thing again, from the surest to the last resort; undefined: this thing has no such sign. */
export type Sign<T> = (thing: T) => string | undefined;

/**
 * Pairs things of two lists: by the first sign that they share, and of several with one sign those that have most of
 * the others, and of the hints, in common.
 */
export function joinPairs<T>(
  left: readonly T[],
  right: readonly T[],
  signs: readonly Sign<T>[],
  hints: readonly Sign<T>[] = [],
): Map<T, T> {
  const pairs = new Map<T, T>();
  const taken = new Set<T>();
  for (const sign of signs) {
    const open = groupBy(
      right.filter((one) => !taken.has(one)),
      sign,
    );
    for (const one of left.filter((thing) => !pairs.has(thing))) {
      const key = sign(one);
      const candidates = (key === undefined ? [] : (open.get(key) ?? [])).filter(
        (other) => !taken.has(other),
      );
      const best = mostAlike(one, candidates, [...signs, ...hints]);
      if (best === undefined) continue;
      pairs.set(one, best);
      taken.add(best);
    }
  }
  return pairs;
}

function mostAlike<T>(one: T, candidates: readonly T[], signs: readonly Sign<T>[]): T | undefined {
  const alike = (other: T) =>
    signs.filter((sign) => sign(one) !== undefined && sign(one) === sign(other)).length;
  let best = candidates[0];
  for (const other of candidates) if (best !== undefined && alike(other) > alike(best)) best = other;
  return best;
}

function groupBy<T>(things: readonly T[], sign: Sign<T>): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = sign(thing);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}
