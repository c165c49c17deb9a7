import type { MediaType, Operation, Response, Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isObject, keyword, schemaKeyword } from '../schema/read.ts';
import { tellsSuccess } from './error-tells.ts';
import type { Finding } from './finding.ts';
import { type Properties, propertiesOf } from './properties-of.ts';
import { scriptSchema } from './script-schema.ts';
import { withoutContradictions } from './without-contradictions.ts';

/** What a documented success holds, as the test script reads it. */
export type ExpectedContent = {
  readonly types: readonly string[];
  readonly json: boolean;
  /** Names of which an object must hold at least one, where the schema does not require any. */
  readonly fields?: readonly string[];
  /** An object without any field is a documented answer: a map may be empty. */
  readonly empty?: true;
  readonly schema?: Schema;
};

export interface ContentContext {
  readonly operation: Pick<Operation, 'method'>;
  readonly schemas: Schemas;
}

interface Found<T> {
  readonly content: T;
  readonly findings: readonly Finding[];
}

/** What a response holds, and where the spec says too little of it; no content where it documents none. */
export function expectedContent(
  response: Response,
  context: ContentContext,
): Found<ExpectedContent | undefined> {
  if (response.contents.length === 0) {
    const findings = isBodiless(response, context.operation) ? [] : [weak(response, NO_BODY)];
    return { content: undefined, findings };
  }
  const types = [...new Set(response.contents.map(({ type }) => bareType(type)))];
  const media = response.contents.find(({ type }) => isJson(type));
  // Another documented type may be what comes; then there is no JSON to look at.
  const onlyJson = response.contents.every(({ type }) => isJson(type));
  if (!media || !onlyJson || isBodiless(response, context.operation))
    return { content: { types, json: false }, findings: [] };
  const { content, findings } = bodyOf(media, response, context);
  return { content: { types, json: true, ...content }, findings };
}

const NO_BODY =
  'the spec documents no body of the success: only an error, an empty object or a page is refused';

function weak(response: Response, reason: string): Finding {
  return { kind: 'weak', response, reason };
}

/** RFC 9110, sections 9.3.2, 15.3.5 and 15.3.6: these answers have no body. */
function isBodiless({ status }: Response, { method }: ContentContext['operation']): boolean {
  return method === 'HEAD' || status === '204' || status === '205';
}

function bodyOf(
  media: MediaType,
  response: Response,
  { schemas }: ContentContext,
): Found<Pick<ExpectedContent, 'fields' | 'empty' | 'schema'>> {
  const example = media.examples[0]?.value;
  const empty = isEmptyAllowed(media, schemas) ? { empty: true as const } : {};
  const scripted = media.schema && scriptSchema(media.schema, schemas);
  if (!media.schema || !scripted) {
    return { content: empty, findings: [weak(response, 'the spec has no schema for the body')] };
  }
  const { schema: fitted, depth } = scripted;
  const { schema, findings } =
    example === undefined
      ? { schema: fitted, findings: [] }
      : withoutContradictions(fitted, example, response);
  const { fields, vague } = fieldsToHold(propertiesOf(media.schema, schemas), example);
  const reasons = [
    ...(depth === undefined ? [] : [`the schema is too large for a script: checked to depth ${depth}`]),
    ...(vague ? ['every field of the success is one that an error has too'] : []),
    ...(isAnyObject(media.schema, schemas)
      ? ['the schema takes any object']
      : empty.empty
        ? ['an object without any field is a documented answer']
        : []),
  ];
  return {
    content: { ...(fields ? { fields } : {}), ...empty, schema },
    findings: [...findings, ...reasons.map((reason) => weak(response, reason))],
  };
}

/** Where an object requires none of its fields, an answer without any of them is not what is documented. */
function fieldsToHold(
  { names, required }: Properties,
  example: Json | undefined,
): { readonly fields?: readonly string[]; readonly vague: boolean } {
  const telling = names.filter(tellsSuccess);
  const vague = names.length > 0 && telling.length === 0;
  if (names.length === 0 || required.every((list) => list.some(tellsSuccess))) return { vague };
  const fields = vague ? names : telling;
  return isObject(example) && fields.some((name) => Object.hasOwn(example, name))
    ? { fields, vague }
    : { vague };
}

/** A map, by date or by id, may have no entry; and what the spec's example shows is right. */
function isEmptyAllowed({ schema = {}, examples }: MediaType, schemas: Schemas): boolean {
  const { schema: flat } = flattenSchema(schema, schemas);
  const isMap =
    schemaKeyword(flat, 'additionalProperties') !== undefined && !schemaKeyword(flat, 'properties');
  const isEmpty = (value: Json) => isObject(value) && Object.keys(value).length === 0;
  return isMap || examples.length === 0 || examples.some(({ value }) => isEmpty(value));
}

function isAnyObject(schema: Schema, schemas: Schemas): boolean {
  const { names, required } = propertiesOf(schema, schemas);
  const type = keyword(flattenSchema(schema, schemas).schema, 'type');
  return names.length === 0 && required.every((list) => list.length === 0) && (type ?? 'object') === 'object';
}

function isJson(type: string): boolean {
  return /^application\/([\w.+-]+\+)?json$|^\*\/\*$/.test(bareType(type));
}

function bareType(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}
