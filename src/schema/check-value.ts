import type { Schema, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { FORMATS } from './formats.ts';
import { matchesPattern } from './pattern.ts';
import {
  isArray,
  isObject,
  keyword,
  numberKeyword,
  own,
  refName,
  requiredOf,
  schemaKeyword,
  schemaList,
  stringKeyword,
  typesOf,
} from './read.ts';

export interface Fault {
  /** JSON pointer into the value. */
  readonly path: string;
  /** What was expected and what came: `expected string, found number`. */
  readonly reason: string;
  /** A required property is not there: in one direction, it may be one that must not. */
  readonly missing?: true;
}

/** References and combinators followed without stepping into the value: more is a cycle, and says nothing. */
const HOPS = 48;

/**
 * Holds a value against a schema (JSON Schema draft-07, validation vocabulary; formats of `formats.ts`).
 * Interprets, never compiles: nothing from a spec becomes code. Stops after `most` faults; `[]` when it fits.
 */
export function checkValue(value: Json, schema: Schema, schemas: Schemas, most = 20): readonly Fault[] {
  const check: Check = { schemas, faults: [], most, isShape: false, told: new Set(), verdicts: new Map() };
  checkNode(value, schema, '', 0, check);
  return check.faults;
}

interface Check {
  readonly schemas: Schemas;
  readonly faults: Fault[];
  readonly most: number;
  /** Of one shape among others only counts whether it fits, not what the fault says. */
  readonly isShape: boolean;
  /** Named schemas, each with a place in the value, whose faults are in the list. */
  readonly told: Set<string>;
  /**
   * Whether a place fits a named schema, true while it is looked at: a circle says nothing. Schemas that each name
   * the next one twice would else be gone through 2^n times.
   */
  readonly verdicts: Map<string, boolean>;
}

function checkNode(value: Json, schema: Schema, path: string, hops: number, check: Check): void {
  if (check.faults.length >= check.most || hops > HOPS) return;
  const name = refName(schema);
  if (name !== undefined) {
    checkNamed(value, name, path, hops, check);
    return;
  }
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    fault(check, path, `expected ${types.join(' or ')}, found ${typeName(value)}`);
    return;
  }
  checkChoice(value, schema, path, check);
  checkCombinators(value, schema, path, hops, check);
  if (typeof value === 'string') checkString(value, schema, path, check);
  else if (typeof value === 'number') checkNumber(value, schema, path, check);
  else if (isArray(value)) checkArray(value, schema, path, check);
  else if (isObject(value)) checkObject(value, schema, path, check);
}

function checkNamed(value: Json, name: string, path: string, hops: number, check: Check): void {
  const target = own(check.schemas, name);
  const place = `${name} ${path}`;
  if (!target || check.told.has(place) || check.verdicts.get(place) === true) return;
  if (check.isShape && check.verdicts.get(place) === false) {
    fault(check, path, `expected ${name}`);
    return;
  }
  check.told.add(place);
  check.verdicts.set(place, true);
  const before = check.faults.length;
  checkNode(value, target, path, hops + 1, check);
  check.verdicts.set(place, check.faults.length === before);
}

function fault(check: Check, path: string, reason: string): void {
  if (check.faults.length < check.most) check.faults.push({ path, reason });
}

function isOfType(value: Json, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return typeof value === 'number';
  return typeName(value) === type;
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  return isArray(value) ? 'array' : typeof value;
}

function checkChoice(value: Json, schema: Schema, path: string, check: Check): void {
  const constant = keyword(schema, 'const');
  if (constant !== undefined && !equal(constant, value))
    fault(check, path, `expected ${short(constant)}, found ${short(value)}`);
  const values = keyword(schema, 'enum');
  if (!isArray(values) || values.some((allowed) => equal(allowed, value))) return;
  const shown = values.slice(0, 8).map(short).join(', ');
  fault(check, path, `expected one of ${shown}${values.length > 8 ? ', …' : ''}, found ${short(value)}`);
}

function checkCombinators(value: Json, schema: Schema, path: string, hops: number, check: Check): void {
  for (const part of schemaList(schema, 'allOf')) checkNode(value, part, path, hops + 1, check);
  const matches = (part: Schema): boolean => {
    const inner: Check = { ...check, faults: [], most: 1, isShape: true, told: new Set() };
    checkNode(value, part, path, hops + 1, inner);
    return inner.faults.length === 0;
  };
  const anyOf = schemaList(schema, 'anyOf');
  if (anyOf.length > 0 && !anyOf.some(matches))
    fault(check, path, 'expected one of the shapes of anyOf, found none of them');
  const oneOf = schemaList(schema, 'oneOf');
  // More than one match is a fault by the letter, but it is the schema that is loose then, not the value.
  if (oneOf.length > 0 && !oneOf.some(matches))
    fault(check, path, 'expected one of the shapes of oneOf, found none of them');
  const not = schemaKeyword(schema, 'not');
  if (not && matches(not)) fault(check, path, 'found a value that `not` forbids');
  const condition = schemaKeyword(schema, 'if');
  const consequence = condition && schemaKeyword(schema, matches(condition) ? 'then' : 'else');
  if (consequence) checkNode(value, consequence, path, hops + 1, check);
}

