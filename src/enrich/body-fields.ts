import type { Operation, Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { chooseContent } from '../postman/choose-content.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import {
  isArray,
  keyword,
  own,
  refName,
  requiredOf,
  schemaEntries,
  schemaKeyword,
  schemaList,
  stringKeyword,
  typesOf,
} from '../schema/read.ts';
import { codeSpan, inline, plain } from './markdown.ts';
import { plainText } from './serialise.ts';
import { shortText } from './short-text.ts';

/** A description is read, not searched: of more fields than this the deepest are only counted. */
const MOST_LINES = 60;
/** Nested fields below these levels stand there only if the spec says something of them. */
const WHOLE_LEVELS = 2;
/** Where counting ends: a schema that nests choices in choices has fields without number. */
const MOST_FIELDS = 1_000;
const DEEPEST = 8;

/**
 * A list of the body's fields, since Postman has no place for what a JSON field means: type, whether it is
 * required, what the spec says of it, its choices, and an example where the body itself shows another one.
 * Every field of the two top levels, and what needs a word below.
 */
export function bodyFields({ body }: Operation, schemas: Schemas): string {
  const media = body && chooseContent(body.contents);
  if (!media?.schema) return '';
  const sent = JSON.stringify(media.examples[0]?.value ?? null);
  const walk: Walk = { schemas, sent, lines: new Map(), open: [], full: false };
  visitObject(media.schema, '', 1, walk);
  if (walk.lines.size === 0) return '';
  const shown = shallowest([...walk.lines], MOST_LINES);
  const left = walk.lines.size - shown.length;
  const rest = left === 0 ? [] : [`- … and ${walk.full ? 'more than ' : ''}${left} more, see the spec`];
  return `**Body fields**\n\n${[...shown, ...rest].join('\n')}`;
}

/** At most so many of the lines, in their order; of the deepest levels the last go first. */
function shallowest(lines: readonly (readonly [string, number])[], most: number): readonly string[] {
  const kept = lines.toSorted(([, left], [, right]) => left - right).slice(0, most);
  const texts = new Set(kept.map(([text]) => text));
  return lines.flatMap(([text]) => (texts.has(text) ? [text] : []));
}

interface Walk {
  readonly schemas: Schemas;
  /** The body as it is sent, as JSON. */
  readonly sent: string;
  /** With their levels, in the order of the spec; a field that several branches share in the same way stands once. */
  readonly lines: Map<string, number>;
  /** Named schemas on the way down: one that opens again is a cycle. */
  readonly open: string[];
  full: boolean;
}

/** Every field of an object, or of each item of an array; all branches of a `oneOf` or `anyOf`. */
function visitObject(schema: Schema, path: string, level: number, walk: Walk): void {
  for (const shape of shapesOf(schema, walk.schemas)) {
    if (shape.refs.some((ref) => walk.open.includes(ref)) || walk.open.length > DEEPEST * 2) continue;
    walk.open.push(...shape.refs, '');
    const required = new Set(requiredOf(shape.schema));
    for (const [name, property] of schemaEntries(shape.schema, 'properties')) {
      const field = { path: path === '' ? name : `${path}.${name}`, level, required: required.has(name) };
      visitField(property, field, walk);
    }
    const items = schemaKeyword(shape.schema, 'items');
    if (items) visitObject(items, `${path}[]`, level, walk);
    walk.open.length -= shape.refs.length + 1;
  }
}

/** The schema itself and, where it offers a choice, each of its branches. */
function shapesOf(
  schema: Schema,
  schemas: Schemas,
): readonly { readonly schema: Schema; readonly refs: readonly string[] }[] {
  const target = refName(schema) === undefined ? schema : flattenSchema({ allOf: [schema] }, schemas).schema;
  const branches = Math.max(
    1,
    schemaList(target, 'oneOf').length,
    schemaList(target, 'anyOf').length,
    choicesOf(schema, schemas),
  );
  return Array.from({ length: Math.min(branches, 12) }, (_, choice) =>
    flattenSchema(schema, schemas, choice),
  );
}

