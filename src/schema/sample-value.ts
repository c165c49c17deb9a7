import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { checkValue } from './check-value.ts';
import { documentedValue } from './documented-value.ts';
import { flattenSchema } from './flatten-schema.ts';
import {
  isArray,
  isObject,
  keyword,
  numberKeyword,
  own,
  refName,
  requiredOf,
  schemaEntries,
  schemaKeyword,
  typesOf,
} from './read.ts';
import { sampleNumber, sampleString } from './sample-scalar.ts';

/** `request` leaves out what is `readOnly`, `response` what is `writeOnly`. */
export type Direction = 'request' | 'response';

export interface Sample {
  readonly value: Json;
  /** The schema had more to show than `NODE_LIMIT` values or `DEPTH_LIMIT` levels; what is optional was cut. */
  readonly truncated: boolean;
}

export const NODE_LIMIT = 2_000;
export const DEPTH_LIMIT = 24;

export interface SampleOptions {
  readonly schemas: Schemas;
  readonly direction: Direction;
  /** Name of the field: decides what a plain string reads like. */
  readonly name: string;
  /** Which branch of a `oneOf` or `anyOf` at the top to take. */
  readonly choice?: number;
  /** Samples of named schemas, shared by all samples of one module and direction. */
  readonly memo?: SampleMemo;
}

export type SampleMemo = Map<string, { readonly value: Json; readonly nodes: number }>;

/**
 * A value for a schema: its documented examples, defaults and enums where it has them, realistic values
 * elsewhere. Always the same for the same schema; circular references end after one round.
 */
export function sampleValue(schema: Schema, options: SampleOptions): Sample {
  const walk: Walk = {
    ...options,
    nodes: 0,
    truncated: false,
    open: [],
    outermostCut: Number.POSITIVE_INFINITY,
  };
  const value = sampleNode(schema, options.name, walk, options.choice ?? 0) ?? null;
  return { value, truncated: walk.truncated };
}

/** `value` without the properties that the schema forbids in this direction. */
export function pruneValue(
  value: Json,
  schema: Schema,
  options: Pick<SampleOptions, 'schemas' | 'direction'>,
): Json {
  return prune(value, schema, options, 0);
}

interface Walk extends SampleOptions {
  nodes: number;
  truncated: boolean;
  /** Names of the schemas being sampled, from the outside in: one that opens again is a cycle. */
  readonly open: string[];
  /** Index in `open` of the outermost schema that a cycle inside the current node led back to. */
  outermostCut: number;
}

/** Undefined: nothing finite can be put here. */
function sampleNode(schema: Schema, name: string, walk: Walk, choice = 0): Json | undefined {
  const ref = choice === 0 ? refName(schema) : undefined;
  if (ref === undefined || !walk.memo) return sampleFresh(schema, name, walk, choice);
  const known = walk.memo.get(ref);
  if (known && !walk.open.includes(ref)) {
    walk.nodes += known.nodes;
    return known.value;
  }
  const [nodes, depth, cut] = [walk.nodes, walk.open.length, walk.outermostCut];
  walk.outermostCut = Number.POSITIVE_INFINITY;
  const value = sampleFresh(schema, name, walk, choice);
  // What a cycle cut short because of something outside of this schema holds only here.
  const holdsEverywhere = walk.outermostCut >= depth && !walk.truncated;
  if (holdsEverywhere && typeof value === 'object' && value !== null)
    walk.memo.set(ref, { value, nodes: walk.nodes - nodes });
  walk.outermostCut = Math.min(cut, walk.outermostCut);
  return value;
}

function sampleFresh(schema: Schema, name: string, walk: Walk, choice: number): Json | undefined {
  walk.nodes++;
  const { schema: flat, refs } = flattenSchema(schema, walk.schemas, choice);
  const documented = documentedValue(flat, schema, walk.schemas);
  if (documented !== undefined) return prune(documented, flat, walk, 0);
  const cycle = refs.map((ref) => walk.open.indexOf(ref)).filter((index) => index >= 0);
  if (cycle.length > 0) {
    walk.outermostCut = Math.min(walk.outermostCut, ...cycle);
    return undefined;
  }
  if (walk.open.length > DEPTH_LIMIT) {
    walk.truncated = true;
    return undefined;
  }
  walk.open.push(...refs, '');
  const value = sampleTyped(flat, name, walk);
  walk.open.length -= refs.length + 1;
  return value;
}

