import type { Aspect, Contract, ContractOperation } from '../model/contract.ts';
import type { Change } from '../model/diff.ts';
import { compareAuth } from './compare-auth.ts';
import { compareBodies, compareResponses } from './compare-contents.ts';
import { compareParameters, type PlainChange } from './compare-parameters.ts';
import type { Sides } from './compare-shapes.ts';
import { type OperationPair, pairOperations } from './pair-operations.ts';
import { type Rule, rules } from './rules.ts';

/** All that a caller of one module may notice between two contracts, graded; in no particular order. */
export function compareContracts(from: Contract, to: Contract): readonly Change[] {
  const { pairs, removed, added } = pairOperations(from.operations, to.operations);
  const told = sharedAspects(from, to);
  const graded = (operation: string, changes: readonly PlainChange[]): readonly Change[] =>
    changes.flatMap((change) => gradeChange(operation, change, { from, to, told }));
  const sides = sidesOf(from, to, told);
  return [
    ...graded('', compareServers(from, to)),
    ...removed.flatMap((operation) => graded(operation.key, [removal(operation)])),
    ...added.flatMap(({ key, pointer }) => graded(key, [{ rule: 'operation-added', ...at(pointer, 'to') }])),
    ...pairs.flatMap((pair) => graded(pair.to.key, comparePair(pair, sides))),
  ];
}

/** What both tell. A schema and an example are not comparable: an example may leave out what is optional. */
export function sharedAspects(from: Contract, to: Contract): ReadonlySet<Aspect> {
  const shared = new Set(from.tells.filter((aspect) => to.tells.includes(aspect)));
  if (shared.has('schemas') || shared.has('examples')) return shared;
  return new Set([...shared].filter((aspect) => !OF_ONE_KIND.includes(aspect)));
}

/** What specs and collections both tell, each in words of its own. */
const OF_ONE_KIND: readonly Aspect[] = ['auth schemes', 'content types'];

interface BothSides {
  readonly request: Sides;
  readonly response: Sides;
}

function sidesOf(from: Contract, to: Contract, told: ReadonlySet<Aspect>): BothSides {
  const comparable = told.has('schemas') || told.has('examples');
  const shapes = comparable ? { from: from.shapes, to: to.shapes } : { from: {}, to: {} };
  const silence = told.has('schemas') ? 'any' : 'unknown';
  return {
    request: { ...shapes, silence, direction: 'request', pairs: new Map() },
    response: { ...shapes, silence, direction: 'response', pairs: new Map() },
  };
}

function comparePair(
  { from, to, by }: OperationPair,
  { request, response }: BothSides,
): readonly PlainChange[] {
  const place = at(to.pointer, 'to');
  const changes: PlainChange[] = [];
  // A spec that says nothing of auth: a collection has its own all the same.
  const silentAuth = from.auth === undefined || to.auth === undefined;
  if (by !== 'key') {
    const rule = by === 'url' ? 'path-parameter-renamed' : 'operation-moved';
    changes.push({ rule, before: from.key, after: to.key, ...place });
  }
  if (from.id !== to.id && from.id !== '' && to.id !== '')
    changes.push({ rule: 'operation-id-changed', before: from.id, after: to.id, ...place });
  if (from.deprecated !== to.deprecated)
    changes.push({ rule: to.deprecated ? 'operation-deprecated' : 'operation-revived', ...place });
  return [
    ...changes,
    ...(silentAuth && response.silence === 'unknown' ? [] : compareAuth(from, to)),
    ...compareParameters(from, to, request, { renamed: by !== 'key' }),
    ...compareBodies(from, to, request),
    ...compareResponses(from, to, response),
  ];
}

function removal({ pointer, deprecated }: ContractOperation): PlainChange {
  return { rule: deprecated ? 'deprecated-operation-removed' : 'operation-removed', ...at(pointer, 'from') };
}

function compareServers(from: Contract, to: Contract): readonly PlainChange[] {
  const gone = from.servers.filter((url) => !to.servers.includes(url));
  const come = to.servers.filter((url) => !from.servers.includes(url));
  return [
    ...gone.map((url) => ({ rule: 'server-removed' as const, before: url, ...at('', 'from') })),
    ...come.map((url) => ({ rule: 'server-added' as const, after: url, ...at('', 'to') })),
  ];
}

function at(pointer: string, side: 'from' | 'to') {
  return { subject: '', pointer, side };
}

interface Grading {
  readonly from: Contract;
  readonly to: Contract;
  readonly told: ReadonlySet<Aspect>;
}

function gradeChange(
  operation: string,
  { rule, subject, field = '', before, after, pointer, side }: PlainChange,
  { from, to, told }: Grading,
): readonly Change[] {
  const { grade, needs }: Rule = rules[rule];
  if (needs !== undefined && !told.has(needs)) return [];
  const { module } = to;
  return [
    {
      rule,
      grade,
      module,
      operation,
      subject,
      field,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      side,
      where: { file: side === 'from' ? from.file : to.file, pointer },
    },
  ];
}
