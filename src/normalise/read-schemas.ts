import { at, nodeAt } from '../diagnostics/pointer.ts';
import type { Schema, Schemas } from '../model/api.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { whyNotRun } from '../schema/pattern.ts';
import { isArray, isObject, own, typesOf } from '../schema/read.ts';
import { choicesOfItems } from './choices-of-items.ts';
import { type Dialect, describe, pointerOf, type Report } from './reading.ts';

export interface SchemaReader {
  /** The schema at `pointer` as draft-07, all that it refers to readable through `schemas` afterwards. */
  readonly read: (node: unknown, pointer: string) => Schema;
  /** Grows with each `read`. */
  readonly schemas: Schemas;
  /** Where each of them stands in the document, by its name. */
  readonly pointers: () => { readonly [name: string]: string };
  /** Every example and default that stands in a schema, and where. */
  readonly documented: readonly Documented[];
}

interface Documented {
  readonly schema: Schema;
  readonly keyword: 'example' | 'default';
  readonly pointer: string;
}

/** Reads the schemas of one document, each referenced one once, under a name made of its pointer's last key. */
export function createSchemaReader(document: JsonObject, dialect: Dialect, report: Report): SchemaReader {
  const names = new Map<string, string>();
  // Without a prototype, so that a schema called `__proto__` is a name like any other.
  const schemas: { [name: string]: Schema } = Object.create(null);
  const waiting: (() => void)[] = [];
  const documented: Documented[] = [];

  const nameOf = (ref: string): string => {
    const pointer = pointerOf(ref);
    const known = names.get(pointer);
    if (known !== undefined) return known;
    const base = pointer.slice(pointer.lastIndexOf('/') + 1) || 'schema';
    let name = base;
    for (let count = 2; name in schemas; count++) name = `${base}_${count}`;
    names.set(pointer, name);
    schemas[name] = {};
    waiting.push(() => {
      schemas[name] = readNode(nodeAt(document, pointer), pointer, reading);
    });
    return name;
  };
  const reading: SchemaReading = { dialect, report, nameOf, documented };

  const read = (node: unknown, pointer: string): Schema => {
    const schema = readNode(node, pointer, reading);
    for (let next = waiting.pop(); next; next = waiting.pop()) next();
    return schema;
  };
  const pointers = () => Object.fromEntries([...names].map(([pointer, name]) => [name, pointer]));
  return { read, schemas, pointers, documented };
}

interface SchemaReading {
  readonly dialect: Dialect;
  readonly report: Report;
  readonly nameOf: (ref: string) => string;
  readonly documented: Documented[];
}

function readNode(node: unknown, pointer: string, reading: SchemaReading): Schema {
  if (node === false) return { not: {} };
  if (node === true || node === undefined) return {};
  if (!isObject(node)) {
    reading.report('node-invalid', { expected: 'a schema', found: describe(node) }, pointer);
    return {};
  }
  const ref = own(node, '$ref');
  if (typeof ref === 'string') return readReference(ref, node, pointer, reading);
  const schema: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(node)) {
    const convert = Object.hasOwn(KEYWORDS, key) ? KEYWORDS[key] : undefined;
    const converted = convert?.(value, { pointer: at(pointer, key), node, reading });
    if (converted !== undefined) Object.assign(schema, converted);
  }
  return documentedSchema(nullable(choicesOfItems(schema), node), node, pointer, reading);
}

/** Beside a `$ref`, 3.0 allows nothing; what describes the value rather than constrains it is taken all the same. */
function readReference(ref: string, node: JsonObject, pointer: string, reading: SchemaReading): Schema {
  const target = { $ref: `#/schemas/${reading.nameOf(ref)}` };
  const { $ref: _ref, ...beside } = node;
  const kept =
    reading.dialect === '3.1'
      ? beside
      : Object.fromEntries(Object.entries(beside).filter(([key]) => ANNOTATIONS.has(key)));
  if (Object.keys(kept).length === 0) return target;
  const siblings = readNode(kept, pointer, reading);
  return Object.keys(siblings).length === 0 ? target : { allOf: [target], ...siblings };
}

const ANNOTATIONS = new Set([
  'description',
  'example',
  'readOnly',
  'writeOnly',
  'deprecated',
  'nullable',
  'default',
  'xml',
]);

