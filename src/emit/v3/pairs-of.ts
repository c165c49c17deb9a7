import type { KeyValue } from '../../model/collection.ts';
import type { Json, JsonObject } from '../../model/json.ts';

type Pair = Pick<KeyValue, 'key' | 'value' | 'description' | 'disabled'>;

/**
 * Headers, parameters, fields or variables: an object of values by name where nothing else is to say and the order
 * holds, or else a list. Undefined: there are none.
 */
export function pairsOf(entries: readonly Pair[]): Json | undefined {
  if (entries.length === 0) return undefined;
  const names = new Set(entries.map(({ key }) => key));
  const isPlain =
    names.size === entries.length &&
    entries.every(({ key, description, disabled }) => !description && !disabled && !/^\d+$/.test(key));
  return isPlain
    ? (Object.fromEntries(entries.map(({ key, value }) => [key, value])) as JsonObject)
    : entries.map(pairOf);
}

/** One of a list. */
export function pairOf({ key, value, description, disabled }: Pair): JsonObject {
  return { key, value, ...(disabled && { disabled }), ...(description && { description }) };
}
