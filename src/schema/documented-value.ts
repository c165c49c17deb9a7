import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { checkValue } from './check-value.ts';
import { isArray, isObject, keyword, schemaEntries, schemaKeyword, typesOf } from './read.ts';

/** What the spec itself gives as a value of a flat schema: example, constant, default, first choice. */
export function documentedValue(schema: Schema, schemas: Schemas): Json | undefined {
  const example = keyword(schema, 'example');
  // A null, or a `{}` for an object with fields, says less than the schema does.
  if (example !== undefined && !saysNothing(example, schema)) return example;
  const constant = keyword(schema, 'const');
  if (constant !== undefined) return constant;
  const fallback = keyword(schema, 'default');
  if (fallback !== undefined && !saysNothing(fallback, schema)) return readDefault(fallback, schema, schemas);
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

function saysNothing(value: Json, schema: Schema): boolean {
  if (value === null) return typesOf(schema).some((type) => type !== 'null');
  if (isArray(value)) return value.length === 0 && schemaKeyword(schema, 'items') !== undefined;
  return isObject(value) && Object.keys(value).length === 0 && schemaEntries(schema, 'properties').length > 0;
}
