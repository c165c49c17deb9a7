import type { ContractOperation } from '../model/contract.ts';

export interface OperationPair {
  readonly from: ContractOperation;
  readonly to: ContractOperation;
  /** By what they were found to be the same: key, URL (names in the path aside), or operationId. */
  readonly by: 'key' | 'url' | 'id';
}

export interface PairedOperations {
  readonly pairs: readonly OperationPair[];
  readonly removed: readonly ContractOperation[];
  readonly added: readonly ContractOperation[];
}

type Identify = (operation: ContractOperation) => string;

const IDENTITIES: readonly (readonly [by: OperationPair['by'], identify: Identify])[] = [
  ['key', ({ key }) => key],
  ['url', ({ method, path }) => `${method} ${path.replaceAll(/\{[^{}]*\}/g, '{}')}`],
  ['id', ({ id }) => id],
];

/** Each operation with the one that it was: by key, else by URL, else by an id that is unique on both sides. */
export function pairOperations(
  from: readonly ContractOperation[],
  to: readonly ContractOperation[],
): PairedOperations {
  const pairs: OperationPair[] = [];
  let [removed, added] = [from, to];
  for (const [by, identify] of IDENTITIES) {
    const [olds, news] = [unique(removed, identify), unique(added, identify)];
    const found = [...olds].flatMap(([identity, old]) => {
      const next = news.get(identity);
      return next ? [{ from: old, to: next, by }] : [];
    });
    pairs.push(...found);
    removed = removed.filter((one) => !found.some((pair) => pair.from === one));
    added = added.filter((one) => !found.some((pair) => pair.to === one));
  }
  return { pairs, removed, added };
}

function unique(
  operations: readonly ContractOperation[],
  identify: Identify,
): ReadonlyMap<string, ContractOperation> {
  const byIdentity = new Map<string, ContractOperation>();
  const twice = new Set(['']);
  for (const operation of operations) {
    const identity = identify(operation);
    if (byIdentity.has(identity)) twice.add(identity);
    byIdentity.set(identity, operation);
  }
  return new Map([...byIdentity].filter(([identity]) => !twice.has(identity)));
}
