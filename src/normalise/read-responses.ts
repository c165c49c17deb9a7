import { at } from '../diagnostics/pointer.ts';
import type { MediaType, NamedExample, Response, ResponseHeader } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject, own } from '../schema/read.ts';
import { exampleDocument } from './example-document.ts';
import { mediaTypes } from './read-body.ts';
import { exampleSet, readContents, readExamples } from './read-contents.ts';
import { readLinks } from './read-links.ts';
import { entries, type Node, named, type Reading, resolveNode, text } from './reading.ts';

/** The documented responses: codes first in the order of the spec. */
export function readResponses(operation: JsonObject, pointer: string, reading: Reading): readonly Response[] {
  return entries(operation, 'responses').flatMap(([status, value]): Response[] => {
    const place = at(pointer, 'responses', status);
    if (!/^([1-5]\d\d|[1-5]XX|default)$/i.test(status)) {
      reading.report(
        'node-invalid',
        { expected: 'a status code, a range such as 2XX, or default', found: status.slice(0, 60) },
        place,
      );
      return [];
    }
    const response = resolveNode(value, place, 'a response', reading);
    return response ? [readOnce(status, response, operation, reading)] : [];
  });
}

function readOnce(status: string, node: Node, operation: JsonObject, reading: Reading): Response {
  // Of Swagger 2.0, the operation decides on the media types.
  if (reading.dialect === '2.0') return readResponse(status, node, operation, reading);
  const key = `${status} ${node.pointer}`;
  const response = reading.responses.get(key) ?? readResponse(status, node, operation, reading);
  reading.responses.set(key, response);
  return response;
}

function readResponse(
  status: string,
  { node, pointer }: Node,
  operation: JsonObject,
  reading: Reading,
): Response {
  return {
    status: /^default$/i.test(status) ? 'default' : status.toUpperCase(),
    pointer,
    description: text(node, 'description').trim(),
    headers: named(node, 'headers').flatMap(([name, value]) =>
      readHeader(name, value, at(pointer, 'headers', name), reading),
    ),
    links: readLinks(node, pointer, reading),
    contents:
      reading.dialect === '2.0'
        ? swaggerContents(node, pointer, operation, reading)
        : readContents(node, pointer, 'response', reading),
  };
}

function readHeader(
  name: string,
  value: unknown,
  pointer: string,
  reading: Reading,
): readonly ResponseHeader[] {
  const header = resolveNode(value, pointer, 'a header', reading);
  if (!header) return [];
  const { node } = header;
  const legacy = reading.dialect === '2.0';
  const schema = reading.schemas.read(
    legacy ? node : (own(node, 'schema') ?? {}),
    legacy ? header.pointer : at(header.pointer, 'schema'),
  );
  const [documented] = readExamples(node, header.pointer, schema, 'response', reading);
  const example = documented
    ? documented.value
    : reading.sampler.sample(schema, name, 'response', header.pointer);
  return [{ name, description: text(node, 'description'), example }];
}

/** Swagger 2.0, "Response Object": one schema for all of `produces`, and examples by media type. */
function swaggerContents(
  node: JsonObject,
  pointer: string,
  operation: JsonObject,
  reading: Reading,
): readonly MediaType[] {
  const described = own(node, 'schema');
  const given = own(node, 'examples');
  const examples = isObject(given) ? given : {};
  const produced = mediaTypes(operation, reading.document, 'produces');
  const types = [...new Set([...produced, ...Object.keys(examples)])];
  if (described === undefined && Object.keys(examples).length === 0) return [];
  const place = at(pointer, 'schema');
  const schema = described === undefined ? undefined : reading.schemas.read(described, place);
  return (types.length > 0 ? types : ['application/json']).map((type) => {
    const value = own(examples, type);
    const documented: NamedExample[] =
      value === undefined
        ? []
        : [
            {
              name: '',
              value: reading.sampler.documented(
                exampleDocument(value, type, schema ?? {}, reading.schemas.schemas),
                schema ?? {},
                'response',
                at(pointer, 'examples', type),
              ),
              sampled: false,
            },
          ];
    return {
      type,
      pointer: place,
      ...(schema ? { schema } : {}),
      ...exampleSet(documented, schema, place, 'response', reading),
      encoding: {},
    };
  });
}
