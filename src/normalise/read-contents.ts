import { at } from '../diagnostics/pointer.ts';
import type { Encoding, MediaType, NamedExample, Schema } from '../model/api.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, own } from '../schema/read.ts';
import type { Direction } from '../schema/sample-value.ts';
import { exampleDocument } from './example-document.ts';
import { entries, type Reading, resolveNode, text } from './reading.ts';
import { examplePointer } from './sampler.ts';

/** The media types of a request body or a response (OpenAPI 3.x, "Media Type Object"). */
export function readContents(
  node: JsonObject,
  pointer: string,
  direction: Direction,
  reading: Reading,
): readonly MediaType[] {
  return entries(node, 'content').flatMap(([type, value]) => {
    const place = at(pointer, 'content', type);
    const media = resolveNode(value, place, 'a media type', reading);
    return media ? [readMediaType(type, media.node, media.pointer, direction, reading)] : [];
  });
}

function readMediaType(
  type: string,
  node: JsonObject,
  pointer: string,
  direction: Direction,
  reading: Reading,
): MediaType {
  const described = own(node, 'schema');
  const schema = described === undefined ? undefined : reading.schemas.read(described, at(pointer, 'schema'));
  const documented = readExamples(node, pointer, schema ?? {}, direction, reading, type);
  return {
    type,
    pointer,
    ...(schema ? { schema } : {}),
    ...exampleSet(documented, schema, pointer, direction, reading),
    encoding: readEncoding(node),
  };
}

/** Documented examples, or else one put together from the schema and one for each further branch of it. */
export function exampleSet(
  documented: readonly NamedExample[],
  schema: Schema | undefined,
  pointer: string,
  direction: Direction,
  reading: Reading,
): Pick<MediaType, 'examples' | 'alternatives'> {
  if (documented.length > 0 || !schema) return { examples: documented, alternatives: [] };
  const value = reading.sampler.sample(schema, 'value', direction, pointer);
  return {
    examples: [{ name: '', value, sampled: true }],
    alternatives: direction === 'request' ? reading.sampler.alternatives(schema, 'value', direction) : [],
  };
}

/** `example` and `examples` of a parameter, a header or a media type, which has a `type`. */
export function readExamples(
  node: JsonObject,
  pointer: string,
  schema: Schema,
  direction: Direction,
  reading: Reading,
  type = '',
): readonly NamedExample[] {
  const read = (given: Json, place: string): Json => {
    const value = exampleDocument(given, type, schema, reading.schemas.schemas);
    return reading.sampler.documented(value, schema, direction, place);
  };
  const single = own(node, 'example');
  const named = entries(node, 'examples').flatMap(([name, value]): NamedExample[] => {
    const place = examplePointer(pointer, name);
    if (!isObject(value)) return [];
    const example = resolveNode(value, place, 'an example', reading);
    const given = example && own(example.node, 'value');
    if (!example || given === undefined) return [];
    const shown = read(given, at(example.pointer, 'value'));
    return [{ name: text(example.node, 'summary') || name, value: shown, sampled: false }];
  });
  if (single === undefined || (single === null && named.length > 0)) return named;
  const value = read(single, examplePointer(pointer, undefined));
  return [{ name: '', value, sampled: false }, ...named];
}

/** OpenAPI 3.x, "Encoding Object": by property. */
function readEncoding(node: JsonObject): MediaType['encoding'] {
  const described = entries(node, 'encoding').flatMap(([property, value]): [string, Encoding][] => {
    if (!isObject(value)) return [];
    const [contentType, style, explode] = [
      text(value, 'contentType'),
      text(value, 'style'),
      own(value, 'explode'),
    ];
    const encoding = {
      ...(contentType === '' ? {} : { contentType }),
      ...(style === '' ? {} : { style }),
      ...(typeof explode === 'boolean' ? { explode } : {}),
    };
    return [[property, encoding]];
  });
  return Object.fromEntries(described);
}
