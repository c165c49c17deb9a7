import type { Operation, Parameter, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isArray, schemaEntries, schemaKeyword, typesOf } from '../schema/read.ts';
import { decoded, type MockRequest, type Target } from './mock-request.ts';
import { faultOf } from './read-value.ts';
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
    const texts = textsOf(parameter, request, target, pathValues, schemas);
    const named = `${parameter.in} parameter ${JSON.stringify(parameter.name)}`;
    if (texts === undefined) return [];
    if (texts.length === 0) return parameter.required ? [`${named}: expected a value, found none`] : [];
    const fault = wrongText(parameter, texts, schemas);
    return fault === undefined ? [] : [`${named}: ${fault}`];
  });
}

/** The texts that a request gives a parameter; undefined when its form cannot be told apart from other parameters. */
function textsOf(
  parameter: Parameter,
  { headers }: MockRequest,
  { query }: Target,
  pathValues: PathValues,
  schemas: Schemas,
): readonly string[] | undefined {
  const { name } = parameter;
  if (parameter.in === 'path') return present(pathValues.get(name)?.replace(prefixOf(parameter), ''));
  if (parameter.in === 'header') return present(headers[name.toLowerCase()]);
  if (parameter.in === 'cookie') return present(cookies(headers['cookie'] ?? '').get(name));
  if (query.has(name)) return query.getAll(name);
  const flat = flattenSchema(parameter.schema, schemas).schema;
  if (parameter.contentType !== undefined) return [];
  if (parameter.style === 'deepObject')
    return [...query.keys()].some((key) => key.startsWith(`${name}[`)) ? undefined : [];
  if (!typesOf(flat).includes('object')) return [];
  const spread = schemaEntries(flat, 'properties').some(([property]) => query.has(property));
  return spread ? undefined : [];
}

function present(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

function prefixOf({ style, name }: Parameter): string {
  if (style === 'label') return '.';
  return style === 'matrix' ? `;${name}=` : '';
}

function cookies(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(';').map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return equals < 0 ? ['', ''] : [pair.slice(0, equals).trim(), decoded(pair.slice(equals + 1).trim())];
  });
  return new Map(pairs);
}

function wrongText(parameter: Parameter, texts: readonly string[], schemas: Schemas): string | undefined {
  const flat = flattenSchema(parameter.schema, schemas).schema;
  const types = typesOf(flat);
  // What the spec itself gives as example is fine, even where its own schema forbids it.
  if (isExample(parameter.example, texts)) return undefined;
  if (types.includes('object') && parameter.contentType === undefined) return undefined;
  if (!types.includes('array') || parameter.contentType !== undefined)
    return texts.length > 1
      ? `expected one value, found ${texts.length}`
      : faultOf(texts[0] ?? '', parameter.schema, schemas);
  const items = schemaKeyword(flat, 'items');
  if (!items) return undefined;
  const whole = texts.every((text) => faultOf(text, items, schemas) === undefined);
  if (whole) return undefined;
  const separated = texts.length === 1 ? (texts[0] ?? '').split(SEPARATORS[parameter.style] ?? ',') : texts;
  return separated.map((text) => faultOf(text, items, schemas)).find((fault) => fault !== undefined);
}

const SEPARATORS: { readonly [style: string]: string | RegExp } = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

function isExample(example: Json, texts: readonly string[]): boolean {
  const written = (isArray(example) ? example : [example]).map(textOf);
  if (isArray(example) && written.join(',') === texts.join(',')) return true;
  return texts.length === 1 && texts[0] === textOf(example);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
