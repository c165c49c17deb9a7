import type { MediaType, Operation, Schema, Schemas } from '../model/api.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJson } from '../postman/choose-content.ts';
import { reasonPhrase } from '../postman/example-codes.ts';
import { checkValue } from '../schema/check-value.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isArray, isObject, keyword, own, schemaKeyword, typesOf } from '../schema/read.ts';
import type { MockAnswer } from './mock-request.ts';

export interface Refusal {
  /** Statuses that say it, best first; the first one stands where the operation documents none of them. */
  readonly statuses: readonly [number, ...number[]];
  /** What was wrong: which part of the request, what was expected, what came. */
  readonly reasons: readonly string[];
  readonly headers?: { readonly [name: string]: string };
}

export interface ErrorContext {
  readonly traceField: string | undefined;
  readonly traceId: string;
  /** Absent: no operation is known, the platform's own shape is taken. */
  readonly documented?: { readonly operation: Operation; readonly schemas: Schemas };
}

/** A refusal in the shape that the operation documents for its status, or for another 4xx. */
export function errorAnswer(refusal: Refusal, context: ErrorContext): MockAnswer {
  const status = chosenStatus(refusal, context.documented?.operation);
  const media = context.documented && errorMedia(context.documented.operation, status);
  const body = errorBody(status, refusal.reasons, media, context);
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...refusal.headers },
    body: JSON.stringify(body),
  };
}

function chosenStatus({ statuses }: Refusal, operation: Operation | undefined): number {
  const documented = new Set(operation?.responses.map(({ status }) => status) ?? []);
  return statuses.find((status) => documented.has(String(status))) ?? statuses[0];
}

function errorMedia({ responses }: Operation, status: number): MediaType | undefined {
  const order = [String(status), `${String(status)[0]}XX`, 'default'];
  const others = responses.filter((response) => response.status.startsWith('4'));
  const candidates = [
    ...order.flatMap((one) => responses.filter((response) => response.status === one)),
    ...others,
  ];
  return candidates
    .flatMap(({ contents }) => contents)
    .find(
      ({ type, schema, examples }) => isJson(type) && schema !== undefined && isObject(examples[0]?.value),
    );
}

function errorBody(
  status: number,
  reasons: readonly string[],
  media: MediaType | undefined,
  { traceField, traceId, documented }: ErrorContext,
): Json {
  const phrase = reasonPhrase(status) || 'Error';
  const message = reasons.join('; ');
  const sample = media?.examples[0]?.value;
  if (!media?.schema || !isObject(sample) || !documented)
    return {
      statusCode: status,
      message,
      error: phrase,
      ...(traceField === undefined ? {} : { [traceField]: traceId }),
    };
  const facts: readonly (readonly [string, readonly Json[]])[] = [
    ['statusCode', [status, String(status)]],
    ['status', [status, String(status), phrase]],
    ['code', [status, String(status), phrase]],
    ['message', [message, reasons]],
    ['error', [phrase]],
    ...(traceField === undefined ? [] : [[traceField, [traceId]] as const]),
  ];
  const { schemas } = documented;
  const told = facts.reduce(
    (body, [name, values]) => tell(body, name, values, media.schema ?? {}, schemas),
    sample,
  );
  return holdsMessage(told, message, reasons) ? told : withMessage(told, message, media.schema, schemas);
}

/** The first of `values` that the schema allows under `name`, where it documents or shows such a field. */
function tell(
  body: JsonObject,
  name: string,
  values: readonly Json[],
  schema: Schema,
  schemas: Schemas,
): JsonObject {
  const property = own(schemaKeyword(flattenSchema(schema, schemas).schema, 'properties') ?? {}, name);
  if (!isObject(property))
    return Object.hasOwn(body, name) ? { ...body, [name]: likeBefore(body[name], values) } : body;
  const ordered = wantsList(property, schemas) ? values.toReversed() : values;
  const value = ordered.find((one) => checkValue(one, property, schemas, 1).length === 0);
  return value === undefined ? body : { ...body, [name]: value };
}

function wantsList(property: Schema, schemas: Schemas): boolean {
  return typesOf(flattenSchema(property, schemas).schema)[0] === 'array';
}

function likeBefore(before: Json | undefined, values: readonly Json[]): Json {
  const kind = (value: Json | undefined): string => (isArray(value) ? 'array' : typeof value);
  return values.find((value) => kind(value) === kind(before)) ?? before ?? null;
}

function holdsMessage(body: JsonObject, message: string, reasons: readonly string[]): boolean {
  const found = own(body, 'message');
  return found === message || (isArray(found) && found.length === reasons.length && found[0] === reasons[0]);
}

/** A shape without a place for the reason still gets one, unless it forbids other fields. */
function withMessage(body: JsonObject, message: string, schema: Schema, schemas: Schemas): JsonObject {
  const flat = flattenSchema(schema, schemas).schema;
  if (keyword(flat, 'additionalProperties') === false) return body;
  const changed = { ...body, message };
  return checkValue(changed, schema, schemas, 1).length === 0 ? changed : body;
}
