import type { Schema, Schemas } from '../model/api.ts';
import type { Json, JsonObject } from '../model/json.ts';

/** Typed views of a schema's keywords; a keyword of the wrong type reads as absent. */

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value of an own property: a property called `constructor` or `toString` is one only if it stands there. */
export function own<T>(map: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

export function keyword(schema: Schema, name: string): Json | undefined {
  return own(schema, name);
}

export function stringKeyword(schema: Schema, name: string): string | undefined {
  const value = keyword(schema, name);
  return typeof value === 'string' ? value : undefined;
}

export function numberKeyword(schema: Schema, name: string): number | undefined {
  const value = keyword(schema, name);
  return typeof value === 'number' ? value : undefined;
}

export function schemaKeyword(schema: Schema, name: string): Schema | undefined {
  const value = keyword(schema, name);
  return isObject(value) ? value : undefined;
}

export function schemaList(schema: Schema, name: string): readonly Schema[] {
  const value = keyword(schema, name);
  return isArray(value) ? value.filter(isObject) : [];
}

export function schemaEntries(schema: Schema, name: string): readonly (readonly [string, Schema])[] {
  const value = keyword(schema, name);
  if (!isObject(value)) return [];
  return Object.entries(value).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
}

export function requiredOf(schema: Schema): readonly string[] {
  const value = keyword(schema, 'required');
  return isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

/** The types that a schema allows; empty when it says nothing. */
export function typesOf(schema: Schema): readonly string[] {
  const value = keyword(schema, 'type');
  if (typeof value === 'string') return [value];
  return isArray(value) ? value.filter((type) => typeof type === 'string') : [];
}

/** Name in `ApiModel.schemas` of a `$ref`. */
export function refName(schema: Schema): string | undefined {
  const ref = stringKeyword(schema, '$ref');
  return ref?.startsWith('#/schemas/') ? ref.slice('#/schemas/'.length) : undefined;
}

export function refTarget(schema: Schema, schemas: Schemas): Schema | undefined {
  const name = refName(schema);
  return name === undefined ? undefined : own(schemas, name);
}
