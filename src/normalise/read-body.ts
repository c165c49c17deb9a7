import { at } from '../diagnostics/pointer.ts';
import type { MediaType, RequestBody, Schema } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import { own } from '../schema/read.ts';
import { exampleSet, readContents } from './read-contents.ts';
import { list, type Node, type Reading, resolveNode, text } from './reading.ts';

/** The request body, whichever way the document's version describes it. */
export function readBody(
  operation: JsonObject,
  pointer: string,
  pathItem: Node,
  reading: Reading,
): RequestBody | undefined {
  if (reading.dialect === '2.0') return readSwaggerBody(operation, pointer, pathItem, reading);
  const value = own(operation, 'requestBody');
  if (value === undefined) return undefined;
  const body = resolveNode(value, at(pointer, 'requestBody'), 'a request body', reading);
  if (!body) return undefined;
  return {
    pointer: body.pointer,
    required: own(body.node, 'required') === true,
    description: text(body.node, 'description'),
    contents: readContents(body.node, body.pointer, 'request', reading),
  };
}

/** Swagger 2.0: one parameter `in: body`, or several `in: formData`; the media types are those of `consumes`. */
function readSwaggerBody(
  operation: JsonObject,
  pointer: string,
  pathItem: Node,
  reading: Reading,
): RequestBody | undefined {
  const parameters = swaggerParameters(operation, pointer, pathItem, reading);
  const consumes = mediaTypes(operation, reading.document, 'consumes');
  const body = parameters.find(({ node }) => text(node, 'in') === 'body');
  if (body) {
    const types = consumes.length > 0 ? consumes : ['application/json'];
    const pointer = at(body.pointer, 'schema');
    const schema = reading.schemas.read(own(body.node, 'schema'), pointer);
    return swaggerBody(body.node, types, schema, pointer, reading);
  }
  const fields = parameters.filter(({ node }) => text(node, 'in') === 'formData');
  const [first] = fields;
  if (!first) return undefined;
  const hasFile = fields.some(({ node }) => text(node, 'type') === 'file');
  const multipart = consumes.find((type) => type.startsWith('multipart/'));
  const type =
    hasFile || multipart !== undefined
      ? (multipart ?? 'multipart/form-data')
      : 'application/x-www-form-urlencoded';
  return swaggerBody(
    { required: fields.some(({ node }) => own(node, 'required') === true) },
    [type],
    formSchema(fields, reading),
    first.pointer,
    reading,
  );
}

function swaggerBody(
  node: JsonObject,
  types: readonly string[],
  schema: Schema,
  pointer: string,
  reading: Reading,
): RequestBody {
  const set = exampleSet([], schema, pointer, 'request', reading);
  const contents: MediaType[] = types.map((type) => ({ type, pointer, schema, ...set, encoding: {} }));
  return {
    pointer,
    required: own(node, 'required') === true,
    description: text(node, 'description'),
    contents,
  };
}

function swaggerParameters(
  operation: JsonObject,
  pointer: string,
  pathItem: Node,
  reading: Reading,
): readonly Node[] {
  const places = [...pointers(operation, pointer), ...pointers(pathItem.node, pathItem.pointer)];
  return places.flatMap(([value, place]) => {
    const parameter = resolveNode(value, place, 'a parameter', reading);
    return parameter ? [parameter] : [];
  });
}

function pointers(node: JsonObject, pointer: string): readonly (readonly [unknown, string])[] {
  return list(node, 'parameters').map((value, index) => [value, at(pointer, 'parameters', index)]);
}

function formSchema(fields: readonly Node[], reading: Reading): Schema {
  const properties = fields.map(({ node, pointer }): [string, Schema] => {
    const { name: _name, in: _in, required: _required, ...schema } = node;
    return [text(node, 'name'), reading.schemas.read(schema, pointer)];
  });
  const required = fields
    .filter(({ node }) => own(node, 'required') === true)
    .map(({ node }) => text(node, 'name'));
  return { type: 'object', properties: Object.fromEntries(properties), required: [...new Set(required)] };
}

/** `consumes` or `produces` of the operation, or the document's. */
export function mediaTypes(
  operation: JsonObject,
  document: JsonObject,
  key: 'consumes' | 'produces',
): readonly string[] {
  const declared = list(operation, key);
  return (declared.length > 0 ? declared : list(document, key)).filter((type) => typeof type === 'string');
}
