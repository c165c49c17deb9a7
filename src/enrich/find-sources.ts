import type { Operation, Response } from '../model/api.ts';
import type { LinkSource } from '../model/bundle.ts';
import type { Json } from '../model/json.ts';
import { isArray, isObject } from '../schema/read.ts';
import { itemHolders, kindOf, trimmed } from './kind-of.ts';
import type { PlannedVariable } from './plan-variables.ts';

/** A place in a JSON body. */
type Path = readonly (string | number)[];

/** Levels of wrapping that an entity in a response may have: `{data: {contacts: [{id}]}}`. */
const DEEPEST = 4;

/** Finds sources of variables among the operations of one module; looks each operation up, rather than through all. */
export interface SourceFinder {
  /**
   * The operations whose response gives the value of a variable, best first: what creates the entity, then what
   * lists it; each with the place of the id in the body and the reason, for a person who wonders.
   */
  readonly sourcesOf: (variable: PlannedVariable) => readonly LinkSource[];
}

export function sourceFinder(operations: readonly Operation[]): SourceFinder {
  const holders = itemHolders(operations);
  const byPath = grouped(operations, ({ path }) => trimmed(path));
  const byWord = grouped(operations, ({ path }) => wordOf(trimmed(path).split('/').at(-1) ?? ''));
  const sourcesOf = (variable: PlannedVariable): readonly LinkSource[] => {
    const there = byPath.get(variable.collectionPath ?? '') ?? [];
    const named = wordsFor(variable).flatMap((word) => byWord.get(word) ?? []);
    const sources = [
      ...there.flatMap((operation) => sourceIn(operation, variable, 'place', holders)),
      ...named
        .filter((operation) => !there.includes(operation))
        .flatMap((operation) => sourceIn(operation, variable, 'name', holders)),
    ];
    return sources.toSorted((left, right) => Number(right.creates) - Number(left.creates));
  };
  return { sourcesOf };
}

function sourceIn(
  operation: Operation,
  variable: PlannedVariable,
  relation: 'place' | 'name',
  holders: ReadonlySet<string>,
): readonly LinkSource[] {
  const kind = kindOf(operation, holders);
  const creates = kind === 'create';
  // What needs the variable itself cannot give it.
  if ((!creates && kind !== 'list') || operation.path.includes(`{${variable.parameter}}`)) return [];
  const path = idIn(operation, variable);
  if (!path) return [];
  const why =
    relation === 'place'
      ? `stands at the path before {${variable.parameter}}`
      : `is called after {${variable.parameter}}`;
  return [
    {
      producer: operation.key,
      path,
      creates,
      reason: `${creates ? 'creates' : 'lists'} the entity: it ${why}, and its response holds an id at ${formatPath(path)}`,
    },
  ];
}

function grouped(
  operations: readonly Operation[],
  keyOf: (operation: Operation) => string,
): ReadonlyMap<string, readonly Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = keyOf(operation);
    const group = groups.get(key);
    if (group) group.push(operation);
    else groups.set(key, [operation]);
  }
  return groups;
}

/** What APIs call an id, after the name of what it belongs to. */
const ID_SUFFIX = /_(id|uuid|guid|sid)$/;

/** `appointment_id` -> what the last segment of a path that gives one may be called. */
function wordsFor({ name }: PlannedVariable): readonly string[] {
  const word = wordOf(name.replace(ID_SUFFIX, ''));
  return word === '' ? [] : [...new Set([word, `${word}s`, `${word}es`, word.replace(/y$/, 'ies')])];
}

function wordOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function idIn({ responses }: Operation, variable: PlannedVariable): Path | undefined {
  const body = successBody(responses);
  if (body === undefined) return undefined;
  const resource = wordOf(variable.name.replace(ID_SUFFIX, ''));
  const names = [variable.parameter, variable.name, `${resource}Id`, 'id', '_id', 'uuid', 'guid', 'sid'].map(
    (name) => name.toLowerCase(),
  );
  return search(body, names);
}

/** The nearest match to the top; at one level, in the order of `names`, and then what stands first. */
function search(body: Json, names: readonly string[]): Path | undefined {
  let level: { readonly node: Json; readonly path: Path }[] = [{ node: body, path: [] }];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    for (const { node, path } of level) {
      const key = idKey(node, names);
      if (key !== undefined) return [...path, key];
    }
    level = level.flatMap(({ node, path }) =>
      children(node).map(([key, child]) => ({ node: child, path: [...path, key] })),
    );
  }
  return undefined;
}

function idKey(node: Json, names: readonly string[]): string | undefined {
  if (!isObject(node)) return undefined;
  const keys = Object.keys(node).filter(
    (key) => typeof node[key] === 'string' || typeof node[key] === 'number',
  );
  for (const name of names) {
    const key = keys.find((one) => one.toLowerCase() === name);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** Of a list only the first entry: the others are alike. */
function children(node: Json): readonly (readonly [string | number, Json])[] {
  if (isArray(node)) return node[0] === undefined ? [] : [[0, node[0]]];
  return isObject(node) ? Object.entries(node) : [];
}

function successBody(responses: readonly Response[]): Json | undefined {
  const success = responses.find(({ status, contents }) => status.startsWith('2') && contents.length > 0);
  return success?.contents.find(({ type }) => type.includes('json'))?.examples[0]?.value;
}

export function formatPath(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : key))
    .join('.')
    .replaceAll('.[', '[');
}
