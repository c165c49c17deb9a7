import type { Operation } from '../model/api.ts';
import type { LinkSource } from '../model/bundle.ts';
import { chooseContent } from '../postman/choose-content.ts';
import { isArray, isObject } from '../schema/read.ts';
import { findAnswer, findMention, findOwnId, namesIn, type Path, type WantedId } from './find-id.ts';
import type { PlannedVariable } from './plan-variables.ts';
import { joined, kindName, listedKinds, literals } from './resource-words.ts';
import {
  type Candidate,
  candidatesAmong,
  placer,
  type SourcePlan,
  simplestFirst,
} from './source-candidates.ts';
import { isSaidAt, namesEntity, wantedId } from './wanted-id.ts';

/** Finds sources of variables among the operations of one module; looks each operation up, rather than through all. */
export interface SourceFinder {
  /**
   * The operations whose response gives the value of a variable, best first: what creates the entity, then what
   * lists it, then what mentions it; each with the place of the id in the body and the reason, for a person who
   * wonders.
   */
  readonly sourcesOf: (variable: PlannedVariable) => readonly LinkSource[];
  /** Those of them that create or list the entity itself. */
  readonly ownSourcesOf: (variable: PlannedVariable) => readonly LinkSource[];
}

export function sourceFinder(operations: readonly Operation[], plan: SourcePlan): SourceFinder {
  const place = placer(operations, plan);
  const candidates = candidatesAmong(operations, place, plan);
  const entities = candidates.filter(({ does }) => does !== 'other').toSorted(simplestFirst);
  const byPlace = grouped(entities, (candidate) => [candidate.place]);
  const byName = grouped(entities, (candidate) => [kindName(literals(candidate.place).at(-1) ?? '')]);
  const bySaying = grouped(
    entities.filter(({ does }) => does === 'list'),
    ({ operation }) => listedKinds(operation.summary, operation.operationId ?? ''),
  );
  // What only needs the account can be sent first, so that no two wait for each other.
  const free = mentioners(
    candidates.filter(({ operation, needs }) => operation.method === 'GET' && needs.size === 0),
  );
  const beside = grouped(
    candidates.filter(({ operation }) => operation.method === 'POST'),
    ({ place }) => [place, place.slice(0, place.lastIndexOf('/'))].filter((start) => start !== ''),
  );
  const usable =
    (variable: PlannedVariable) =>
    ({ operation, needs }: Candidate): boolean =>
      !needs.has(variable.name) && plan.nameAt(operation.path, variable.base) === unqualified(variable);
  const ownSourcesOf = (variable: PlannedVariable): readonly LinkSource[] =>
    ownSources({ byPlace, byName, bySaying }, variable, { place, isUsable: usable(variable) }).toSorted(
      (left, right) => Number(right.creates) - Number(left.creates),
    );
  const sourcesOf = (variable: PlannedVariable): readonly LinkSource[] => {
    const own = ownSourcesOf(variable);
    if (own.some(({ creates }) => !creates)) return own;
    const found = [...own, ...mentionIn(free, variable, usable(variable))];
    return found.length > 0 ? found : answerBeside(beside, variable, usable(variable));
  };
  return { sourcesOf, ownSourcesOf };
}

function unqualified({ name, qualifier }: PlannedVariable): string {
  return qualifier === '' ? name : name.slice(qualifier.length + 1);
}

interface Index {
  readonly byPlace: ReadonlyMap<string, readonly Candidate[]>;
  readonly byName: ReadonlyMap<string, readonly Candidate[]>;
  readonly bySaying: ReadonlyMap<string, readonly Candidate[]>;
}

interface Scope {
  readonly place: (path: string) => string;
  readonly isUsable: (candidate: Candidate) => boolean;
}

