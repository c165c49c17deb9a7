import type { Parameter, Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isObject, own, schemaKeyword, schemaList, typesOf } from '../schema/read.ts';
import { formParts } from './form-parts.ts';
import { readValue } from './read-value.ts';

export type Pair = readonly [name: string, text: string];

/**
 * OpenAPI 3.x, "Style Values": the values that the pairs of a request can mean for a parameter, the likeliest last;
 * none when nothing is there for it. A list may come as clients like to write it, whatever its style.
 */
export function readParameter(
  parameter: Parameter,
  pairs: readonly Pair[],
  schemas: Schemas,
): readonly Json[] {
  const { name, schema, contentType } = parameter;
  const branches = [...schemaList(schema, 'anyOf'), ...schemaList(schema, 'oneOf')];
  if (branches.length > 0)
    return branches.flatMap((branch) => readParameter({ ...parameter, schema: branch }, pairs, schemas));
  const flat = flattenSchema(schema, schemas).schema;
  const types = contentType === undefined ? typesOf(flat) : [];
  const [first, ...others] = pairs
    .filter(([key]) => key === name || key === `${name}[]`)
    .map(([, text]) => unprefixed(parameter, text));
  if (first === undefined)
    return types.includes('object') || types.includes('array') ? inParts(parameter, pairs, schemas) : [];
  const items = schemaKeyword(flat, 'items') ?? {};
  const list = (texts: readonly string[]): Json => texts.map((text) => readValue(text, items, schemas));
  // Several values where one is asked for are a list, which no schema of one value takes.
  if (others.length > 0) return [list([first, ...others])];
  const plain = readValue(first, schema, schemas);
  if (types.includes('array'))
    return [
      plain,
      ...(first === '' ? [[]] : []),
      list([first]),
      list(first.split(separator(parameter, first))),
    ];
  if (types.includes('object')) return [plain, pairedObject(parameter, first, flat, schemas)];
  return [plain];
}

function unprefixed({ style, name }: Parameter, text: string): string {
  const prefix = style === 'label' ? '.' : style === 'matrix' ? `;${name}=` : '';
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

const SEPARATORS: { readonly [style: string]: string } = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

function separator({ in: place, style, name }: Parameter, text: string): string | RegExp {
  // RFC 9110, section 5.6.1: the members of a header's list may have white space between them.
  if (place === 'header') return /\s*,\s*/;
  const exploded = style === 'label' ? '.' : `;${name}=`;
  const isExploded = (style === 'label' || style === 'matrix') && text.includes(exploded);
  return isExploded ? exploded : (own(SEPARATORS, style) ?? ',');
}

/** `filter[name]=v`, or the properties as parameters of their own. */
function inParts(
  { name, style, explode, schema }: Parameter,
  pairs: readonly Pair[],
  schemas: Schemas,
): readonly Json[] {
  const fields = pairs.map(([key, text]) => ({ name: key, text, isFile: false }));
  const form: Schema = { properties: { [name]: schema } };
  const parts = formParts(fields, { [name]: { style, explode } }, form, schemas);
  return Object.hasOwn(parts, name) ? [parts[name] ?? null] : [];
}

/** `name,v,size,3`, or `name=v,size=3` where a path or header parameter is exploded. */
function pairedObject({ style, explode }: Parameter, text: string, flat: Schema, schemas: Schemas): Json {
  const parts = text.split(',');
  const pairs =
    explode && style !== 'form'
      ? parts.map((part): Pair => [part.split('=')[0] ?? '', part.slice(part.indexOf('=') + 1)])
      : parts.flatMap((part, at): Pair[] => (at % 2 === 0 ? [[part, parts[at + 1] ?? '']] : []));
  const properties = schemaKeyword(flat, 'properties') ?? {};
  const entries = pairs.map(([key, value]): [string, Json] => {
    const property = own(properties, key);
    return [key, readValue(value, isObject(property) ? property : {}, schemas)];
  });
  return Object.fromEntries(entries);
}
