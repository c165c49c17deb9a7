import { at } from '../diagnostics/pointer.ts';
import type { ContractField, Shape, Shapes } from '../model/contract.ts';
import { compareFacets, type Direction, type FacetChange, saysNothing, typesPart } from './compare-facets.ts';
import { type ComparedPair, explorePair, type Pair, type PairGraph } from './pair-graph.ts';
import { pairVariants } from './pair-variants.ts';
import type { RuleName } from './rules.ts';
import { EMPTY } from './shape-of.ts';

/** A difference at a place below the shapes that are compared. */
export interface ShapeChange extends FacetChange {
  /** JSON pointer into the value. */
  readonly field: string;
  /** Where it stands: in the newer spec, or in the older for what is gone. */
  readonly pointer: string;
  readonly side: 'from' | 'to';
}

/** The shapes of both sides, and which way the values go. */
export interface Sides {
  readonly from: Shapes;
  readonly to: Shapes;
  readonly direction: Direction;
  /** What a shape that says nothing takes: any value, or nobody knows. */
  readonly silence: 'any' | 'unknown';
  /** Pairs that were compared before; grows. */
  readonly pairs: PairGraph<ShapeChange>;
}

/**
 * All that differs between two shapes and what lies below them. What several fields share is told once, at the field
 * that is nearest to the top.
 */
export function compareShapes(from: string, to: string, sides: Sides): readonly ShapeChange[] {
  const seen = new Set<string>();
  const changes: ShapeChange[] = [];
  const queue: Pair[] = [{ field: '', from, to }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const node = explorePair(next, sides.pairs, (pair) => comparePair(pair, sides));
    if (!node.differs || seen.has(node.key)) continue;
    seen.add(node.key);
    const { field } = next;
    changes.push(...node.found.map((change) => ({ ...change, field: field + change.field })));
    queue.push(...node.below.map((pair) => ({ ...pair, field: field + pair.field })));
  }
  return changes;
}

type Compared = ComparedPair<ShapeChange>;

/** One pair by itself; fields are relative to it. */
function comparePair(pair: Pair, sides: Sides): Compared {
  const [from, to] = [sides.from[pair.from] ?? EMPTY, sides.to[pair.to] ?? EMPTY];
  const [fromSilent, toSilent] = [saysNothing(from), saysNothing(to)];
  if (sides.silence === 'unknown' && (fromSilent || toSilent)) return { found: [], below: [] };
  if (hasVariants(from) !== hasVariants(to) && !fromSilent && !toSilent) return compareVariants(pair, sides);
  const facets = compareFacets(from, to, sides.direction).map((change) => ({
    ...change,
    field: '',
    pointer: to.pointer,
    side: 'to' as const,
  }));
  if (typesPart(from, to) || fromSilent !== toSilent) return { found: facets, below: [] };
  const fields = compareFields({ ...sides, was: from, is: to });
  const variants = compareVariants(pair, sides);
  return {
    found: [...facets, ...fields.found, ...variants.found],
    below: [...fields.below, ...variants.below, ...membersOf(from, to)],
  };
}

interface FieldSides extends Sides {
  readonly was: Shape;
  readonly is: Shape;
}

function compareFields({ was, is, from, to, direction }: FieldSides): Compared {
  const before = visibleFields(was, from, direction);
  const after = visibleFields(is, to, direction);
  const found: ShapeChange[] = [];
  const below: Pair[] = [];
  for (const [name, old] of before) {
    const next = after.get(name);
    const place = at('', name);
    if (!next) {
      found.push({ rule: removedRule(is, direction), field: place, pointer: old.pointer, side: 'from' });
      continue;
    }
    below.push({ field: place, from: old.shape, to: next.shape });
    if (old.required === next.required) continue;
    const rule = `${direction}-field-${next.required ? 'required' : 'optional'}` as const;
    found.push({ rule, field: place, pointer: next.pointer, side: 'to' });
  }
  for (const [name, { required, pointer }] of after)
    if (!before.has(name))
      found.push({ rule: addedRule(required, direction), field: at('', name), pointer, side: 'to' });
  return { found, below };
}

/** A read-only field is none of a request, nor a write-only one of a response. */
function visibleFields(
  { fields }: Shape,
  shapes: Shapes,
  direction: Direction,
): ReadonlyMap<string, ContractField> {
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly';
  return new Map(Object.entries(fields).filter(([, { shape }]) => !(shapes[shape] ?? EMPTY)[hidden]));
}

function removedRule({ closed }: Shape, direction: Direction): RuleName {
  if (direction === 'response') return 'response-field-removed';
  return closed ? 'closed-request-field-removed' : 'request-field-removed';
}

function addedRule(required: boolean, direction: Direction): RuleName {
  return direction === 'request' && required ? 'required-request-field-added' : `${direction}-field-added`;
}

/** What lists and maps hold; where only one side says what that is, anything stands on the other. */
function membersOf(from: Shape, to: Shape): readonly Pair[] {
  const members = [
    [from.items, to.items],
    [from.additional, to.additional],
  ] as const;
  return members.flatMap(([was, is]) =>
    was === undefined && is === undefined ? [] : [{ field: '/*', from: was ?? '', to: is ?? '' }],
  );
}

/** Each variant with the one that it was; those without a partner came or went. */
function compareVariants({ from, to }: Pair, sides: Sides): Compared {
  const { direction } = sides;
  const same = (was: string, is: string): boolean =>
    !explorePair({ field: '', from: was, to: is }, sides.pairs, (one) => comparePair(one, sides)).differs;
  const { pairs, gone, come } = pairVariants(variantsOf(from, sides.from), variantsOf(to, sides.to), same);
  return {
    found: [
      ...gone.map(([name, shape]) => ({
        rule: `${direction}-variant-removed` as const,
        before: name,
        field: '',
        pointer: (sides.from[shape] ?? EMPTY).pointer,
        side: 'from' as const,
      })),
      ...come.map(([name, shape]) => ({
        rule: `${direction}-variant-added` as const,
        after: name,
        field: '',
        pointer: (sides.to[shape] ?? EMPTY).pointer,
        side: 'to' as const,
      })),
    ],
    below: pairs.map(([was, is]) => ({ field: '', from: was, to: is })),
  };
}

/** A shape without variants is its own only one. */
function variantsOf(id: string, shapes: Shapes): readonly (readonly [name: string, shape: string])[] {
  const shape = shapes[id] ?? EMPTY;
  if (hasVariants(shape)) return Object.entries(shape.variants);
  return [[shape.types.join(' or ') || 'any', id]];
}

function hasVariants({ variants }: Shape): boolean {
  return Object.keys(variants).length > 0;
}
