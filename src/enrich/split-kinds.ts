import type { Operation } from '../model/api.ts';
import { itemHolders, kindOf, trimmed } from './kind-of.ts';
import { literals, singular, wordsIn } from './resource-words.ts';
import { snakeCase } from './variable-name.ts';

/** The name of the variable that `base` becomes in an operation at `path`. */
export type NameAt = (path: string, base: string) => string;

/**
 * `/invoices/template/{templateId}` and `/invoices/estimate/template/{templateId}` are two kinds of thing where each
 * path has a create of its own: `template_id` and `estimate_template_id`. The first keeps the plain name.
 * `baseOf`: the name before the split of a parameter in a path.
 */
export function splitKinds(
  operations: readonly Operation[],
  baseOf: (operation: Operation, parameter: string) => string | undefined,
): NameAt {
  const homes = homesOf(operations, baseOf);
  return (path, base) => {
    const all = homes.get(base) ?? [];
    const [first] = all;
    if (first === undefined || all.length === 1) return base;
    // A list sorted anew keeps the order of equals: of homes as near as each other the first stays.
    const nearest = all.toSorted((left, right) => shared(right, path) - shared(left, path))[0] ?? first;
    const words = difference(nearest, first, base);
    return words.length === 0 ? base : `${words.join('_')}_${base}`;
  };
}

function homesOf(
  operations: readonly Operation[],
  baseOf: (operation: Operation, parameter: string) => string | undefined,
): ReadonlyMap<string, readonly string[]> {
  const holders = itemHolders(operations);
  const created = new Set(
    operations
      .filter((operation) => kindOf(operation, holders) === 'create')
      .map(({ path }) => trimmed(path)),
  );
  const homes = new Map<string, string[]>();
  for (const operation of operations) {
    for (const [segment, parameter = ''] of operation.path.matchAll(/\/\{([^{}/]+)\}/g)) {
      const home = operation.path.slice(0, operation.path.indexOf(segment));
      const base = created.has(home) ? baseOf(operation, parameter) : undefined;
      if (base === undefined) continue;
      const known = homes.get(base) ?? [];
      if (!known.includes(home)) homes.set(base, [...known, home]);
    }
  }
  return homes;
}

/** Literal segments that two paths begin with together. */
function shared(home: string, path: string): number {
  const [left, right] = [literals(home), literals(path)];
  const apart = left.findIndex((segment, index) => segment !== right[index]);
  return apart < 0 ? left.length : apart;
}

/** The words that tell a home from the first one; a version of the API tells nothing. */
function difference(home: string, first: string, base: string): readonly string[] {
  const known = literals(first);
  const own = literals(home).filter((segment) => !known.includes(segment) && !/^v\d+$/i.test(segment));
  const said = wordsIn(base);
  return own.map((segment) => singular(snakeCase(segment))).filter((word) => !said.includes(word));
}
