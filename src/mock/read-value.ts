import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { checkValue } from '../schema/check-value.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { typesOf } from '../schema/read.ts';

/**
 * The value that a text in a URL, header or form stands for: a number where the schema takes numbers, and so on.
 * Where no reading satisfies the schema, the one of a type that it names; else the text itself.
 */
export function readValue(text: string, schema: Schema, schemas: Schemas): Json {
  const readings = readingsOf(text);
  const fitting = readings.find((value) => checkValue(value, schema, schemas, 1).length === 0);
  if (fitting !== undefined) return fitting;
  const types = typesOf(flattenSchema(schema, schemas).schema);
  return readings.find((value) => types.includes(typeName(value, types))) ?? text;
}

/** What is wrong with a text as a value of `schema`; undefined when nothing is. */
export function faultOf(text: string, schema: Schema, schemas: Schemas): string | undefined {
  const [fault] = checkValue(readValue(text, schema, schemas), schema, schemas, 1);
  return fault && (fault.path === '' ? fault.reason : `at ${fault.path}, ${fault.reason}`);
}

/** Text first, as what it is; then what else it may mean. */
function readingsOf(text: string): readonly Json[] {
  const readings: Json[] = [text];
  if (/^-?\d{1,300}(\.\d{1,300})?([eE][+-]?\d{1,3})?$/.test(text)) readings.push(Number(text));
  if (text === 'true' || text === 'false') readings.push(text === 'true');
  // An empty field is how a form says null.
  if (text === 'null' || text === '') readings.push(null);
  if (/^\s*[[{]/.test(text)) {
    const parsed = parsedJson(text);
    if (parsed !== undefined) readings.push(parsed);
  }
  if (text.includes('{ {')) readings.push(withTags(text));
  return readings;
}

/** Collections write the `{{access_token}}` of a spec as `{ {access_token} }`, so that Postman does not fill it in. */
export function withTags(text: string): string {
  return text.replaceAll(/\{ \{([^{}]*)\} \}/g, '{{$1}}');
}

export function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function typeName(value: Json, types: readonly string[]): string {
  if (typeof value === 'number')
    return types.includes('number') || !Number.isInteger(value) ? 'number' : 'integer';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