function documentedSchema(schema: Schema, node: JsonObject, pointer: string, reading: SchemaReading): Schema {
  if (Object.hasOwn(schema, 'example'))
    reading.documented.push({ schema, keyword: 'example', pointer: at(pointer, ...exampleKeys(node)) });
  if (Object.hasOwn(schema, 'default'))
    reading.documented.push({ schema, keyword: 'default', pointer: at(pointer, 'default') });
  return schema;
}

/** Where a schema's example stands: `readExampleList` takes the first of `examples` where there is no `example`. */
function exampleKeys(node: JsonObject): readonly string[] {
  if (Object.hasOwn(node, 'example')) return ['example'];
  const examples = own(node, 'examples');
  const [[name, first] = ['0', undefined]] = Object.entries(isObject(examples) ? examples : {});
  return ['examples', name, ...(isObject(first) && Object.hasOwn(first, 'value') ? ['value'] : [])];
}

/** OpenAPI 3.0's `nullable` (and Swagger 2.0's `x-nullable`) as a type of its own. */
function nullable(schema: Schema, node: JsonObject): Schema {
  if (own(node, 'nullable') !== true && own(node, 'x-nullable') !== true) return schema;
  const types = typesOf(schema);
  const values = own(schema, 'enum');
  const withNull =
    isArray(values) && !values.includes(null) ? { ...schema, enum: [...values, null] } : schema;
  if (types.length > 0) return types.includes('null') ? withNull : { ...withNull, type: [...types, 'null'] };
  const { example, default: fallback, description, readOnly, writeOnly, deprecated, ...shape } = withNull;
  if (Object.keys(shape).length === 0) return schema;
  const beside = { example, default: fallback, description, readOnly, writeOnly, deprecated };
  const annotations = Object.entries(beside).filter(([, value]) => value !== undefined);
  return { anyOf: [shape, { type: 'null' }], ...(Object.fromEntries(annotations) as JsonObject) };
}

interface Place {
  readonly pointer: string;
  readonly node: JsonObject;
  readonly reading: SchemaReading;
}

type Convert = (value: Json, place: Place) => JsonObject | undefined;

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']);

/** OpenAPI keyword -> draft-07 keywords. What does not stand here says nothing about a value and is left out. */
const KEYWORDS: { readonly [keyword: string]: Convert } = {
  type: readType,
  enum: (value) => (isArray(value) ? { enum: value } : undefined),
  const: (value) => ({ const: value }),
  default: (value) => ({ default: value }),
  example: (value) => ({ example: value }),
  examples: readExampleList,
  required: readRequired,
  pattern: readPattern,
  exclusiveMinimum: (value, { node }) => readExclusive('exclusiveMinimum', value, own(node, 'minimum')),
  exclusiveMaximum: (value, { node }) => readExclusive('exclusiveMaximum', value, own(node, 'maximum')),
  minimum: (value, { node }) =>
    own(node, 'exclusiveMinimum') === true ? undefined : numberOnly('minimum', value),
  maximum: (value, { node }) =>
    own(node, 'exclusiveMaximum') === true ? undefined : numberOnly('maximum', value),
  items: readItems,
  prefixItems: (value, place) =>
    isArray(value)
      ? { items: value.map((item, index) => readNode(item, at(place.pointer, index), place.reading)) }
      : undefined,
  additionalProperties: (value, place) => ({
    additionalProperties: typeof value === 'boolean' ? value : readNode(value, place.pointer, place.reading),
  }),
  xml: (value) => (isObject(value) ? { xml: value } : undefined),
  discriminator: (value) =>
    isObject(value) ? { discriminator: value } : { discriminator: { propertyName: value } },
  ...copies('multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'),
  ...Object.fromEntries(['format', 'description', 'title'].map((name) => [name, stringOnly(name)])),
  ...Object.fromEntries(
    ['readOnly', 'writeOnly', 'deprecated', 'uniqueItems'].map((name) => [name, booleanOnly(name)]),
  ),
  ...Object.fromEntries(['properties', 'patternProperties'].map((name) => [name, schemaMap(name)])),
  ...Object.fromEntries(['allOf', 'oneOf', 'anyOf'].map((name) => [name, schemaArray(name)])),
  ...Object.fromEntries(
    ['not', 'if', 'then', 'else', 'contains', 'propertyNames'].map((name) => [name, schemaOf(name)]),
  ),
};

