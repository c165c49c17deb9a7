import type { MediaType, Schema, Schemas } from '../model/api.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isObject, own, schemaEntries, schemaKeyword, typesOf } from '../schema/read.ts';
import type { FormField } from './read-form.ts';
import { readValue } from './read-value.ts';

/** More brackets than this is no field of a form that a schema describes. */
const DEEPEST = 24;

/**
 * The properties that a form sends in parts, put together again: `meta[k]=v` and `expand[0]=q` (deepObject), or the
 * properties of an object as fields of their own (form, exploded). `schema` is the flat schema of the form.
 */
export function formParts(
  fields: readonly FormField[],
  encoding: MediaType['encoding'],
  schema: Schema,
  schemas: Schemas,
): JsonObject {
  const properties = new Map(schemaEntries(schema, 'properties'));
  const owners = spreadOwners(encoding, properties, schemas);
  const trees = new Map<string, Tree>();
  for (const { name, text, isFile } of fields) {
    if (isFile || properties.has(name)) continue;
    const [root = '', ...keys] = pathOf(name, owners);
    if (!properties.has(root) || keys.length === 0 || keys.length > DEEPEST) continue;
    const tree: Tree = trees.get(root) ?? new Map();
    trees.set(root, tree);
    insert(tree, keys, text);
  }
  const parts = [...trees].map(([name, tree]): [string, Json] => [
    name,
    partValue(tree, properties.get(name) ?? {}, schemas),
  ]);
  return Object.fromEntries(parts);
}

type Tree = Map<string, Tree | string>;

/** Property of an object -> the object whose properties are fields of their own. */
function spreadOwners(
  encoding: MediaType['encoding'],
  properties: ReadonlyMap<string, Schema>,
  schemas: Schemas,
): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const [name, property] of properties) {
    const { style = 'form', explode = true } = own(encoding, name) ?? {};
    if (style !== 'form' || !explode) continue;
    for (const [key] of schemaEntries(flattenSchema(property, schemas).schema, 'properties'))
      owners.set(key, name);
  }
  return owners;
}

/** `a[b][0][]` -> `a`, `b`, `0`, and nothing for the next index. */
function pathOf(name: string, owners: ReadonlyMap<string, string>): readonly string[] {
  const owner = owners.get(name);
  if (owner !== undefined) return [owner, name];
  const start = name.indexOf('[');
  if (start <= 0 || !name.endsWith(']')) return [name];
  return [name.slice(0, start), ...name.slice(start + 1, -1).split('][')];
}

function insert(tree: Tree, [first = '', ...others]: readonly string[], text: string): void {
  const key = first === '' ? String(tree.size) : first;
  if (others.length === 0) {
    tree.set(key, text);
    return;
  }
  const before = tree.get(key);
  const inner: Tree = before instanceof Map ? before : new Map();
  tree.set(key, inner);
  insert(inner, others, text);
}

function partValue(tree: Tree | string, schema: Schema, schemas: Schemas): Json {
  if (typeof tree === 'string') return readValue(tree, schema, schemas);
  const flat = flattenSchema(schema, schemas).schema;
  if (isList(tree, flat)) {
    const items = schemaKeyword(flat, 'items') ?? {};
    return [...tree.values()].map((inner) => partValue(inner, items, schemas));
  }
  const properties = schemaKeyword(flat, 'properties') ?? {};
  const others = schemaKeyword(flat, 'additionalProperties') ?? {};
  const entries = [...tree].map(([key, inner]): [string, Json] => {
    const property = own(properties, key);
    return [key, partValue(inner, isObject(property) ? property : others, schemas)];
  });
  return Object.fromEntries(entries);
}

function isList(tree: Tree, schema: Schema): boolean {
  const types = typesOf(schema);
  if (types.includes('object')) return false;
  return types.includes('array') || [...tree.keys()].every((key, index) => key === String(index));
}
