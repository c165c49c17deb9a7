import type { Operation } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { itemHolders, kindOf, trimmed } from './kind-of.ts';
import type { VariablePlan } from './plan-variables.ts';

/** An operation as a possible source. */
export interface Candidate {
  readonly operation: Operation;
  /** Where the operation stands in the spec. */
  readonly index: number;
  readonly does: 'create' | 'list' | 'other';
  /** Where it stands, without the account's id and a word such as `search` at the end. */
  readonly place: string;
  readonly body: Json;
  /** Variables that it cannot be sent without. */
  readonly needs: ReadonlySet<string>;
}

export type SourcePlan = Pick<VariablePlan, 'variableOf' | 'nameAt' | 'isGiven'>;

/** Every operation whose success is documented with a JSON body. */
export function candidatesAmong(
  operations: readonly Operation[],
  place: (path: string) => string,
  plan: SourcePlan,
): readonly Candidate[] {
  const holders = itemHolders(operations);
  return operations.flatMap((operation, index): Candidate[] => {
    const body = successBody(operation);
    if (body === undefined) return [];
    const kind = kindOf(operation, holders);
    const isSearch = operation.method === 'POST' && SEARCH.test(trimmed(operation.path));
    const does = isSearch || kind === 'list' ? 'list' : kind === 'create' ? 'create' : 'other';
    return [{ operation, index, does, place: place(operation.path), body, needs: needsOf(operation, plan) }];
  });
}

function needsOf(operation: Operation, { variableOf, isGiven }: SourcePlan): ReadonlySet<string> {
  const names = operation.parameters
    .filter(({ required }) => required)
    .flatMap((parameter) => variableOf(operation, parameter) ?? []);
  return new Set(names.filter((name) => !isGiven(name)));
}

const SEARCH = /\/(search|list|all|query|filter|lookup)$/i;

/** Shortens a path to the collection that it is about: `/boards/{locationId}`, `/boards/search` -> `/boards`. */
export function placer(
  operations: readonly Operation[],
  { variableOf, isGiven }: SourcePlan,
): (path: string) => string {
  const accounts = new Set(
    operations.flatMap((operation) =>
      operation.parameters
        .filter((parameter) => parameter.in === 'path' && isGiven(variableOf(operation, parameter) ?? ''))
        .map(({ name }) => `{${name}}`),
    ),
  );
  return (path) =>
    trimmed(path.split(/[?#]/, 1)[0] ?? '')
      .replace(SEARCH, '')
      .split('/')
      .filter((segment) => !accounts.has(segment))
      .join('/');
}

/** What needs less first; a whole list before a search in it. */
export function simplestFirst(left: Candidate, right: Candidate): number {
  const search = ({ operation }: Candidate): number => Number(SEARCH.test(trimmed(operation.path)));
  return left.needs.size - right.needs.size || search(left) - search(right);
}

function successBody({ responses }: Operation): Json | undefined {
  const success = responses.find(({ status, contents }) => status.startsWith('2') && contents.length > 0);
  return success?.contents.find(({ type }) => type.includes('json'))?.examples[0]?.value;
}
