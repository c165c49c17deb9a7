/** The three orders of one list, as identities of what stands in it. */
export interface Orders<T> {
  readonly base: readonly T[];
  readonly theirs: readonly T[];
  readonly ours: readonly T[];
}

/**
 * Puts `present` in order: that of ours, or that of theirs when a person has reordered what was there; what only the
 * other knows stands behind the neighbour that it has there.
 */
export function mergeOrder<T>({ base, theirs, ours }: Orders<T>, present: ReadonlySet<T>): readonly T[] {
  const [edited, built] = [theirs, ours].map((list) => list.filter((one) => present.has(one)));
  const isReordered = reordered(base.length > 0 ? base : ours, theirs);
  const [first, second] = isReordered ? [edited, built] : [built, edited];
  const order = [...(first ?? [])];
  insertBehind(order, second ?? []);
  return [...order, ...[...present].filter((one) => !order.includes(one))];
}

/** Whether what stands in both stands there in another order. */
export function reordered<T>(before: readonly T[], after: readonly T[]): boolean {
  const known = new Set(before);
  const still = new Set(after);
  const [left, right] = [before.filter((one) => still.has(one)), after.filter((one) => known.has(one))];
  return left.some((one, index) => one !== right[index]);
}

function insertBehind<T>(order: T[], others: readonly T[]): void {
  others.forEach((one, index) => {
    if (order.includes(one)) return;
    const before = others.slice(0, index).findLast((neighbour) => order.includes(neighbour));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, one);
  });
}
