import type { Where } from '../diagnostics/diagnostic.ts';
import type { Aspect, Contract } from '../model/contract.ts';
import type { Change, DiffReport, Grade } from '../model/diff.ts';
import { compareContracts, sharedAspects } from './compare-contracts.ts';
import { groupChanges } from './group-changes.ts';
import { type Rule, rules } from './rules.ts';

export const GRADES: readonly Grade[] = ['breaking', 'risky', 'safe'];

/** One side of a comparison. */
export interface DiffSide {
  /** As a person would call it. */
  readonly name: string;
  /** One file was named, rather than all that there is. */
  readonly oneFile: boolean;
  readonly contracts: readonly Contract[];
  /** Where a person finds a place of one of the contracts. */
  readonly place: (where: Where) => Where;
}

/** Every change between two sets of modules, joined by name; a single module on both sides is the same one. */
export function diffContracts(from: DiffSide, to: DiffSide): DiffReport {
  const alone = from.contracts.length === 1 && to.contracts.length === 1;
  const pairs = from.contracts.flatMap((was) => {
    const is = to.contracts.find(({ module }) => alone || module === was.module);
    return is ? [[was, is] as const] : [];
  });
  const gone = from.contracts.filter((one) => !pairs.some(([was]) => was === one));
  const come = to.contracts.filter((one) => !pairs.some(([, is]) => is === one));
  const changes = [
    ...pairs.flatMap(([was, is]) => compareContracts(was, is)),
    ...gone.map((contract) => wholeModule('module-removed', contract)),
    ...come.map((contract) => wholeModule('module-added', contract)),
  ]
    .map((change) => ({ ...change, where: (change.side === 'from' ? from : to).place(change.where) }))
    .toSorted(byPlace);
  const groups = groupChanges(changes).flatMap((module) => module.groups);
  const count = (grade: Grade): number => groups.filter(([first]) => first.grade === grade).length;
  return {
    from: from.name,
    to: to.name,
    summary: { breaking: count('breaking'), risky: count('risky'), safe: count('safe') },
    changes,
    notCompared: notCompared(pairs),
  };
}

function wholeModule(rule: 'module-removed' | 'module-added', { module, file }: Contract): Change {
  const { grade }: Rule = rules[rule];
  const side = rule === 'module-removed' ? 'from' : 'to';
  return { rule, grade, module, operation: '', subject: '', field: '', side, where: { file, pointer: '' } };
}

/** What a rule would need and one of the sides does not tell; `examples`: the fields of bodies at all. */
function notCompared(pairs: readonly (readonly [Contract, Contract])[]): readonly Aspect[] {
  const needed = new Set(Object.values<Rule>(rules).flatMap(({ needs }) => needs ?? []));
  const untold = pairs.flatMap(([from, to]) => {
    const told = sharedAspects(from, to);
    const bodies: readonly Aspect[] = told.has('schemas') || told.has('examples') ? [] : ['examples'];
    return [...bodies, ...[...needed].filter((aspect) => !told.has(aspect))];
  });
  return [...new Set(untold)].toSorted();
}

function byPlace(left: Change, right: Change): number {
  return (
    compare(left.module, right.module) ||
    GRADES.indexOf(left.grade) - GRADES.indexOf(right.grade) ||
    compare(sortKey(left), sortKey(right))
  );
}

function sortKey({ operation, subject, field, rule, before = '', after = '' }: Change): string {
  const [method = '', path = ''] = operation.split(' ');
  return [path, method, subject, field, rule, before, after].join('\0');
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
