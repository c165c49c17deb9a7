import type { Shape } from '../model/contract.ts';
import { LIMITS } from './limits.ts';
import type { RuleName } from './rules.ts';

export type Direction = 'request' | 'response';

/** A difference at one place of a value. */
export interface FacetChange {
  readonly rule: RuleName;
  readonly before?: string;
  readonly after?: string;
}

type Facet = (from: Shape, to: Shape, direction: Direction) => readonly FacetChange[];

/** What differs between two shapes at their own place; fields, items and variants aside. */
export function compareFacets(from: Shape, to: Shape, direction: Direction): readonly FacetChange[] {
  return FACETS.flatMap((facet) => facet(from, to, direction));
}

/** True for a shape that takes any value at all, as far as types go. */
export function saysNothing({ types, variants, enum: values }: Shape): boolean {
  return types.length === 0 && values === undefined && Object.keys(variants).length === 0;
}

/** True when no value can be of both: what lies below is then beyond comparison. */
export function typesPart(from: Shape, to: Shape): boolean {
  return (
    from.types.length > 0 &&
    to.types.length > 0 &&
    !from.types.some((type) => covers(to, type) || to.types.some((other) => covers(from, other)))
  );
}

function compareTypes(from: Shape, to: Shape, direction: Direction): readonly FacetChange[] {
  if (same(from.types, to.types)) return [];
  const change = { before: typesText(from), after: typesText(to) };
  const widened =
    from.types.length === 0 ? to.types.length === 0 : from.types.every((type) => covers(to, type));
  const narrowed =
    to.types.length === 0 ? from.types.length === 0 : to.types.every((type) => covers(from, type));
  if (direction === 'request')
    return [{ rule: widened ? 'request-type-widened' : 'request-type-changed', ...change }];
  return [{ rule: narrowed ? 'response-type-narrowed' : 'response-type-changed', ...change }];
}

function compareNull(from: Shape, to: Shape, direction: Direction): readonly FacetChange[] {
  if (from.nullable === to.nullable) return [];
  // A type that is lifted or set takes null along, and that is said.
  if (saysNothing(from) || saysNothing(to)) return [];
  if (direction === 'request') return [{ rule: to.nullable ? 'request-null-taken' : 'request-null-refused' }];
  return [{ rule: to.nullable ? 'response-null-added' : 'response-null-removed' }];
}

function compareEnums(from: Shape, to: Shape, direction: Direction): readonly FacetChange[] {
  if (!from.enum && !to.enum) return [];
  if (!from.enum) return [{ rule: `${direction}-enum-set`, after: (to.enum ?? []).join(', ') }];
  if (!to.enum) return [{ rule: `${direction}-enum-lifted`, before: from.enum.join(', ') }];
  const [before, after] = [new Set(from.enum), new Set(to.enum)];
  return [
    ...from.enum
      .filter((value) => !after.has(value))
      .map((value) => ({ rule: `${direction}-enum-value-removed` as const, before: value })),
    ...to.enum
      .filter((value) => !before.has(value))
      .map((value) => ({ rule: `${direction}-enum-value-added` as const, after: value })),
  ];
}

function compareFormats(from: Shape, to: Shape, direction: Direction): readonly FacetChange[] {
  if (from.format === to.format) return [];
  const change = { ...(from.format && { before: from.format }), ...(to.format && { after: to.format }) };
  if (direction === 'request' && to.format === '') return [{ rule: 'request-format-lifted', ...change }];
  return [{ rule: `${direction}-format-changed`, ...change }];
}

function compareLimits(from: Shape, to: Shape, direction: Direction): readonly FacetChange[] {
  return Object.entries(LIMITS).flatMap(([name, end]): FacetChange[] => {
    const open = end === 'lower' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const [before, after] = [from.limits[name] ?? open, to.limits[name] ?? open];
    if (before === after) return [];
    const tightened = end === 'lower' ? after > before : after < before;
    const rule = `${direction}-limit-${tightened ? 'tightened' : 'loosened'}` as const;
    return [{ rule, before: limitText(name, before), after: limitText(name, after) }];
  });
}

function comparePatterns(from: Shape, to: Shape, direction: Direction): readonly FacetChange[] {
  if (from.pattern === to.pattern) return [];
  const change = { ...(from.pattern && { before: from.pattern }), ...(to.pattern && { after: to.pattern }) };
  if (from.pattern === '') return [{ rule: `${direction}-pattern-set`, ...change }];
  if (direction === 'request' && to.pattern === '') return [{ rule: 'request-pattern-lifted', ...change }];
  return [{ rule: `${direction}-pattern-changed`, ...change }];
}

function compareRest(from: Shape, to: Shape, direction: Direction): readonly FacetChange[] {
  const found: FacetChange[] = [];
  if (from.closed !== to.closed) found.push({ rule: `${direction}-${to.closed ? 'closed' : 'opened'}` });
  if (!from.deprecated && to.deprecated) found.push({ rule: `${direction}-field-deprecated` });
  if (from.others !== to.others) found.push({ rule: `${direction}-rule-changed` });
  if (direction === 'request' && from.default !== to.default)
    found.push({
      rule: 'request-default-changed',
      ...(from.default !== undefined && { before: from.default }),
      ...(to.default !== undefined && { after: to.default }),
    });
  return found;
}

const FACETS: readonly Facet[] = [
  compareTypes,
  compareNull,
  compareEnums,
  compareFormats,
  compareLimits,
  comparePatterns,
  compareRest,
];

function covers({ types }: Shape, type: string): boolean {
  return types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'));
}

function typesText({ types }: Shape): string {
  return types.length === 0 ? 'any' : types.join(' or ');
}

function limitText(name: string, value: number): string {
  return Number.isFinite(value) ? `${name} ${value}` : `no ${name}`;
}

function same(first: readonly string[], second: readonly string[]): boolean {
  return first.length === second.length && first.every((value, index) => value === second[index]);
}