function sampleTyped(schema: Schema, name: string, walk: Walk): Json | undefined {
  switch (typeToShow(schema)) {
    case 'object':
      return sampleObject(schema, walk);
    case 'array':
      return sampleArray(schema, name, walk);
    case 'string':
      return sampleString(schema, name);
    case 'number':
      return sampleNumber(schema, false);
    case 'integer':
      return sampleNumber(schema, true);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return {};
  }
}

function typeToShow(schema: Schema): string | undefined {
  const types = typesOf(schema);
  const declared = types.find((type) => type !== 'null') ?? types[0];
  if (declared !== undefined) return declared;
  const has = (...names: string[]): boolean => names.some((name) => keyword(schema, name) !== undefined);
  if (has('properties', 'additionalProperties', 'required')) return 'object';
  if (has('items', 'minItems')) return 'array';
  if (has('format', 'pattern', 'minLength', 'maxLength')) return 'string';
  return has('minimum', 'maximum', 'multipleOf') ? 'number' : undefined;
}

function sampleObject(schema: Schema, walk: Walk): Json {
  const required = new Set(requiredOf(schema));
  const properties = schemaEntries(schema, 'properties');
  const entries: [string, Json][] = [];
  for (const [name, property] of properties) {
    if (isHidden(property, walk)) continue;
    if (walk.nodes > NODE_LIMIT && !required.has(name)) {
      walk.truncated = true;
      continue;
    }
    const value = sampleNode(property, name, walk);
    if (value !== undefined) entries.push([name, value]);
  }
  const declared = keyword(schema, 'properties');
  for (const name of required) {
    if (isObject(declared) && Object.hasOwn(declared, name)) continue;
    entries.push([
      name,
      sampleNode(schemaKeyword(schema, 'additionalProperties') ?? { type: 'string' }, name, walk) ?? {},
    ]);
  }
  const free = schemaKeyword(schema, 'additionalProperties');
  if (entries.length === 0 && properties.length === 0 && free) {
    const value = sampleNode(free, 'value', walk);
    if (value !== undefined) entries.push(['key', value]);
  }
  return Object.fromEntries(entries);
}

function sampleArray(schema: Schema, name: string, walk: Walk): Json {
  const tuple = keyword(schema, 'items');
  if (isArray(tuple)) {
    return tuple.filter(isObject).map((item) => sampleNode(item, name, walk) ?? null);
  }
  const fewest = numberKeyword(schema, 'minItems');
  const items = schemaKeyword(schema, 'items') ?? (fewest ? { type: 'string' } : undefined);
  if (!items || numberKeyword(schema, 'maxItems') === 0) return [];
  const first = sampleNode(items, singular(name), walk);
  if (first === undefined) return [];
  const wanted = Math.min(fewest ?? 1, 100);
  const values = [first];
  const choices = isArray(keyword(items, 'enum')) ? (keyword(items, 'enum') as readonly Json[]) : [];
  while (values.length < wanted) {
    const another = choices[values.length] ?? varied(first, values.length);
    values.push(checkValue(another, items, walk.schemas, 1).length === 0 ? another : first);
  }
  return values;
}

/** Another value of the same kind, for arrays that want several distinct ones. */
function varied(value: Json, index: number): Json {
  if (typeof value === 'string') return `${value}${index + 1}`;
  if (typeof value === 'number') return value + index;
  return value;
}

function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '');
}

function prune(
  value: Json,
  schema: Schema,
  options: Pick<SampleOptions, 'schemas' | 'direction'>,
  depth: number,
): Json {
  if (depth > DEPTH_LIMIT || typeof value !== 'object' || value === null) return value;
  const flat = flattenSchema(schema, options.schemas).schema;
  if (isArray(value)) {
    const items = schemaKeyword(flat, 'items');
    return items ? value.map((item) => prune(item, items, options, depth + 1)) : value;
  }
  const properties = schemaKeyword(flat, 'properties');
  if (!properties) return value;
  const kept = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    const property = own(properties, name);
    if (!isObject(property)) return [[name, inner]];
    return isHidden(property, options) ? [] : [[name, prune(inner, property, options, depth + 1)]];
  });
  return Object.fromEntries(kept);
}

function isHidden(
  property: Schema,
  { schemas, direction }: Pick<SampleOptions, 'schemas' | 'direction'>,
): boolean {
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
  return keyword(flattenSchema(property, schemas).schema, flag) === true;
}