function choicesOf(schema: Schema, schemas: Schemas): number {
  const name = refName(schema);
  const target = name === undefined ? schema : own(schemas, name);
  if (!target) return 1;
  return Math.max(
    schemaList(target, 'oneOf').length,
    schemaList(target, 'anyOf').length,
    ...schemaList(target, 'allOf').map((part) =>
      refName(part) === undefined ? choicesOf(part, schemas) : 1,
    ),
  );
}

interface Field {
  readonly path: string;
  /** 1 at the top. */
  readonly level: number;
  readonly required: boolean;
}

function visitField(property: Schema, field: Field, walk: Walk): void {
  const { schema } = flattenSchema(property, walk.schemas);
  if (keyword(schema, 'readOnly') === true) return;
  if (walk.lines.size >= MOST_FIELDS) {
    walk.full = true;
    return;
  }
  const text = line(schema, field, walk);
  if (text !== undefined && !walk.lines.has(text)) walk.lines.set(text, field.level);
  visitObject(property, field.path, field.level + 1, walk);
}

/** Undefined for a deep field of which there is nothing to say but its type, which the body shows. */
function line(schema: Schema, { path, level, required }: Field, walk: Walk): string | undefined {
  const marks = [
    required ? 'required' : '',
    keyword(schema, 'deprecated') === true ? 'deprecated' : '',
  ].filter((mark) => mark !== '');
  const said = [
    sentence(stringKeyword(schema, 'description') ?? ''),
    choices(schema),
    example(schema, walk.sent),
  ].filter((part) => part !== '');
  if (level > WHOLE_LEVELS && said.length === 0 && marks.length === 0) return undefined;
  const facts = [typeText(schema), ...marks].filter((fact) => fact !== '');
  return [`- ${codeSpan(path)} ${facts.join(', ')}`.trimEnd(), ...said].join('. ');
}

function typeText(schema: Schema): string {
  const types = typesOf(schema);
  const items = schemaKeyword(schema, 'items');
  const itemTypes = items && types.includes('array') ? typesOf(items).join(' or ') : '';
  const text = types.filter((type) => type !== 'null').join(' or ');
  const format = stringKeyword(schema, 'format');
  const named = itemTypes === '' ? text : `${text} of ${itemTypes}`;
  return [named, format === undefined ? '' : `(${plain(format)})`, types.includes('null') ? 'or null' : '']
    .filter((part) => part !== '')
    .join(' ');
}

function sentence(description: string): string {
  return inline(shortText(description.replaceAll(/\s+/g, ' ').trim(), 300)).replace(/\.$/, '');
}

function choices(schema: Schema): string {
  const items = schemaKeyword(schema, 'items');
  const values = keyword(schema, 'enum') ?? (items && keyword(items, 'enum'));
  if (!isArray(values) || values.length < 2) return '';
  return `One of ${values.slice(0, 30).map(span).join(', ')}${values.length > 30 ? ', …' : ''}`;
}

function example(schema: Schema, sent: string): string {
  const listed = keyword(schema, 'examples');
  const given = [keyword(schema, 'example') ?? null, ...(isArray(listed) ? listed : [])];
  const values = [...new Map(given.map((value) => [JSON.stringify(value), value])).values()];
  const unseen = values
    .filter((value) => !saysNothing(value) && !sent.includes(JSON.stringify(value)))
    .slice(0, 10);
  return unseen.length === 0
    ? ''
    : `${unseen.length > 1 ? 'Examples' : 'Example'}: ${unseen.map(span).join(', ')}`;
}

function saysNothing(value: Json): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function span(value: Json): string {
  const plainValue = plainText(value);
  // A code span folds line breaks; as JSON they can be read.
  const text = plainValue.includes('\n') ? JSON.stringify(value) : plainValue;
  return codeSpan(shortText(text, 1_000));
}
