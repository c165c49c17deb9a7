import type { Schema } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isArray, isObject, keyword, schemaList } from '../schema/read.ts';

export interface FittedSchema {
  readonly schema: Schema;
  /** Steps into the value that are still checked, 0 for the value itself; absent where nothing had to go. */
  readonly depth?: number;
}

/**
 * A script schema of at most `budget` characters: what speaks of the deepest parts of a value goes first, so that
 * the checks near its top stay whole. It never takes less than the schema did.
 */
export function fitSchema(draft: Unfitted, budget: number): FittedSchema {
  const { root, definition } = draft;
  const depths = new Map<string, number>();
  let fitted = { schema: typeOnly(root, definition), depth: 0 };
  let size = 0;
  let level: readonly Schema[] = [root];
  for (let depth = 0; ; depth++) {
    level = nextLevel(depth, level, depths, definition);
    const pruned = prunedTo(depth, draft, depths);
    const { length } = JSON.stringify(pruned);
    // A step that adds nothing was the last one.
    if (length > budget || length === size) return fitted;
    fitted = { schema: pruned, depth };
    size = length;
  }
}

export interface Unfitted {
  readonly root: Schema;
  readonly definition: Definition;
}

/** The schema under a key of `definitions`. */
type Definition = (key: string) => Schema;

/**
 * Notes for each definition that `level` leads to how many steps into the value it is first reached after, and gives
 * the schemas of the parts one step below.
 */
function nextLevel(
  depth: number,
  level: readonly Schema[],
  depths: Map<string, number>,
  definition: Definition,
): readonly Schema[] {
  const waiting = [...level];
  const below: Schema[] = [];
  // What is found to speak of the same value joins the level while it is walked.
  for (const node of waiting) {
    const name = definitionName(node);
    if (name !== undefined && !depths.has(name)) {
      depths.set(name, depth);
      waiting.push(definition(name));
    }
    waiting.push(...IN_PLACE.flatMap((key) => schemaList(node, key)));
    below.push(...partsBelow(node));
  }
  return below;
}

function prunedTo(
  depth: number,
  { root, definition }: Unfitted,
  depths: ReadonlyMap<string, number>,
): Schema {
  const definitions = [...depths].map(([name, own]) => [name, pruned(definition(name), depth - own)]);
  const top = pruned(root, depth);
  return definitions.length === 0 ? top : { ...top, definitions: Object.fromEntries(definitions) };
}

function pruned(schema: Schema, left: number): Schema {
  const entries = Object.entries(schema).flatMap(([key, value]): [string, Json][] => {
    if (DROPPED.has(key)) return [];
    if (IN_PLACE.includes(key)) return [[key, eachPart(value, left)]];
    if (!MAPS.has(key) && !CHILDREN.has(key)) return [[key, value]];
    if (left === 0) return [];
    return [[key, MAPS.has(key) ? eachEntry(value, left - 1) : eachPart(value, left - 1)]];
  });
  return Object.fromEntries(entries);
}

/** Keywords whose schemas speak of the same value. */
const IN_PLACE = ['allOf', 'anyOf'];
/** Keywords that hold schemas of parts of the value by name, and those that hold one schema or a list. */
const MAPS = new Set(['properties', 'patternProperties']);
const CHILDREN = new Set(['items', 'additionalItems', 'additionalProperties', 'contains', 'propertyNames']);
/** Of these, a schema that says less would refuse more; definitions are pruned on their own. */
const DROPPED = new Set(['not', 'if', 'then', 'else', 'definitions']);

function eachPart(value: Json, left: number): Json {
  if (isArray(value)) return value.map((part) => eachPart(part, left));
  return isObject(value) ? pruned(value, left) : value;
}

function eachEntry(value: Json, left: number): Json {
  const entries = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, part]) => [name, eachPart(part, left)]));
}

function partsBelow(schema: Schema): readonly Schema[] {
  return Object.entries(schema).flatMap(([key, value]) => {
    if (MAPS.has(key)) return isObject(value) ? Object.values(value).filter(isObject) : [];
    if (!CHILDREN.has(key)) return [];
    return (isArray(value) ? value : [value]).filter(isObject);
  });
}

/** For a value of which even its own keywords are too long, such as an enum of thousands. */
function typeOnly(root: Schema, definition: Definition): Schema {
  const seen = new Set<string>();
  let node = root;
  for (let name = definitionName(node); name !== undefined; name = definitionName(node)) {
    if (seen.has(name)) return {};
    seen.add(name);
    node = definition(name);
  }
  const type = keyword(node, 'type');
  return type === undefined ? {} : { type };
}

function definitionName(schema: Schema): string | undefined {
  const ref = keyword(schema, '$ref');
  return typeof ref === 'string' ? ref.slice('#/definitions/'.length) : undefined;
}
