import type { Schema, Schemas } from '../model/api.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { flattenSchema } from './flatten-schema.ts';
import { isArray, isObject, keyword, own, requiredOf, schemaKeyword } from './read.ts';

/** Schemas as they hold for a request: OpenAPI 3.0, "readOnly": such a property is not required there. */
export function withoutReadOnly(schemas: Schemas): Schemas {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, relaxed(schema, schemas)]),
  );
}

/** `schema` with no `readOnly` property among the required ones; what does not change is shared, not copied. */
export function relaxed(schema: Schema, schemas: Schemas): Schema {
  return relaxedNode(schema, schemas) as Schema;
}

function relaxedNode(node: Json, schemas: Schemas): Json {
  if (isArray(node)) {
    const items = node.map((item) => relaxedNode(item, schemas));
    return items.some((item, index) => item !== node[index]) ? items : node;
  }
  if (!isObject(node)) return node;
  let copy: { [key: string]: Json } | undefined;
  for (const [key, value] of Object.entries(node)) {
    if (!HOLDS_SCHEMAS.has(key) || typeof value !== 'object') continue;
    const changed = key === 'properties' ? relaxedValues(value, schemas) : relaxedNode(value, schemas);
    if (changed !== value) copy = { ...(copy ?? node), [key]: changed };
  }
  const required = requiredOf(node);
  const kept = required.filter((name) => !isReadOnly(node, name, schemas));
  return kept.length < required.length ? { ...(copy ?? node), required: kept } : (copy ?? node);
}

const HOLDS_SCHEMAS = new Set(['properties', 'items', 'additionalProperties', 'allOf', 'oneOf', 'anyOf']);

function relaxedValues(map: Json, schemas: Schemas): Json {
  if (!isObject(map)) return map;
  const entries = Object.entries(map).map(([name, value]): [string, Json] => [
    name,
    relaxedNode(value, schemas),
  ]);
  return entries.some(([name, value]) => value !== map[name]) ? Object.fromEntries(entries) : map;
}

function isReadOnly(node: JsonObject, name: string, schemas: Schemas): boolean {
  const property = own(schemaKeyword(node, 'properties') ?? {}, name);
  return isObject(property) && keyword(flattenSchema(property, schemas).schema, 'readOnly') === true;
}
