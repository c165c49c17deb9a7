import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import {
  isArray,
  isObject,
  keyword,
  own,
  refName,
  requiredOf,
  schemaKeyword,
  schemaList,
  typesOf,
} from './read.ts';

export interface FlatSchema {
  /** Without `$ref`, `allOf`, `oneOf` and `anyOf` at its top; below it they remain. */
  readonly schema: Schema;
  /** Names of the schemas that were looked through: what a walk downwards must remember to end cycles. */
  readonly refs: readonly string[];
}

/**
 * One plain schema that says what `schema` says at its top level: references followed, `allOf` merged, of
 * `oneOf` and `anyOf` the branch `choice` (counted over the branches that are not merely `null`).
 */
export function flattenSchema(schema: Schema, schemas: Schemas, choice = 0): FlatSchema {
  const known = flattened.get(schema);
  if (choice === 0 && known?.schemas === schemas) return known.flat;
  const flat = flattenedAnew(schema, schemas, choice);
  if (choice === 0 && flat.schema !== schema) flattened.set(schema, { schemas, flat });
  return flat;
}

/** Each stage asks again, and so does each request that sends the same body. */
const flattened = new WeakMap<Schema, { readonly schemas: Schemas; readonly flat: FlatSchema }>();

function flattenedAnew(schema: Schema, schemas: Schemas, choice: number): FlatSchema {
  const refs: string[] = [];
  const flat = flatten(schema, { schemas, refs, choice });
  return { schema: flat, refs };
}

/** How many branches `flattenSchema` can choose from; 1 when there is no choice. */
export function countChoices(schema: Schema, schemas: Schemas): number {
  let most = 1;
  const visit = (node: Schema, depth: number): void => {
    if (depth > 16) return;
    const target = followed(node, schemas);
    if (target) visit(target, depth + 1);
    most = Math.max(most, branchesOf(node).length);
    for (const part of schemaList(node, 'allOf')) visit(part, depth + 1);
  };
  visit(schema, 0);
  return most;
}

interface Context {
  readonly schemas: Schemas;
  /** Grows while flattening; also ends references that lead back to themselves. */
  readonly refs: string[];
  readonly choice: number;
}

function flatten(schema: Schema, context: Context): Schema {
  const name = refName(schema);
  if (name !== undefined) {
    if (context.refs.includes(name)) return {};
    context.refs.push(name);
    return flatten(own(context.schemas, name) ?? {}, context);
  }
  const parts = schemaList(schema, 'allOf').map((part) => flatten(part, context));
  const branch = chosenBranch(schema, context);
  if (branch) parts.push(branch);
  if (parts.length === 0) return schema;
  const { allOf: _allOf, oneOf: _oneOf, anyOf: _anyOf, ...siblings } = schema;
  return mergeAll([...parts, siblings]);
}

function followed(schema: Schema, schemas: Schemas): Schema | undefined {
  const name = refName(schema);
  return name === undefined ? undefined : own(schemas, name);
}

function chosenBranch(schema: Schema, context: Context): Schema | undefined {
  const branches = branchesOf(schema);
  const branch = branches[Math.min(context.choice, branches.length - 1)];
  if (!branch) return undefined;
  const flat = flatten(branch, context);
  const discriminated = discriminatorOf(schema, branch);
  return discriminated ? mergeSchemas(flat, discriminated) : flat;
}

function branchesOf(schema: Schema): readonly Schema[] {
  const branches = [...schemaList(schema, 'oneOf'), ...schemaList(schema, 'anyOf')];
  return branches.filter((branch) => typesOf(branch).join() !== 'null');
}

/** The property by which the API tells the branches apart must name the branch that was taken. */
function discriminatorOf(schema: Schema, branch: Schema): Schema | undefined {
  const discriminator = schemaKeyword(schema, 'discriminator');
  const property = discriminator && keyword(discriminator, 'propertyName');
  const name = refName(branch);
  if (typeof property !== 'string' || name === undefined) return undefined;
  const mapping = (discriminator && schemaKeyword(discriminator, 'mapping')) ?? {};
  const mapped = Object.entries(mapping).find(
    ([, to]) => typeof to === 'string' && to.split('/').at(-1) === name,
  );
  return { properties: { [property]: { example: mapped?.[0] ?? name } } };
}

function mergeAll(parts: readonly Schema[]): Schema {
  const objects = parts.filter((part) => keyword(part, 'properties') !== undefined);
  // An example of one part would hide the properties of the others.
  const spread = objects.length > 1 ? parts.map(spreadExample) : parts;
  return spread.reduce(mergeSchemas, {});
}

function spreadExample(schema: Schema): Schema {
  const example = keyword(schema, 'example');
  const properties = keyword(schema, 'properties');
  if (!isObject(example) || !isObject(properties)) return schema;
  const { example: _example, ...rest } = schema;
  const filled: [string, Json][] = Object.entries(properties).map(([name, property]) => {
    const value = own(example, name);
    return [name, value === undefined || !isObject(property) ? property : { ...property, example: value }];
  });
  return { ...rest, properties: Object.fromEntries(filled) };
}

/** Both must hold; where only one value can stand (`example`, `description`), the second wins. */
function mergeSchemas(first: Schema, second: Schema): Schema {
  const merged: { [key: string]: Json } = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const before = own(merged, key);
    const combine = Object.hasOwn(COMBINE, key) ? COMBINE[key] : undefined;
    merged[key] = before === undefined || !combine ? value : combine(before, value);
  }
  return merged;
}

const COMBINE: { readonly [keyword: string]: (first: Json, second: Json) => Json } = {
  properties: mergeProperties,
  required: (first, second) => [
    ...new Set([...requiredOf({ required: first }), ...requiredOf({ required: second })]),
  ],
  type: intersectTypes,
  xml: (first, second) => (isObject(first) && isObject(second) ? { ...first, ...second } : second),
  enum: (first, second) => (isArray(first) && isArray(second) ? intersection(first, second) : second),
  minimum: higher,
  minLength: higher,
  minItems: higher,
  maximum: lower,
  maxLength: lower,
  maxItems: lower,
};

function mergeProperties(first: Json, second: Json): Json {
  if (!isObject(first) || !isObject(second)) return second;
  const merged: [string, Json][] = Object.entries(first).map(([name, property]) => {
    const other = own(second, name);
    return [name, isObject(property) && isObject(other) ? { allOf: [property, other] } : (other ?? property)];
  });
  const added = Object.entries(second).filter(([name]) => !Object.hasOwn(first, name));
  return Object.fromEntries([...merged, ...added]);
}

function intersectTypes(first: Json, second: Json): Json {
  const before = typesOf({ type: first });
  const after = typesOf({ type: second });
  const both = after.filter((type) => before.includes(type));
  if (both.length > 0) return both;
  return before.includes('number') && after.includes('integer') ? second : first;
}

function intersection(first: readonly Json[], second: readonly Json[]): Json {
  const known = new Set(first.map((value) => JSON.stringify(value)));
  const both = second.filter((value) => known.has(JSON.stringify(value)));
  return both.length > 0 ? both : second;
}

function higher(first: Json, second: Json): Json {
  return typeof first === 'number' && typeof second === 'number' ? Math.max(first, second) : second;
}

function lower(first: Json, second: Json): Json {
  return typeof first === 'number' && typeof second === 'number' ? Math.min(first, second) : second;
}
