import { at } from '../diagnostics/pointer.ts';
import type { Schema } from '../model/api.ts';
import type { Shape } from '../model/contract.ts';
import type { Json } from '../model/json.ts';
import {
  isArray,
  isObject,
  keyword,
  numberKeyword,
  refName,
  requiredOf,
  schemaEntries,
  schemaKeyword,
  schemaList,
  stringKeyword,
  typesOf,
} from '../schema/read.ts';
import { LIMITS } from './limits.ts';

/** A schema without `$ref`, and where it stands. Several hold together. */
export interface Part {
  readonly schema: Schema;
  readonly pointer: string;
}

/** The id of the shape that all of the given schemas make together. */
export type Children = (parts: readonly Part[]) => string;

export const EMPTY: Shape = {
  pointer: '',
  types: [],
  nullable: false,
  format: '',
  pattern: '',
  limits: {},
  deprecated: false,
  readOnly: false,
  writeOnly: false,
  fields: {},
  closed: false,
  variants: {},
  others: '',
};

/** What parts that hold together say of a value; what lies below them is asked of `child`. */
export function shapeOf(parts: readonly Part[], child: Children): Shape {
  const schemas = parts.map(({ schema }) => schema);
  const types = schemas.map(typesOf).filter((list) => list.length > 0);
  const nullVariant = parts.flatMap(variantsOf).some(({ schema }) => isNull(schema));
  const enums = schemas.flatMap((schema) => enumOf(schema) ?? []);
  const values = enums.length === 0 ? undefined : enums.reduce(common);
  const fallback = schemas.map((schema) => keyword(schema, 'default')).find((value) => value !== undefined);
  const additional = partsAt(parts, 'additionalProperties');
  const items = partsAt(parts, 'items');
  const fields = fieldsOf(parts, child);
  const nullTyped = types.length > 0 && types.every((list) => list.includes('null'));
  const nullListed = values?.includes('null') ?? types.length > 0;
  return {
    pointer: parts[0]?.pointer ?? '',
    types: typesOfAll(types, { object: Object.keys(fields).length > 0, array: items.length > 0 }),
    nullable: nullVariant || (nullListed && (nullTyped || types.length === 0)),
    format: schemas.map((schema) => stringKeyword(schema, 'format')).find(Boolean) ?? '',
    pattern: schemas.flatMap((schema) => stringKeyword(schema, 'pattern') ?? []).join(' and '),
    ...(values && { enum: values.filter((value) => value !== 'null').toSorted() }),
    limits: limitsOf(schemas),
    ...(fallback !== undefined && { default: JSON.stringify(fallback) }),
    deprecated: schemas.some((schema) => keyword(schema, 'deprecated') === true),
    readOnly: schemas.some((schema) => keyword(schema, 'readOnly') === true),
    writeOnly: schemas.some((schema) => keyword(schema, 'writeOnly') === true),
    fields,
    closed: schemas.some((schema) => keyword(schema, 'additionalProperties') === false),
    ...(additional.length > 0 && { additional: child(additional) }),
    ...(items.length > 0 && { items: child(items) }),
    variants: Object.fromEntries(parts.flatMap(choicesOf).map((variant) => [variant.name, child([variant])])),
    others: othersOf(schemas),
  };
}

/** Most specs that describe fields or items leave out the type that goes without saying. */
function typesOfAll(
  types: readonly (readonly string[])[],
  implied: { readonly object: boolean; readonly array: boolean },
): readonly string[] {
  if (types.length > 0)
    return types
      .reduce(common)
      .filter((type) => type !== 'null')
      .toSorted();
  return [...(implied.array ? ['array'] : []), ...(implied.object ? ['object'] : [])];
}

