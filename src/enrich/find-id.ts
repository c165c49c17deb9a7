import type { Json, JsonObject } from '../model/json.ts';
import { isArray, isObject } from '../schema/read.ts';
import { joined, kindName } from './resource-words.ts';

/** A place in a JSON body. */
export type Path = readonly (string | number)[];

export interface WantedId {
  /** The kind of thing that the id names, as `kindName` writes it. */
  readonly kind: string;
  /** Fields that are called after the kind: `contactid`. */
  readonly exact: ReadonlySet<string>;
  /** Fields that any entity may have, the best first: `id`, `_id`; none where they would say too little. */
  readonly generic: readonly string[];
  /** The spec's example of the id: of two candidates the one that looks like it is meant. */
  readonly example: string;
}

/** Levels of wrapping that an entity in a response may have: `{data: {contacts: [{id}]}}`. */
const DEEPEST = 5;
/** Wrappers that say nothing of what is in them. */
const NEUTRAL =
  /^(data|results?|response|payload|items?|records?|entit(y|ies)|rows?|list|docs?|content|body)$/i;
const METADATA = /^_?(meta|metadata|pagination|paging|links|aggregations)$/i;

interface Place {
  readonly node: Json;
  readonly path: Path;
  /** Everything on the way says that this is what the response is about. */
  readonly isSubject: boolean;
  /** The field that holds it, or the list that it stands in, is called after the kind. */
  readonly isNamed: boolean;
  /** It belongs to the subject: not one of a list of other things that the subject has. */
  readonly isNear: boolean;
}

/** Where a response about the kind holds its id: in what is called after the kind, then in what the response is about. */
export function findOwnId(body: Json, wanted: WantedId): Path | undefined {
  const places = placesIn(body, wanted);
  const candidates = [
    ...places.filter(({ isSubject, isNamed }) => isSubject && isNamed),
    ...places.filter(({ isSubject, isNamed }) => isSubject && !isNamed),
  ];
  return firstKey(candidates, (node) => keyIn(node, wanted)) ?? findMention(body, wanted);
}

/** Where a response itself, rather than something in it, says what is called after the kind. */
export function findAnswer(body: Json, wanted: WantedId): Path | undefined {
  const subjects = placesIn(body, wanted).filter(({ isSubject }) => isSubject);
  return firstKey(subjects, (node) => keyCalled(node, [...wanted.exact]));
}

/** Where a response about something else names one of the kind: `{opportunities: [{contactId, contact: {id}}]}`. */
export function findMention(body: Json, wanted: WantedId): Path | undefined {
  const places = placesIn(body, wanted);
  const named = places.filter(({ isNamed }) => isNamed);
  return (
    firstKey(
      places.filter(({ isNear }) => isNear),
      (node) => keyCalled(node, [...wanted.exact]),
    ) ?? firstKey(named, (node) => keyCalled(node, wanted.generic))
  );
}

/** What fields of a response are called, as `joined` and as `kindName` write them: it can mention no other entity. */
export function namesIn(body: Json): ReadonlySet<string> {
  const anything = { kind: '', exact: new Set<string>(), generic: [], example: '' };
  const keys = placesIn(body, anything).flatMap(({ node }) => (isObject(node) ? Object.keys(node) : []));
  return new Set(keys.flatMap((key) => [joined(key), kindName(key)]));
}

function firstKey(
  places: readonly Place[],
  keyOf: (node: JsonObject) => string | undefined,
): Path | undefined {
  for (const { node, path } of places) {
    const key = isObject(node) ? keyOf(node) : undefined;
    if (key !== undefined) return [...path, key];
  }
  return undefined;
}

/** Nearest to the top first; of a list only the first entry, since the others are alike. */
function placesIn(body: Json, wanted: WantedId): readonly Place[] {
  const found: Place[] = [];
  let level: readonly Place[] = [{ node: body, path: [], isSubject: true, isNamed: false, isNear: true }];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    found.push(...level);
    level = level.flatMap((place) => inside(place, wanted));
  }
  return found;
}

function inside({ node, path, isSubject, isNamed, isNear }: Place, { kind }: WantedId): readonly Place[] {
  if (isArray(node)) {
    const [first] = node;
    if (first === undefined) return [];
    return [{ node: first, path: [...path, 0], isSubject, isNamed, isNear: isSubject || isNamed }];
  }
  if (!isObject(node)) return [];
  const entries = Object.entries(node).filter(([, child]) => isStructure(child));
  const said = entries.filter(([key]) => !METADATA.test(key));
  return entries.map(([key, child]) => {
    const named = kindName(key) === kind;
    const wraps = NEUTRAL.test(key) || (said.length === 1 && said[0]?.[0] === key);
    // One of a list is the thing itself, and what it holds are its parts.
    const follows = named || (wraps && !path.some((step) => typeof step === 'number'));
    return { node: child, path: [...path, key], isSubject: isSubject && follows, isNamed: named, isNear };
  });
}

function isStructure(value: Json): boolean {
  return isArray(value) ? isObject(value[0] ?? null) : isObject(value);
}

function keyIn(node: JsonObject, { exact, generic, example }: WantedId): string | undefined {
  const [called, plain] = [keyCalled(node, [...exact]), keyCalled(node, generic)];
  if (called === undefined || plain === undefined) return called ?? plain;
  const looks = (key: string): boolean => shape(String(node[key])) === shape(example);
  return shape(example) !== undefined && looks(plain) && !looks(called) ? plain : called;
}

function keyCalled(node: JsonObject, names: readonly string[]): string | undefined {
  const keys = Object.keys(node).filter((key) => ['string', 'number'].includes(typeof node[key]));
  for (const name of names) {
    const key = keys.find((one) => one.toLowerCase() === name) ?? keys.find((one) => joined(one) === name);
    if (key !== undefined) return key;
  }
  return undefined;
}

const SHAPES: readonly (readonly [shape: string, pattern: RegExp])[] = [
  ['digits', /^\d+$/],
  ['object id', /^[0-9a-f]{24}$/],
  ['uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ['20 characters', /^[A-Za-z0-9]{20}$/],
  ['prefixed', /^[a-z]+_[A-Za-z0-9]+$/],
];

function shape(text: string): string | undefined {
  return SHAPES.find(([, pattern]) => pattern.test(text))?.[0];
}
