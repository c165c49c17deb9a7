import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { checkValue } from './check-value.ts';
import { isArray, isObject, keyword, schemaEntries, schemaKeyword } from './read.ts';

/**
 * What the spec itself gives as a value: example, constant, default, first choice. `schema` is the flat form of
 * `declared`, which still knows whether a branch that flattening leaves out takes null.
 */
export function documentedValue(schema: Schema, declared: Schema, schemas: Schemas): Json | undefined {
  const isShown = (value: Json | undefined): value is Json =>
    value === null
      ? checkValue(null, declared, schemas, 1).length === 0
      : value !== undefined && !isBlank(value, schema);
  const example = keyword(schema, 'example');
  if (isShown(example)) return example;
  const constant = keyword(schema, 'const');
  if (constant !== undefined) return constant;
  const fallback = keyword(schema, 'default');
  if (isShown(fallback)) return readDefault(fallback, schema, schemas);
  const values = keyword(schema, 'enum');
  if (isArray(values) && values.length > 0) return values.find((value) => value !== null) ?? null;
  return undefined;
}

/**
 * A default in the type that the schema asks for: specs write `default: 10` for a text, `default: "10"` for a number.
 * One that fits in no such way is kept as it is, like an example.
 */
export function readDefault(value: Json, schema: Schema, schemas: Schemas): Json {
  const fits = (candidate: Json): boolean => checkValue(candidate, schema, schemas, 1).length === 0;
  if (typeof value === 'object' || fits(value)) return value;
  return otherSpellings(value).find(fits) ?? value;
}

function otherSpellings(value: string | number | boolean): readonly Json[] {
  if (typeof value !== 'string') return [String(value)];
  if (value === 'true' || value === 'false') return [value === 'true'];
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? [Number(value)] : [];
}

/** A `{}` for an object with fields, or a `[]` for a list of something, says less than the schema does. */
function isBlank(value: Json, schema: Schema): boolean {
  if (isArray(value)) return value.length === 0 && schemaKeyword(schema, 'items') !== undefined;
  return isObject(value) && Object.keys(value).length === 0 && schemaEntries(schema, 'properties').length > 0;
}
