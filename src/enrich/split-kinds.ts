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
  const splits = new Map(
    [...homesOf(operations, baseOf)].flatMap(([base, homes]): [string, Split][] =>
      homes.size > 1 ? [[base, splitOf([...homes], base)]] : [],
    ),
  );
  return (path, base) => {
    const split = splits.get(base);
    const prefix = split && prefixesOf(path).findLast((one) => split.has(one));
    const words = prefix === undefined ? [] : (split?.get(prefix) ?? []);
    return words.length === 0 ? base : `${words.join('_')}_${base}`;
  };
}

/** By the literal segments that paths begin with: the words that tell the first home that begins so from the first of all. */
type Split = ReadonlyMap<string, readonly string[]>;

function splitOf(homes: readonly string[], base: string): Split {
  const split = new Map<string, readonly string[]>();
  for (const home of homes) {
    const words = difference(home, homes[0] ?? '', base);
    for (const prefix of prefixesOf(home)) if (!split.has(prefix)) split.set(prefix, words);
  }
  return split;
}

/** `/a/{id}/b` -> ``, `/a`, `/a/b`. */
function prefixesOf(path: string): readonly string[] {
  const prefixes = [''];
  for (const segment of literals(path)) prefixes.push(`${prefixes.at(-1)}/${segment}`);
  return prefixes;
}

function homesOf(
  operations: readonly Operation[],
  baseOf: (operation: Operation, parameter: string) => string | undefined,
): ReadonlyMap<string, ReadonlySet<string>> {
  const holders = itemHolders(operations);
  const created = new Set(
    operations
      .filter((operation) => kindOf(operation, holders) === 'create')
      .map(({ path }) => trimmed(path)),
  );
  const homes = new Map<string, Set<string>>();
  for (const operation of operations) {
    for (const [segment, parameter = ''] of operation.path.matchAll(/\/\{([^{}/]+)\}/g)) {
      const home = operation.path.slice(0, operation.path.indexOf(segment));
      const base = created.has(home) ? baseOf(operation, parameter) : undefined;
      if (base === undefined) continue;
      homes.set(base, (homes.get(base) ?? new Set()).add(home));
    }
  }
  return homes;
}

/** The words that tell a home from the first one; a version of the API tells nothing. */
function difference(home: string, first: string, base: string): readonly string[] {
  const known = literals(first);
  const own = literals(home).filter((segment) => !known.includes(segment) && !/^v\d+$/i.test(segment));
  const said = wordsIn(base);
  return own.map((segment) => singular(snakeCase(segment))).filter((word) => !said.includes(word));
}
