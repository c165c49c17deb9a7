import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isArray, isObject, keyword, own, schemaKeyword } from '../schema/read.ts';

/** A place in a JSON value: keys from the outside in. */
export type Place = readonly (string | number)[];

export function valueAt(value: Json, place: Place): Json | undefined {
  let node: Json | undefined = value;
  for (const key of place) node = childAt(node, key);
  return node;
}

/** A copy of `value` that differs only at `place`. */
export function withValueAt(
  value: Json,
  [key, ...rest]: Place,
  put: (before: Json | undefined) => Json,
): Json {
  if (key === undefined) return put(value);
  if (isArray(value)) {
    return value.map((item, index) => (index === Number(key) ? withValueAt(item, rest, put) : item));
  }
  if (!isObject(value)) return value;
  const before = own(value, String(key)) ?? null;
  const entries = Object.entries(value).filter(([name]) => name !== String(key));
  const at = Object.keys(value).indexOf(String(key));
  entries.splice(at < 0 ? entries.length : at, 0, [String(key), withValueAt(before, rest, put)]);
  return Object.fromEntries(entries);
}

/** What a schema says of the value at `place`; `{}` where it says nothing. */
export function schemaAt(schema: Schema, place: Place, schemas: Schemas): Schema {
  let node = schema;
  for (const key of place) node = childSchema(flattenSchema(node, schemas).schema, key);
  return node;
}

function childSchema(flat: Schema, key: string | number): Schema {
  const items = keyword(flat, 'items');
  if (isArray(items)) return asSchema(items[Number(key)]);
  if (isObject(items) && /^\d+$/.test(String(key))) return items;
  const properties = schemaKeyword(flat, 'properties') ?? {};
  return asSchema(own(properties, String(key)) ?? keyword(flat, 'additionalProperties'));
}

function asSchema(value: Json | undefined): Schema {
  return isObject(value) ? value : {};
}

function childAt(node: Json | undefined, key: string | number): Json | undefined {
  if (isArray(node)) return node[Number(key)];
  return isObject(node) ? own(node, String(key)) : undefined;
}
