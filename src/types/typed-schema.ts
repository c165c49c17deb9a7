import type { Schema } from '../model/api.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isArray, isObject, keyword, schemaEntries, schemaList } from '../schema/read.ts';
import { findSecrets } from '../secrets/find-secrets.ts';

/** Schemas of the model by their JSON pointer in the spec, for a discriminator's mapping. */
export type NamesByPointer = ReadonlyMap<string, string>;

/** What of a schema is text for a reader. */
const TEXTS = ['title', 'description', 'format', 'example', 'default'];
const PLAIN = ['type', 'required', 'readOnly', 'writeOnly', 'deprecated'];
const LISTS = ['allOf', 'anyOf', 'oneOf'];

/** The keywords of a schema that say something about a type; references lead to `#/components/schemas`. */
export function typedSchema(schema: Schema, names: NamesByPointer, name = ''): JsonObject {
  const ref = keyword(schema, '$ref');
  if (typeof ref === 'string') return { $ref: componentRef(ref.slice('#/schemas/'.length)) };
  return {
    ...texts(schema, name, TEXTS),
    ...pick(schema, PLAIN),
    ...valuesOf(schema),
    ...propertiesOf(schema, names),
    ...itemsOf(schema, names),
    ...Object.fromEntries(
      LISTS.map((list) => [list, schemaList(schema, list)] as const)
        .filter(([, parts]) => parts.length > 0)
        .map(([list, parts]) => [list, parts.map((part) => typedSchema(part, names, name))]),
    ),
    ...discriminatorOf(schema, names),
  };
}

/** Texts and examples of a node as far as no secret is in them: a type is a file that people share. */
export function texts(node: JsonObject, name: string, keys: readonly string[]): JsonObject {
  const given = Object.entries(pick(node, keys));
  return Object.fromEntries(given.filter(([, value]) => findSecrets({ [name]: value }).length === 0));
}

/** The model's name of a schema is the last part of its pointer: RFC 6901, section 4. */
export function componentName(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}

function componentRef(name: string): string {
  return `#/components/schemas/${componentName(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** As a type, a value that is an object or a list would say more than the spec does. */
function valuesOf(schema: Schema): JsonObject {
  const values = keyword(schema, 'enum');
  const fixed = keyword(schema, 'const');
  return {
    ...(isArray(values) && values.length > 0 && values.every(isScalar) && { enum: values }),
    ...(fixed !== undefined && isScalar(fixed) && { const: fixed }),
  };
}

function propertiesOf(schema: Schema, names: NamesByPointer): JsonObject {
  const properties = schemaEntries(schema, 'properties');
  const others = keyword(schema, 'additionalProperties');
  return {
    ...(properties.length > 0 && {
      properties: Object.fromEntries(properties.map(([key, part]) => [key, typedSchema(part, names, key)])),
    }),
    ...(isObject(others) && { additionalProperties: typedSchema(others, names) }),
    ...(others === true && { additionalProperties: true }),
  };
}

function itemsOf(schema: Schema, names: NamesByPointer): JsonObject {
  const items = keyword(schema, 'items');
  if (isArray(items)) return { items: items.filter(isObject).map((item) => typedSchema(item, names)) };
  return isObject(items) ? { items: typedSchema(items, names) } : {};
}

/** OpenAPI 3.1, "Discriminator Object": a value's schema by its name, or by a reference. */
function discriminatorOf(schema: Schema, names: NamesByPointer): JsonObject {
  const discriminator = keyword(schema, 'discriminator');
  if (!isObject(discriminator)) return {};
  const { propertyName, mapping } = discriminator;
  if (typeof propertyName !== 'string') return {};
  const refs = Object.entries(isObject(mapping) ? mapping : {}).flatMap(([value, target]) => {
    const name = typeof target === 'string' ? names.get(target.replace(/^#/, '')) : undefined;
    return name === undefined ? [] : [[value, componentRef(name)]];
  });
  return { discriminator: { propertyName, ...(refs.length > 0 && { mapping: Object.fromEntries(refs) }) } };
}

function pick(node: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = keyword(node, key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}
