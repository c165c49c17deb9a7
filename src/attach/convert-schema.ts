import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { boundedPattern } from '../schema/pattern.ts';
import { isArray, isObject, keyword, own, refName, requiredOf } from '../schema/read.ts';
import { namesInPlace } from './names-in-place.ts';

export interface ConvertContext {
  readonly schemas: Schemas;
  /** Key of a named schema under `definitions`. */
  readonly refer: (name: string) => string;
  /** Named schema whose value a part speaks of; absent below a property or an item. */
  readonly within?: {
    readonly name: string;
    /** Found after another named schema, or not yet. */
    readonly isLater: (name: string, than: string) => boolean;
  };
}

type Keep = (value: Json, context: ConvertContext, schema: Schema) => Json | undefined;

/** What the validator of the sandbox knows (Ajv 6); any other format would make it throw. */
const FORMATS = new Set(['date', 'date-time', 'email', 'uuid', 'ipv4', 'ipv6', 'uri']);

const count: Keep = (value) => (Number.isInteger(value) && Number(value) >= 0 ? value : undefined);
const number: Keep = (value) => (typeof value === 'number' ? value : undefined);
const flag: Keep = (value) => (typeof value === 'boolean' ? value : undefined);
const schemaOf: Keep = (value, context) =>
  isObject(value) ? convertSchema(value, context) : flag(value, context, {});
const childSchema: Keep = (value, { schemas, refer }) => schemaOf(value, { schemas, refer }, {});
/** The validator finds a property called `constructor` or `__proto__` in every object, and holds that against it. */
const properties: Keep = (value, context) => {
  if (!isObject(value)) return undefined;
  const names = Object.entries(value).filter(([name]) => !(name in Object.prototype));
  return mapped(Object.fromEntries(names), context);
};
const schemaList: Keep = (value, context) => {
  const parts = isArray(value) ? value.filter(isObject) : [];
  return parts.length === 0 ? undefined : parts.map((part) => convertSchema(part, context));
};

const KEYWORDS: { readonly [keyword: string]: Keep } = {
  type: (value) => value,
  enum: (value) => (isArray(value) && value.length > 0 ? distinct(value) : undefined),
  const: (value) => value,
  format: (value) => (FORMATS.has(String(value)) ? value : undefined),
  pattern: (value) => (typeof value === 'string' ? boundedPattern(value) : undefined),
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
  minProperties: count,
  maxProperties: count,
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: (value) => (typeof value === 'number' && value > 0 ? value : undefined),
  uniqueItems: flag,
  required: (_value, { schemas }, schema) => requiredInResponse(schema, schemas),
  properties,
  patternProperties: (value, context) =>
    isObject(value) && Object.keys(value).every(runsOnNames) ? mapped(value, context) : undefined,
  additionalProperties: childSchema,
  items: (value, { schemas, refer }) =>
    (isArray(value) ? schemaList : schemaOf)(value, { schemas, refer }, {}),
  additionalItems: childSchema,
  contains: childSchema,
  propertyNames: childSchema,
  not: schemaOf,
  allOf: schemaList,
  anyOf: schemaList,
  // More than one branch that fits is a fault of a loose spec, not of the answer.
  oneOf: schemaList,
  ...Object.fromEntries(['if', 'then', 'else'].map((condition) => [condition, schemaOf])),
};

/** A schema of the model as the sandbox's validator (draft-07) takes it: only what says something about a value. */
export function convertSchema(schema: Schema, context: ConvertContext): Schema {
  const name = refName(schema);
  if (name !== undefined)
    return leadsBack(name, context) ? {} : { $ref: `#/definitions/${context.refer(name)}` };
  const entries = Object.entries(schema).flatMap(([key, value]): [string, Json][] => {
    const kept = own(KEYWORDS, key)?.(value, context, schema);
    return kept === undefined ? [] : [[key === 'oneOf' ? 'anyOf' : key, kept]];
  });
  const converted = Object.fromEntries(entries);
  const both = keyword(schema, 'oneOf') !== undefined && keyword(schema, 'anyOf') !== undefined;
  return both ? withBothChoices(schema, converted, context) : converted;
}

/**
 * The validator would follow a circle without a step into the value for ever: of a base with `oneOf` its kinds, each
 * with `allOf` the base, the reference back goes, which says nothing new.
 */
function leadsBack(name: string, { schemas, within }: ConvertContext): boolean {
  if (!within || within.isLater(name, within.name)) return false;
  return name === within.name || namesInPlace(own(schemas, name) ?? {}, schemas).has(within.name);
}

/** A bound would let long names match, which would then be held against what is not theirs. */
function runsOnNames(pattern: string): boolean {
  return boundedPattern(pattern) === pattern;
}

function withBothChoices(schema: Schema, converted: Schema, context: ConvertContext): Schema {
  const { anyOf: _anyOf, ...rest } = converted;
  const choices = ['oneOf', 'anyOf'].flatMap((key) => {
    const parts = schemaList(keyword(schema, key) ?? null, context, schema);
    return parts === undefined ? [] : [{ anyOf: parts }];
  });
  const allOf = keyword(converted, 'allOf');
  const parts = [...(isArray(allOf) ? allOf : []), ...choices];
  return parts.length === 0 ? rest : { ...rest, allOf: parts };
}

function mapped(schemas: Schema, context: ConvertContext): Schema {
  const entries = Object.entries(schemas).flatMap(([name, part]): [string, Json][] => {
    const kept = childSchema(part, context, {});
    return kept === undefined ? [] : [[name, kept]];
  });
  return Object.fromEntries(entries);
}

/** OpenAPI 3.0, "Schema Object": a required property that is `writeOnly` is required in requests only. */
function requiredInResponse(schema: Schema, schemas: Schemas): Json | undefined {
  const properties = keyword(schema, 'properties');
  const names = [...new Set(requiredOf(schema))].filter((name) => {
    const property = isObject(properties) ? own(properties, name) : undefined;
    const target = isObject(property) ? (own(schemas, refName(property) ?? '') ?? property) : undefined;
    return !(target && keyword(target, 'writeOnly') === true);
  });
  return names.length === 0 ? undefined : names;
}

function distinct(values: readonly Json[]): Json {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
