import type { Operation, Parameter, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { checkValue } from '../schema/check-value.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isArray, isObject, keyword, own, typesOf } from '../schema/read.ts';
import { type MockRequest, readCookies, type Target } from './mock-request.ts';
import { type Pair, readParameter } from './read-parameter.ts';
import type { PathValues } from './route-table.ts';

export interface ParameterCheck {
  readonly schemas: Schemas;
  /** Headers, in lower case, that are no business of the operation: those of auth and negotiation. */
  readonly ignoredHeaders: ReadonlySet<string>;
}

/** What is wrong with the parameters of a request: each fault names the parameter, what was expected, what came. */
export function checkParameters(
  { parameters }: Operation,
  request: MockRequest,
  target: Target,
  pathValues: PathValues,
  { schemas, ignoredHeaders }: ParameterCheck,
): readonly string[] {
  return parameters.flatMap((parameter) => {
    if (parameter.in === 'header' && ignoredHeaders.has(parameter.name.toLowerCase())) return [];
    const named = `${parameter.in} parameter ${JSON.stringify(parameter.name)}`;
    const pairs = pairsOf(parameter, request, target, pathValues);
    const readings = readParameter(parameter, pairs, schemas);
    if (readings.length === 0) return parameter.required ? [`${named}: expected a value, found none`] : [];
    const fault = wrongValue(parameter, readings, schemas);
    return fault === undefined ? [] : [`${named}: ${fault}`];
  });
}

/** What may hold a parameter: the whole query, or the one text that stands under its name. */
function pairsOf(
  { name, in: place }: Parameter,
  { headers }: MockRequest,
  { query }: Target,
  pathValues: PathValues,
): readonly Pair[] {
  if (place === 'query') return [...query];
  if (place === 'path') return named(name, pathValues.get(name));
  if (place === 'header') return named(name, own(headers, name.toLowerCase()));
  return named(name, readCookies(headers['cookie']).get(name));
}

function named(name: string, text: string | undefined): readonly Pair[] {
  return text === undefined ? [] : [[name, text]];
}

/** The fault of the reading that comes closest; none when one of them has none, or is excused by the spec itself. */
function wrongValue(
  { schema, example, namedExamples }: Parameter,
  readings: readonly Json[],
  schemas: Schemas,
): string | undefined {
  const faults = readings.map((value) => checkValue(value, schema, schemas));
  if (faults.some((one) => one.length === 0)) return undefined;
  // What the spec itself gives as example is fine where its schema forbids it, unless an enum says what is allowed.
  const flat = flattenSchema(schema, schemas).schema;
  const hasEnum = keyword(flat, 'enum') !== undefined;
  const shown = [example, ...namedExamples.map(({ value }) => value)].map(written);
  if (!hasEnum && readings.some((value) => shown.includes(written(value)))) return undefined;
  const likeliest = readings.at(-1);
  if (isArray(likeliest) && !typesOf(flat).includes('array'))
    return `expected one value, found ${likeliest.length}`;
  const [fault] = faults.at(-1) ?? [];
  return fault && (fault.path === '' ? fault.reason : `at ${fault.path}, ${fault.reason}`);
}

/** Alike for values that look alike in a URL. */
function written(value: Json): string {
  if (isArray(value)) return value.map(written).join(',');
  return isObject(value)
    ? JSON.stringify(Object.entries(value).map(([key, inner]) => [key, written(inner)]))
    : String(value);
}
