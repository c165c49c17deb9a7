import { at } from '../diagnostics/pointer.ts';
import type { Parameter, ParameterPlace, Schema } from '../model/api.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isArray, isObject, keyword, own } from '../schema/read.ts';
import { readExamples } from './read-contents.ts';
import { entries, list, type Node, type Reading, resolveNode, text } from './reading.ts';

/** Path-level parameters, overridden by the operation's, and one for each `{name}` that nobody declares. */
export function readParameters(
  path: string,
  operation: Node,
  pathItem: Node,
  reading: Reading,
): readonly Parameter[] {
  const parameters = new Map<string, Parameter>();
  for (const { node, pointer } of [pathItem, operation]) {
    for (const [index, value] of list(node, 'parameters').entries()) {
      const read = readParameter(value, at(pointer, 'parameters', index), reading);
      if (read) parameters.set(`${read.in} ${read.name}`, read);
    }
  }
  const names = [...path.matchAll(/\{([^{}/]+)\}/g)].map(([, name = '']) => name);
  for (const name of names) {
    if (parameters.has(`path ${name}`)) continue;
    reading.report('path-parameter-undeclared', { name }, operation.pointer);
    parameters.set(`path ${name}`, undeclared(name, operation.pointer, reading));
  }
  return [...parameters.values()].filter((parameter) => {
    const stands = parameter.in !== 'path' || names.includes(parameter.name);
    if (!stands) reading.report('path-parameter-unused', { name: parameter.name }, parameter.pointer);
    return stands;
  });
}

const PLACES: { readonly [place: string]: ParameterPlace } = {
  path: 'path',
  query: 'query',
  header: 'header',
  cookie: 'cookie',
};

function readParameter(value: unknown, pointer: string, reading: Reading): Parameter | undefined {
  const parameter = resolveNode(value, pointer, 'a parameter', reading);
  if (!parameter) return undefined;
  const { parameters } = reading;
  if (!parameters.has(parameter.pointer)) parameters.set(parameter.pointer, readNode(parameter, reading));
  return parameters.get(parameter.pointer);
}

function readNode(parameter: Node, reading: Reading): Parameter | undefined {
  const { node } = parameter;
  const [name, place] = [text(node, 'name'), text(node, 'in')];
  // Swagger 2.0 describes bodies as parameters; `readBody` takes those.
  if (reading.dialect === '2.0' && (place === 'body' || place === 'formData')) return undefined;
  const where = own(PLACES, place);
  if (name === '' || !where) {
    reading.report(
      'node-invalid',
      {
        expected: 'a parameter with a name, in path, query, header or cookie',
        found: JSON.stringify({ name, in: place }).slice(0, 120),
      },
      parameter.pointer,
    );
    return undefined;
  }
  if (!canBeNamed(name, where)) {
    const found = JSON.stringify(name).slice(0, 120);
    reading.report('node-invalid', { expected: `a name that a ${where} can have`, found }, parameter.pointer);
    return undefined;
  }
  return described(name, where, parameter, reading);
}

/** RFC 9110, section 5.6.2, and RFC 6265, section 4.1.1: a client refuses to send any other name of a header or cookie. */
function canBeNamed(name: string, where: ParameterPlace): boolean {
  return (where !== 'header' && where !== 'cookie') || /^[\w!#$%&'*+.^`|~-]+$/.test(name);
}

function described(
  name: string,
  where: ParameterPlace,
  { node, pointer }: Node,
  reading: Reading,
): Parameter {
  const [content] = entries(node, 'content');
  const media = content && isObject(content[1]) ? content[1] : undefined;
  const inline = reading.dialect === '2.0' ? inlineSchema(node) : (own(node, 'schema') ?? {});
  const place = reading.dialect === '2.0' ? pointer : at(pointer, 'schema');
  const schema =
    media && content
      ? reading.schemas.read(own(media, 'schema') ?? {}, at(pointer, 'content', content[0], 'schema'))
      : reading.schemas.read(inline, place);
  const documented =
    media && content
      ? readExamples(media, at(pointer, 'content', content[0]), schema, 'request', reading)
      : readExamples(node, pointer, schema, 'request', reading);
  return {
    name,
    in: where,
    pointer,
    required: own(node, 'required') === true || where === 'path',
    description: text(node, 'description') || text(schema, 'description'),
    deprecated: own(node, 'deprecated') === true,
    schema,
    ...(content ? { contentType: content[0] } : {}),
    ...serialisation(where, node),
    example: listed(documented[0]?.value ?? sampleText(schema, name, pointer, reading), schema, reading),
    namedExamples: documented.filter((example) => example.name !== ''),
    declared: true,
  };
}

/** A URL or a header has no null, only the word: where the spec's example or default is null, a value is shown. */
function sampleText(schema: Schema, name: string, pointer: string, reading: Reading): Json {
  const { sampler, schemas } = reading;
  const value = sampler.sample(schema, name, 'request', pointer);
  if (value !== null) return value;
  const { example: _example, default: _default, ...bare } = flattenSchema(schema, schemas.schemas).schema;
  return sampler.sample(bare, name, 'request', pointer);
}

/**
 * A value that the enum does not list is refused, whoever shows it as example: the listed one that it names is sent
 * (`AD_MANAGER or INTEGRATION`), else the first.
 */
function listed(value: Json, schema: Schema, { schemas }: Reading): Json {
  const values = keyword(flattenSchema(schema, schemas.schemas).schema, 'enum');
  if (!isArray(values) || values.some((one) => String(one) === String(value))) return value;
  const words = String(value)
    .toLowerCase()
    .split(/[^a-z0-9_-]+/);
  const place = (one: Json): number => words.indexOf(String(one).toLowerCase());
  const named = values.filter((one) => place(one) >= 0).toSorted((left, right) => place(left) - place(right));
  return named[0] ?? values.find((one) => one !== null) ?? value;
}

/** Swagger 2.0, "Parameter Object": the schema's keywords stand on the parameter itself. */
function inlineSchema(node: JsonObject): JsonObject {
  const { name: _name, in: _in, required: _required, description: _description, ...schema } = node;
  const example = own(node, 'x-example');
  return example === undefined ? schema : { ...schema, example };
}

const COLLECTION_FORMATS: {
  readonly [format: string]: { readonly style: string; readonly explode: boolean };
} = {
  csv: { style: 'form', explode: false },
  multi: { style: 'form', explode: true },
  ssv: { style: 'spaceDelimited', explode: false },
  tsv: { style: 'tabDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
};

/** OpenAPI 3.x, "Parameter Object": `style` and `explode`, with their defaults by place. */
function serialisation(where: ParameterPlace, node: JsonObject): { style: string; explode: boolean } {
  const format = own(node, 'collectionFormat') ?? (own(node, 'type') === 'array' ? 'csv' : undefined);
  const legacy = typeof format === 'string' ? own(COLLECTION_FORMATS, format) : undefined;
  if (legacy) return legacy;
  const fallback = where === 'query' || where === 'cookie' ? 'form' : 'simple';
  const style = text(node, 'style') || fallback;
  const explode = own(node, 'explode');
  return { style, explode: typeof explode === 'boolean' ? explode : style === 'form' };
}

function undeclared(name: string, pointer: string, reading: Reading): Parameter {
  const schema = { type: 'string' };
  const example: Json = reading.sampler.sample(schema, name, 'request', pointer);
  return {
    name,
    in: 'path',
    pointer,
    required: true,
    description: '',
    deprecated: false,
    schema,
    style: 'simple',
    explode: false,
    example,
    namedExamples: [],
    declared: false,
  };
}
