import type { Json, JsonObject } from '../model/json.ts';
import { inOrderOf, isObject, objectsOf } from './read-json.ts';

/** Collection 2.1, "Auth": a type and its attributes, which 2.0 writes as an object. No auth of its own: undefined. */
export function normalAuth(value: Json | undefined): JsonObject | undefined {
  if (!isObject(value) || typeof value['type'] !== 'string') return undefined;
  const { type } = value;
  const attributes = attributesOf(value[type]);
  return inOrderOf(value, { type, [type]: attributes.length === 0 ? undefined : attributes });
}

function attributesOf(value: Json | undefined): readonly JsonObject[] {
  const list = isObject(value)
    ? Object.entries(value).map(([key, text]): JsonObject => ({ key, value: text }))
    : objectsOf(value);
  return list.map((attribute) => {
    const { key, value: text, type, ...rest } = attribute;
    const kind = type === undefined || type === 'any' ? 'string' : type;
    return inOrderOf(attribute, { key, value: text, type: kind, ...rest });
  });
}
