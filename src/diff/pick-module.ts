import type { Contract } from '../model/contract.ts';
import type { DiffSide } from './diff-contracts.ts';

/**
 * A file against all modules is compared with its own: the one of its name, or else the one that most of its
 * operations are of. Any other two sides stay as they are.
 */
export function pickModule(from: DiffSide, to: DiffSide): readonly [DiffSide, DiffSide] {
  const [one, other] = [fileOf(from), fileOf(to)];
  if (one && !other) return [from, { ...to, contracts: like(one, to.contracts) }];
  if (other && !one) return [{ ...from, contracts: like(other, from.contracts) }, to];
  return [from, to];
}

function fileOf({ oneFile, contracts }: DiffSide): Contract | undefined {
  return oneFile ? contracts[0] : undefined;
}

function like(one: Contract, others: readonly Contract[]): readonly Contract[] {
  const keys = new Set(one.operations.map(({ key }) => key));
  const score = (other: Contract): number =>
    (other.module === one.module ? keys.size : 0) +
    other.operations.filter(({ key }) => keys.has(key)).length;
  const best = others.toSorted((a, b) => score(b) - score(a))[0];
  return best && score(best) > 0 ? [best] : others;
}