function readType(value: Json, { pointer, reading }: Place): JsonObject | undefined {
  if (value === 'file') return { type: 'string', format: 'binary' };
  const given = isArray(value) ? value : [value];
  const known = given.filter((type): type is string => typeof type === 'string' && TYPES.has(type));
  for (const type of given) {
    if (typeof type !== 'string' || !TYPES.has(type))
      reading.report('schema-type-unknown', { type: JSON.stringify(type).slice(0, 80) }, pointer);
  }
  if (known.length !== given.length || known.length === 0) return undefined;
  return { type: known.length === 1 ? (known[0] ?? null) : known };
}

/** 3.1 has a list of values; 3.0 has none here, but specs write the map of Example Objects all the same. */
function readExampleList(value: Json, { node }: Place): JsonObject | undefined {
  const given = isArray(value)
    ? value
    : isObject(value)
      ? Object.values(value).map((one) =>
          isObject(one) && Object.hasOwn(one, 'value') ? (one['value'] ?? null) : one,
        )
      : [];
  const [first] = given;
  if (first === undefined) return undefined;
  return Object.hasOwn(node, 'example') ? { examples: given } : { example: first, examples: given };
}

function readRequired(value: Json, { pointer, reading }: Place): JsonObject | undefined {
  if (!isArray(value)) {
    reading.report(
      'node-invalid',
      { expected: 'an array of property names', found: describe(value) },
      pointer,
    );
    return undefined;
  }
  return { required: [...new Set(value.filter((name) => typeof name === 'string'))] };
}

function readExclusive(name: string, value: Json, limit: Json | undefined): JsonObject | undefined {
  if (value === true && typeof limit === 'number') return { [name]: limit };
  return numberOnly(name, value);
}

function readPattern(value: Json, { pointer, reading }: Place): JsonObject | undefined {
  if (typeof value !== 'string') return undefined;
  const reason = whyNotRun(value);
  if (reason !== undefined) reading.report('pattern-not-run', { pattern: value, reason }, pointer);
  return { pattern: value };
}

function numberOnly(name: string, value: Json): JsonObject | undefined {
  return typeof value === 'number' ? { [name]: value } : undefined;
}

function readItems(value: Json, place: Place): JsonObject | undefined {
  const tuple = Object.hasOwn(place.node, 'prefixItems');
  if (isArray(value))
    return { items: value.map((item, index) => readNode(item, at(place.pointer, index), place.reading)) };
  const items = typeof value === 'boolean' ? value : readNode(value, place.pointer, place.reading);
  if (tuple) return { additionalItems: items };
  return typeof items === 'boolean' ? undefined : { items };
}

function copies(...names: readonly string[]): { readonly [keyword: string]: Convert } {
  return Object.fromEntries(names.map((name) => [name, (value: Json) => numberOnly(name, value)]));
}

function stringOnly(name: string): Convert {
  return (value) => (typeof value === 'string' ? { [name]: value } : undefined);
}

function booleanOnly(name: string): Convert {
  return (value) => (typeof value === 'boolean' ? { [name]: value } : undefined);
}

function schemaOf(name: string): Convert {
  return (value, place) => ({ [name]: readNode(value, place.pointer, place.reading) });
}

function schemaArray(name: string): Convert {
  return (value, place) => {
    if (!isArray(value)) {
      place.reading.report(
        'node-invalid',
        { expected: 'an array of schemas', found: describe(value) },
        place.pointer,
      );
      return undefined;
    }
    return { [name]: value.map((part, index) => readNode(part, at(place.pointer, index), place.reading)) };
  };
}

function schemaMap(name: string): Convert {
  return (value, place) => {
    if (!isObject(value)) {
      place.reading.report(
        'node-invalid',
        { expected: 'an object of schemas', found: describe(value) },
        place.pointer,
      );
      return undefined;
    }
    const read = Object.entries(value).map(
      ([key, part]) => [key, readNode(part, at(place.pointer, key), place.reading)] as const,
    );
    return { [name]: Object.fromEntries(read) };
  };
}