function checkString(value: string, schema: Schema, path: string, check: Check): void {
  const length = [...value].length;
  const shortest = numberKeyword(schema, 'minLength') ?? 0;
  const longest = numberKeyword(schema, 'maxLength') ?? Number.POSITIVE_INFINITY;
  if (length < shortest) fault(check, path, `expected at least ${shortest} characters, found ${length}`);
  if (length > longest) fault(check, path, `expected at most ${longest} characters, found ${length}`);
  const pattern = stringKeyword(schema, 'pattern');
  if (pattern !== undefined && matchesPattern(pattern, value) === false) {
    fault(check, path, `expected text that matches ${short(pattern)}, found ${short(value)}`);
  }
  const format = stringKeyword(schema, 'format');
  const known = format === undefined ? undefined : own(FORMATS, format);
  if (known && !known.test.test(value))
    fault(check, path, `expected format ${format}, found ${short(value)}`);
}

function checkNumber(value: number, schema: Schema, path: string, check: Check): void {
  const limits: readonly (readonly [string, (limit: number) => boolean, string])[] = [
    ['minimum', (limit) => value >= limit, 'at least'],
    ['maximum', (limit) => value <= limit, 'at most'],
    ['exclusiveMinimum', (limit) => value > limit, 'more than'],
    ['exclusiveMaximum', (limit) => value < limit, 'less than'],
    ['multipleOf', (limit) => limit <= 0 || isMultiple(value, limit), 'a multiple of'],
  ];
  for (const [name, holds, words] of limits) {
    const limit = numberKeyword(schema, name);
    if (limit !== undefined && !holds(limit))
      fault(check, path, `expected ${words} ${limit}, found ${value}`);
  }
}

function isMultiple(value: number, step: number): boolean {
  const quotient = value / step;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9 * Math.max(1, Math.abs(quotient));
}

function checkArray(value: readonly Json[], schema: Schema, path: string, check: Check): void {
  const fewest = numberKeyword(schema, 'minItems') ?? 0;
  const most = numberKeyword(schema, 'maxItems') ?? Number.POSITIVE_INFINITY;
  if (value.length < fewest) fault(check, path, `expected at least ${fewest} items, found ${value.length}`);
  if (value.length > most) fault(check, path, `expected at most ${most} items, found ${value.length}`);
  if (
    keyword(schema, 'uniqueItems') === true &&
    new Set(value.map((item) => JSON.stringify(item))).size < value.length
  ) {
    fault(check, path, 'expected items that differ from each other');
  }
  const items = keyword(schema, 'items');
  for (const [index, item] of value.entries()) {
    const itemSchema = isArray(items) ? (items[index] ?? keyword(schema, 'additionalItems')) : items;
    if (isObject(itemSchema)) checkNode(item, itemSchema, `${path}/${index}`, 0, check);
  }
}

function checkObject(
  value: { readonly [key: string]: Json },
  schema: Schema,
  path: string,
  check: Check,
): void {
  for (const name of requiredOf(schema)) {
    if (Object.hasOwn(value, name) || check.faults.length >= check.most) continue;
    check.faults.push({ path, reason: `expected property ${short(name)}, found none`, missing: true });
  }
  const properties = schemaKeyword(schema, 'properties') ?? {};
  const others = keyword(schema, 'additionalProperties');
  const patterns = Object.entries(schemaKeyword(schema, 'patternProperties') ?? {});
  for (const [name, inner] of Object.entries(value)) {
    const property = own(properties, name);
    const matched = patterns
      .filter(([pattern]) => matchesPattern(pattern, name) === true)
      .map(([, part]) => part);
    const applied = property === undefined ? matched : [property, ...matched];
    const checked = applied.length > 0 ? applied : others === undefined ? [] : [others];
    const innerPath = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    for (const part of checked) {
      if (part === false) fault(check, innerPath, 'expected no such property');
      else if (isObject(part)) checkNode(inner, part, innerPath, 0, check);
    }
  }
}

function equal(left: Json, right: Json): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  if (left === null || right === null) return left === right;
  if (isArray(left) || isArray(right)) {
    return (
      isArray(left) &&
      isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => equal(item, right[index] ?? null))
    );
  }
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => equal(left[key] ?? null, own(right, key) ?? null))
  );
}

/** A value as a message shows it. */
function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
