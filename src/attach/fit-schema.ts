import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isArray, isObject, keyword, own, schemaList } from '../schema/read.ts';

/**
 * Characters of JSON that a schema may take in a script. A person reads scripts in Postman, and the sandbox compiles
 * the schema with every request; the largest that the platform's own modules give has 8,000.
 */
export const SCHEMA_BUDGET = 12_000;

export interface FittedSchema {
  readonly schema: Schema;
  /** Steps into the value that are still checked, 0 for the value itself; absent where nothing had to go. */
  readonly depth?: number;
}

/**
 * A script schema (`scriptSchema`) of at most `budget` characters: what speaks of the deepest parts of a value goes
 * first, so that the checks near its top stay whole. It never takes less than the schema did.
 */
export function fitSchema(schema: Schema, budget = SCHEMA_BUDGET): FittedSchema {
  if (JSON.stringify(schema).length <= budget) return { schema };
  const depths = depthsOf(schema);
  let fitted = { schema: typeOnly(schema), depth: 0 };
  let size = 0;
  for (let depth = 0; ; depth++) {
    const pruned = prunedTo(depth, schema, depths);
    const { length } = JSON.stringify(pruned);
    // A step that adds nothing was the last one.
    if (length > budget || length === size) return fitted;
    fitted = { schema: pruned, depth };
    size = length;
  }
}

/** How many steps into the value each definition is first reached after. */
function depthsOf(root: Schema): ReadonlyMap<string, number> {
  const definitions = definitionsOf(root);
  const depths = new Map<string, number>();
  let level: Schema[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    const below: Schema[] = [];
    // What is found to speak of the same value joins the level while it is walked.
    for (const node of level) {
      const name = definitionName(node);
      if (name !== undefined && !depths.has(name)) {
        depths.set(name, depth);
        level.push(own(definitions, name) ?? {});
      }
      level.push(...IN_PLACE.flatMap((key) => schemaList(node, key)));
      below.push(...partsBelow(node));
    }
    level = below;
  }
  return depths;
}

function prunedTo(depth: number, root: Schema, depths: ReadonlyMap<string, number>): Schema {
  const definitions = Object.entries(definitionsOf(root)).flatMap(([name, part]): [string, Schema][] => {
    const own = depths.get(name);
    return own === undefined || own > depth ? [] : [[name, pruned(part, depth - own)]];
  });
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
function typeOnly(root: Schema): Schema {
  const definitions = definitionsOf(root);
  const seen = new Set<string>();
  let node = root;
  for (let name = definitionName(node); name !== undefined; name = definitionName(node)) {
    if (seen.has(name)) return {};
    seen.add(name);
    node = own(definitions, name) ?? {};
  }
  const type = keyword(node, 'type');
  return type === undefined ? {} : { type };
}

function definitionName(schema: Schema): string | undefined {
  const ref = keyword(schema, '$ref');
  return typeof ref === 'string' ? ref.slice('#/definitions/'.length) : undefined;
}

function definitionsOf(root: Schema): Schemas {
  const definitions = keyword(root, 'definitions');
  return (isObject(definitions) ? definitions : {}) as Schemas;
}
