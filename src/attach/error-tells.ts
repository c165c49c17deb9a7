import type { Response, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isObject } from '../schema/read.ts';
import { propertiesOf } from './properties-of.ts';

/** By what a script knows an error that comes with a success's status. */
export interface ErrorTells {
  /** Fields that tell one by their value, such as `success: false`. */
  readonly errorSigns: readonly string[];
  /** Fields that do not tell a success: a body of these alone, or of none, is an error. */
  readonly errorFields: readonly string[];
}

/** Fields that the error bodies of many APIs have; HTTP frameworks and RFC 9457 write most of them. */
const FIELDS = ['statusCode', 'code', 'message', 'error', 'errors', 'detail', 'details', 'timestamp', 'path'];
const OUTCOMES = ['success', 'ok', 'statusCode', 'status'];
const COMPLAINTS = ['error', 'errors'];

/**
 * The tells of an operation: none that its documented successes hold. An outcome (`success`) may be documented, but
 * not with an example that tells of a failure.
 */
export function errorTells(
  successes: readonly Response[],
  schemas: Schemas,
  trace: string | null,
): ErrorTells {
  const contents = successes.flatMap((response) => response.contents);
  const examples = contents.flatMap(({ examples }) => examples.map(({ value }) => value).filter(isObject));
  const documented = new Set([
    ...contents.flatMap(({ schema }) => (schema ? propertiesOf(schema, schemas).names : [])),
    ...examples.flatMap((example) => Object.keys(example)),
  ]);
  const failed = (name: string) => examples.some((example) => isSign(name, example[name]));
  return {
    errorSigns: [
      ...OUTCOMES.filter((name) => !failed(name)),
      ...COMPLAINTS.filter((name) => !documented.has(name)),
    ],
    errorFields: [...new Set([...FIELDS, ...(trace === null ? [] : [trace])])].filter(
      (name) => !documented.has(name),
    ),
  };
}

/** Whether a field of this name says more than an error would. */
export function tellsSuccess(name: string): boolean {
  return !FIELDS.includes(name) && name !== 'traceId';
}

/** As `templates/request-test.js` reads them. */
function isSign(name: string, value: Json | undefined): boolean {
  return name.startsWith('status') ? Number(value) >= 400 : value === false;
}
