/** Longer names are never typos of each other, and the comparison costs the product of both lengths. */
const LONGEST = 80;

/**
 * The known name that a mistyped one most likely means; undefined when none is near. Letter case is ignored;
 * a swap of two neighbours counts as one slip, and the beginning of exactly one known name means that name.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  return nearestFew(name, known, 1)[0];
}

/** The same, up to `most` of them, the most likely first. */
export function nearestFew(name: string, known: readonly string[], most: number): readonly string[] {
  if (name === '' || name.length > LONGEST) return [];
  const wanted = name.toLowerCase();
  const near = known
    .filter((candidate) => candidate.length <= LONGEST)
    .map((candidate) => ({ candidate, slips: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, slips }) => slips <= allowance(Math.max(wanted.length, candidate.length)))
    .sort((a, b) => a.slips - b.slips || (a.candidate < b.candidate ? -1 : 1));
  if (near.length > 0) return near.slice(0, most).map(({ candidate }) => candidate);
  const started = known.filter((candidate) => candidate.toLowerCase().startsWith(wanted));
  return started.length <= most ? started : [];
}

/** Slips that a name of this length may have: one in three letters, and always one. */
function allowance(length: number): number {
  return Math.max(1, Math.floor(length / 3));
}

/** Damerau-Levenshtein distance in the optimal string alignment form. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = value(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const transposition = swapped ? value(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(value(last, j) + 1, value(row, j - 1) + 1, substitution, transposition));
    }
    beforeLast = last;
    last = row;
  }
  return value(last, b.length);
}

function value(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