function fieldsOf(parts: readonly Part[], child: Children): Shape['fields'] {
  const byName = new Map<string, Part[]>();
  for (const { schema, pointer } of parts)
    for (const [name, field] of [...schemaEntries(schema, 'properties'), ...tupleOf(schema)])
      byName.set(name, [
        ...(byName.get(name) ?? []),
        {
          schema: field,
          pointer: at(pointer, isArray(keyword(schema, 'items')) ? 'items' : 'properties', name),
        },
      ]);
  const required = new Set(parts.flatMap(({ schema }) => requiredOf(schema)));
  // A name that is required and nowhere described has to be there all the same.
  for (const name of required) {
    const [first] = parts;
    if (first && !byName.has(name))
      byName.set(name, [{ schema: {}, pointer: at(first.pointer, 'required', name) }]);
  }
  return Object.fromEntries(
    [...byName].map(([name, own]) => {
      const pointer = own[0]?.pointer ?? '';
      return [name, { required: required.has(name), pointer, shape: child(own) }];
    }),
  );
}

/** A list whose places have schemas of their own, as fields `0`, `1`, … */
function tupleOf(schema: Schema): readonly (readonly [string, Schema])[] {
  const items = keyword(schema, 'items');
  if (!isArray(items)) return [];
  return items.flatMap((item, index) => (isObject(item) ? [[String(index), item] as const] : []));
}

function partsAt(parts: readonly Part[], name: string): readonly Part[] {
  return parts.flatMap(({ schema, pointer }) => {
    const found = schemaKeyword(schema, name);
    return found ? [{ schema: found, pointer: at(pointer, name) }] : [];
  });
}

/** The variants that are a choice: more than one, besides `null`. */
function choicesOf(part: Part): readonly Variant[] {
  const some = variantsOf(part).filter(({ schema }) => !isNull(schema));
  return some.length > 1 ? some : [];
}

/** One that is no choice at all holds like a part of `allOf`. */
export function onlyVariants(part: Part): readonly Variant[] {
  const some = variantsOf(part).filter(({ schema }) => !isNull(schema));
  return some.length === 1 ? some : [];
}

interface Variant extends Part {
  readonly name: string;
}

function variantsOf({ schema, pointer }: Part): readonly Variant[] {
  return ['oneOf', 'anyOf'].flatMap((word) =>
    schemaList(schema, word).map((variant, index) => ({
      schema: variant,
      pointer: at(pointer, word, index),
      name: refName(variant) ?? `${word} ${index}`,
    })),
  );
}

function isNull(schema: Schema): boolean {
  return typesOf(schema).join() === 'null';
}

function enumOf(schema: Schema): readonly (readonly string[])[] | undefined {
  const values = keyword(schema, 'enum');
  const constant = keyword(schema, 'const');
  if (constant !== undefined) return [[JSON.stringify(constant)]];
  return isArray(values) ? [[...new Set(values.map((value) => JSON.stringify(value)))]] : undefined;
}

function common(first: readonly string[], second: readonly string[]): readonly string[] {
  return second.filter((value) => first.includes(value));
}

function limitsOf(schemas: readonly Schema[]): Shape['limits'] {
  const limits = Object.entries(LIMITS).flatMap(([name, end]): [string, number][] => {
    const values = schemas.flatMap((schema) => numberKeyword(schema, name) ?? []);
    if (values.length === 0) return [];
    return [[name, end === 'lower' ? Math.max(...values) : Math.min(...values)]];
  });
  return Object.fromEntries(limits);
}

const WHOLE = [
  'multipleOf',
  'uniqueItems',
  'patternProperties',
  'propertyNames',
  'contains',
  'additionalItems',
  'not',
  'if',
  'then',
  'else',
  'discriminator',
];

function othersOf(schemas: readonly Schema[]): string {
  const found = schemas.flatMap((schema) =>
    WHOLE.flatMap((name): readonly (readonly [string, Json])[] => {
      const value = keyword(schema, name);
      return value === undefined || value === false ? [] : [[name, value]];
    }),
  );
  return found.length === 0 ? '' : JSON.stringify(Object.fromEntries(found));
}
