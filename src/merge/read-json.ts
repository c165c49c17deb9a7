import type { Json, JsonObject } from '../model/json.ts';

/** An object, or an empty one in place of anything else. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The objects of a list; none where there is no list. */
export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}

/** A text; numbers and switches as they are written, anything else as an empty one. */
export function textOf(value: Json | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entries that are there. */
export function compact(entries: { readonly [key: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

/** Equal in all but the order of keys. */
export function same(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((one, index) => same(one, right[index]));
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
  );
}

/** The entries that are there, those of `source` first and in its order: what we wrote stays as it is. */
export function inOrderOf(
  source: JsonObject,
  entries: { readonly [key: string]: Json | undefined },
): JsonObject {
  const known = Object.keys(source).filter((key) => Object.hasOwn(entries, key));
  const others = Object.keys(entries).filter((key) => !Object.hasOwn(source, key));
  return compact(Object.fromEntries([...known, ...others].map((key) => [key, entries[key]])));
}
