import { keysOf } from '../diagnostics/pointer.ts';
import type { MediaType, Operation, Response, Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { checkValue } from '../schema/check-value.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { keyword, requiredOf, schemaEntries } from '../schema/read.ts';
import { fitSchema } from './fit-schema.ts';
import { loosen } from './loosen.ts';
import { scriptSchema } from './script-schema.ts';

/** What a test script knows of its operation; `templates/request-test.js` reads it. */
export type Expectation = {
  /** Codes of documented successes; `2XX` for any. */
  readonly success: readonly (number | '2XX')[];
  /** By code, `2XX` or `default`: what a success holds; absent where the spec documents no body. */
  readonly content: { readonly [status: string]: ExpectedContent };
  /** Scopes and token type, for whoever gets a 401 or 403. */
  readonly access: string;
  /** Field or header of the platform's request id. */
  readonly trace: string | null;
  /** Milliseconds. */
  readonly budget: number;
};

export type ExpectedContent = {
  readonly types: readonly string[];
  readonly json: boolean;
  /** Names of which an object must hold at least one, where the schema requires none. */
  readonly fields?: readonly string[];
  readonly schema?: Schema;
};

/** A check that had to go or that says too little. */
export type Finding =
  /** The spec's own example breaks the check; `at` is the place in the example. */
  | {
      readonly kind: 'contradicted';
      readonly response: Response;
      readonly at: string;
      readonly reason: string;
    }
  | { readonly kind: 'weak'; readonly response: Response; readonly reason: string };

export interface ExpectationOptions {
  readonly access: string;
  readonly trace: string | null;
  readonly budget: number;
}

/** What the spec lets one expect of an operation's success, and where it says too little. */
export function expectationOf(
  operation: Operation,
  schemas: Schemas,
  options: ExpectationOptions,
): { readonly expectation: Expectation; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const successes = successesOf(operation.responses);
  const content = successes.flatMap((response): [string, ExpectedContent][] => {
    const expected = contentOf(response, schemas, findings);
    return expected ? [[response.status, expected]] : [];
  });
  const success = successes.map(({ status }) => (/^\d+$/.test(status) ? Number(status) : '2XX'));
  return {
    expectation: {
      success: [...new Set<number | '2XX'>(success.length > 0 ? success : ['2XX'])],
      content: Object.fromEntries(content),
      ...options,
    },
    findings,
  };
}

/** The documented 2xx; `default` stands for them where there is no other. */
export function successesOf(responses: readonly Response[]): readonly Response[] {
  const successes = responses.filter(({ status }) => status.startsWith('2'));
  return successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default');
}

function contentOf(response: Response, schemas: Schemas, findings: Finding[]): ExpectedContent | undefined {
  const [first] = response.contents;
  if (!first) {
    if (!BODILESS.has(response.status))
      findings.push({ kind: 'weak', response, reason: 'the spec documents no body of the success' });
    return undefined;
  }
  const types = [...new Set(response.contents.map(({ type }) => bareType(type)))];
  const media = response.contents.find(({ type }) => isJson(type));
  if (!media) return { types, json: false };
  // Another documented type may be what comes; then there is no JSON to look at.
  const onlyJson = response.contents.every(({ type }) => isJson(type));
  return { types, json: onlyJson, ...(onlyJson ? bodyOf(media, response, schemas, findings) : {}) };
}

/** RFC 9110, sections 15.3.5 and 15.3.6: these answers have no body. */
const BODILESS = new Set(['204', '205']);

function bodyOf(
  media: MediaType,
  response: Response,
  schemas: Schemas,
  findings: Finding[],
): Pick<ExpectedContent, 'fields' | 'schema'> {
  const whole = media.schema && scriptSchema(media.schema, schemas);
  if (!media.schema || !whole) {
    findings.push({ kind: 'weak', response, reason: 'the spec has no schema for the body' });
    return {};
  }
  const { schema: fitted, depth } = fitSchema(whole);
  if (depth !== undefined) findings.push({ kind: 'weak', response, reason: tooLarge(depth) });
  const example = media.examples[0]?.value;
  const schema = example === undefined ? fitted : withoutContradictions(fitted, example, response, findings);
  const fields = fieldsToHold(media.schema, schemas, example);
  if (fields === undefined && !constrains(media.schema, schemas))
    findings.push({ kind: 'weak', response, reason: 'the schema takes any object' });
  return { ...(fields ? { fields } : {}), schema };
}

function tooLarge(depth: number): string {
  return `the schema is too large for a script: checked to depth ${depth}`;
}

/** Where an object requires none of its fields, an answer without any of them is not what is documented. */
function fieldsToHold(
  schema: Schema,
  schemas: Schemas,
  example: Json | undefined,
): readonly string[] | undefined {
  const { schema: flat } = flattenSchema(schema, schemas);
  const names = schemaEntries(flat, 'properties')
    .filter(([, property]) => keyword(flattenSchema(property, schemas).schema, 'writeOnly') !== true)
    .map(([name]) => name);
  if (names.length === 0 || requiredOf(flat).some((name) => names.includes(name))) return undefined;
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return undefined;
  const telling = names.filter((name) => !ERROR_FIELDS.has(name));
  const fields = telling.length > 0 ? telling : names;
  return fields.some((name) => Object.hasOwn(example, name)) ? fields : undefined;
}

/** Fields that an error body has too: alone they do not tell an answer from an error. */
const ERROR_FIELDS = new Set(['statusCode', 'message', 'error', 'errors', 'traceId', 'status', 'code']);

function constrains(schema: Schema, schemas: Schemas): boolean {
  const { schema: flat } = flattenSchema(schema, schemas);
  if (requiredOf(flat).length > 0 || schemaEntries(flat, 'properties').length > 0) return true;
  const type = keyword(flat, 'type');
  return type !== undefined && type !== 'object';
}

/** Each round takes the checks away that the spec's own example fails; what is left holds for it. */
function withoutContradictions(
  schema: Schema,
  example: Json,
  response: Response,
  findings: Finding[],
): Schema {
  let left = schema;
  for (let round = 0; round < 8; round++) {
    const faults = checkValue(example, inModelTerms(left), definitionsOf(left));
    if (faults.length === 0) return left;
    for (const { path, reason } of faults) {
      findings.push({ kind: 'contradicted', response, at: path, reason });
      left = loosen(left, keysOf(path));
    }
  }
  return {};
}

/** The checker reads references of the model's form. */
function inModelTerms(schema: Schema): Schema {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"$ref":"#/definitions/', '"$ref":"#/schemas/'),
  ) as Schema;
}

function definitionsOf(schema: Schema): Schemas {
  const definitions = keyword(schema, 'definitions');
  return (definitions === undefined ? {} : inModelTerms(definitions as Schema)) as Schemas;
}

function isJson(type: string): boolean {
  return /^application\/([\w.+-]+\+)?json$|^\*\/\*$/.test(bareType(type));
}

function bareType(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}