/** Operations of the entity itself, each once and for the surest reason. */
function ownSources(
  { byPlace, byName, bySaying }: Index,
  variable: PlannedVariable,
  { place, isUsable }: Scope,
): readonly LinkSource[] {
  const { parameter, collectionPath } = variable;
  const kind = joined(variable.kind);
  const before = collectionPath === undefined ? undefined : place(collectionPath);
  const related = [
    {
      why: `stands at the path before {${parameter}}`,
      found: before === undefined ? [] : byPlace.get(before),
    },
    { why: `is called after {${parameter}}`, found: byName.get(kind) },
    { why: `says that it lists what {${parameter}} names`, found: bySaying.get(kind) },
  ];
  const reasons = new Map<Candidate, string>();
  for (const { why, found = [] } of related)
    for (const candidate of found) if (!reasons.has(candidate)) reasons.set(candidate, why);
  return [...reasons]
    .filter(([candidate]) => isUsable(candidate))
    .flatMap(([candidate, why]) => {
      const { operation, body, does } = candidate;
      const isHere = before !== undefined && candidate.place === before;
      const anyId = !isHere || isSaidAt(variable, before, operation.summary, operation.operationId ?? '');
      const path = findOwnId(body, wantedId(variable, anyId));
      if (!path) return [];
      const verb = does === 'create' ? 'creates' : 'lists';
      const reason = `${verb} the entity: it ${why}, and its response holds an id at ${formatPath(path)}`;
      return [{ producer: operation.key, path, creates: does === 'create', reason }];
    });
}

/** By the fields and kinds of thing in their answers: the candidates that may mention an entity. */
type Mentioners = ReadonlyMap<string, readonly Candidate[]>;

function mentioners(candidates: readonly Candidate[]): Mentioners {
  return grouped(candidates, ({ body }) => [...namesIn(body)]);
}

/** The first list, or else the first other answer, that names one of the kind beside what it is about. */
function mentionIn(
  mentioners: Mentioners,
  variable: PlannedVariable,
  isUsable: (candidate: Candidate) => boolean,
): readonly LinkSource[] {
  if (!namesEntity(variable)) return [];
  const wanted = wantedId(variable, true);
  const groups = [...wanted.exact, wanted.kind].flatMap((name) => mentioners.get(name) ?? []);
  for (const candidate of inOrder(groups)) {
    const path = isUsable(candidate) ? findMention(candidate.body, wanted) : undefined;
    if (path)
      return [{ producer: candidate.operation.key, path, creates: false, reason: mentionReason(path) }];
  }
  return [];
}

/** Candidates of several groups in the order of the spec, each once. */
function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Set(candidates)].toSorted((left, right) => left.index - right.index);
}

function mentionReason(path: Path): string {
  return `mentions the entity: its response names one at ${formatPath(path)}, and it needs no other entity first`;
}

/** `POST /crawler` and `POST /upload/start` answer with what `/crawler/status` and `/upload/end` ask for. */
function answerBeside(
  beside: ReadonlyMap<string, readonly Candidate[]>,
  variable: PlannedVariable,
  isUsable: (candidate: Candidate) => boolean,
): readonly LinkSource[] {
  if (!namesEntity(variable)) return [];
  const wanted = wantedId(variable, false);
  const near = startsOf(variable.path).flatMap((start) => beside.get(start) ?? []);
  return inOrder(near).flatMap((candidate) => {
    const { operation, body } = candidate;
    const path = isUsable(candidate) && !asksFor(operation, wanted) ? findAnswer(body, wanted) : undefined;
    if (!path) return [];
    const reason = `answers with it: it stands beside the path that asks for it, and its response holds ${formatPath(path)}`;
    return [{ producer: operation.key, path, creates: false, reason }];
  });
}

/** `/a/b/c` -> `/a`, `/a/b`. */
function startsOf(path: string): readonly string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}

/** An answer that only says again what was sent gives nothing. */
function asksFor({ body }: Operation, { exact }: WantedId): boolean {
  const sent = (body && chooseContent(body.contents)?.examples[0]?.value) ?? null;
  const entity = isArray(sent) ? (sent[0] ?? null) : sent;
  return isObject(entity) && Object.keys(entity).some((field) => exact.has(joined(field)));
}

function grouped(
  candidates: readonly Candidate[],
  keysOf: (candidate: Candidate) => readonly string[],
): ReadonlyMap<string, readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    for (const key of new Set(keysOf(candidate))) {
      const group = groups.get(key);
      if (group) group.push(candidate);
      else groups.set(key, [candidate]);
    }
  }
  return groups;
}

function formatPath(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : key))
    .join('.')
    .replaceAll('.[', '[');
}
