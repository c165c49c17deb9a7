import type { MediaType, RequestBody, Schema, Schemas } from '../model/api.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJson } from '../postman/choose-content.ts';
import { checkValue, type Fault } from '../schema/check-value.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isObject, keyword, own, requiredOf, schemaEntries, schemaKeyword, typesOf } from '../schema/read.ts';
import { relaxed } from '../schema/without-read-only.ts';
import { formParts } from './form-parts.ts';
import { bareType, type MockRequest } from './mock-request.ts';
import { type FormField, readMultipart, readUrlencoded } from './read-form.ts';
import { faultOf, parsedJson, withTags } from './read-value.ts';

export interface BodyCheck {
  /** The value of a JSON body, or the fields of a form. */
  readonly value?: Json;
  readonly faults: readonly string[];
  /** The content type is none of the documented ones. */
  readonly unsupported?: boolean;
}

const MOST_FAULTS = 5;

/** Holds a request's body against what the operation documents; `schemas` are those for requests. */
export function checkBody(body: RequestBody | undefined, request: MockRequest, schemas: Schemas): BodyCheck {
  if (!body || body.contents.length === 0) return { faults: [] };
  if (request.body.length === 0)
    return { faults: mayBeEmpty(body, schemas) ? [] : ['body: expected one, found none'] };
  const given = request.headers['content-type'] ?? '';
  const media = body.contents.find(({ type }) => matches(bareType(type), bareType(given)));
  if (!media) {
    const types = body.contents.map(({ type }) => bareType(type)).join(' or ');
    const found = given === '' ? 'none' : JSON.stringify(bareType(given));
    return { faults: [`header "Content-Type": expected ${types}, found ${found}`], unsupported: true };
  }
  if (isJson(given)) return checkJson(media, request.body, schemas);
  if (bareType(given) === MULTIPART) return checkForm(media, readMultipart(request.body, given), schemas);
  if (bareType(given) === URLENCODED) return checkForm(media, readUrlencoded(request.body), schemas);
  return { faults: [] };
}

/** A form of which no field is required is sent as nothing when no field is filled in. */
function mayBeEmpty({ required, contents }: RequestBody, schemas: Schemas): boolean {
  if (!required) return true;
  return contents.every(({ type, schema = {} }) => {
    const isForm = FORMS.has(bareType(type));
    return isForm && requiredOf(flattenSchema(relaxed(schema, schemas), schemas).schema).length === 0;
  });
}

const MULTIPART = 'multipart/form-data';
const URLENCODED = 'application/x-www-form-urlencoded';
const FORMS: ReadonlySet<string> = new Set([MULTIPART, URLENCODED]);

function matches(documented: string, given: string): boolean {
  if (documented === given || documented === '*/*') return true;
  if (documented.endsWith('/*')) return given.startsWith(documented.slice(0, -1));
  return isJson(documented) && given === 'application/json';
}

function checkJson(media: MediaType, bytes: Uint8Array, schemas: Schemas): BodyCheck {
  const text = new TextDecoder().decode(bytes);
  const checked = checkJsonText(media, text, schemas);
  if (checked.faults.length === 0 || !text.includes('{ {')) return checked;
  const restored = checkJsonText(media, withTags(text), schemas);
  return restored.faults.length === 0 ? restored : checked;
}

function checkJsonText(media: MediaType, text: string, schemas: Schemas): BodyCheck {
  const value = parsedJson(text);
  if (value === undefined) return { faults: ['body: expected JSON, found something else'] };
  if (!media.schema) return { value, faults: [] };
  const schema = relaxed(media.schema, schemas);
  const faults = checkValue(value, schema, schemas);
  if (faults.length === 0) return { value, faults: [] };
  const excused = excusedFaults(media, schema, schemas);
  const left = faults.filter((fault) => !excused.has(withoutFinding(fault)));
  return { value, faults: left.slice(0, MOST_FAULTS).map(describeFault) };
}

/** What the spec's own examples break cannot be asked of a client. */
function excusedFaults(
  { examples, alternatives }: MediaType,
  schema: Schema,
  schemas: Schemas,
): ReadonlySet<string> {
  const faults = [...examples, ...alternatives].flatMap(({ value }) =>
    checkValue(value, schema, schemas, 200),
  );
  return new Set(faults.map(withoutFinding));
}

function withoutFinding({ path, reason }: Fault): string {
  return `${path} ${reason.split(', found')[0]}`;
}

function describeFault({ path, reason }: Fault): string {
  return path === '' ? `body: ${reason}` : `body ${path}: ${reason}`;
}

function checkForm(media: MediaType, fields: readonly FormField[] | string, schemas: Schemas): BodyCheck {
  if (typeof fields === 'string') return { faults: [`body: ${fields}`] };
  const { schema } = flattenSchema(relaxed(media.schema ?? {}, schemas), schemas);
  const parts = formParts(fields, media.encoding, schema, schemas);
  const texts = fields.filter(({ isFile }) => !isFile).map(({ name, text }) => [name, text]);
  const value = { ...Object.fromEntries(texts), ...parts };
  const missing = requiredOf(schema)
    .filter((name) => !Object.hasOwn(parts, name) && !fields.some((field) => isFieldOf(field.name, name)))
    .map((name) => `body field ${JSON.stringify(name)}: expected a value, found none`);
  const wrong = fields.flatMap((field) => wrongField(field, media, schema, schemas));
  const wrongParts = partFaults(parts, media, schema, schemas);
  return { value, faults: [...missing, ...wrong, ...wrongParts].slice(0, MOST_FAULTS) };
}

function partFaults(
  parts: JsonObject,
  media: MediaType,
  schema: Schema,
  schemas: Schemas,
): readonly string[] {
  const properties = schemaEntries(schema, 'properties').filter(([name]) => Object.hasOwn(parts, name));
  const inParts: Schema = { properties: Object.fromEntries(properties) };
  const faults = checkValue(parts, inParts, schemas);
  if (faults.length === 0) return [];
  const excused = excusedFaults(media, schema, schemas);
  return faults.filter((fault) => !excused.has(withoutFinding(fault))).map(describeFault);
}

/** `filter[name]` and `ids[]` are parts of the field `filter` and `ids`. */
function isFieldOf(field: string, name: string): boolean {
  return field === name || field.startsWith(`${name}[`) || field.startsWith(`${name}.`);
}

function wrongField(field: FormField, media: MediaType, schema: Schema, schemas: Schemas): readonly string[] {
  const property = schemaEntries(schema, 'properties').find(([name]) => name === field.name)?.[1];
  if (!property || field.isFile || isExampleOf(media, field)) return [];
  const flat = flattenSchema(property, schemas).schema;
  if (keyword(flat, 'format') === 'binary') return [];
  const items = typesOf(flat).includes('array') ? schemaKeyword(flat, 'items') : undefined;
  const fault = faultOf(field.text, property, schemas);
  const itemFits =
    items && field.text.split(',').every((text) => faultOf(text, items, schemas) === undefined);
  return fault === undefined || itemFits ? [] : [`body field ${JSON.stringify(field.name)}: ${fault}`];
}

function isExampleOf({ examples }: MediaType, { name, text }: FormField): boolean {
  return examples.some(({ value }) => {
    const documented = isObject(value) ? own(value, name) : undefined;
    if (documented === undefined) return false;
    // A form has no null and no empty object: what is required is sent as an empty text then.
    if (text === '' && typeof documented === 'object' && Object.keys(documented ?? {}).length === 0)
      return true;
    return (typeof documented === 'string' ? documented : JSON.stringify(documented)) === text;
  });
}
