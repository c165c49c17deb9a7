import type { ContractOperation, ContractParameter } from '../model/contract.ts';
import { compareShapes, type ShapeChange, type Sides } from './compare-shapes.ts';
import type { RuleName } from './rules.ts';

/** A change of an operation, before it is graded. */
export interface PlainChange {
  readonly rule: RuleName;
  readonly subject: string;
  readonly field?: string;
  readonly before?: string;
  readonly after?: string;
  readonly pointer: string;
  readonly side: 'from' | 'to';
}

/** Parameters joined by place and name; those in the path by their place in it where `renamed`. */
export function compareParameters(
  from: ContractOperation,
  to: ContractOperation,
  sides: Sides,
  { renamed }: { readonly renamed: boolean },
): readonly PlainChange[] {
  const names = renamed ? renamedInPath(from.path, to.path) : new Map<string, string>();
  const before = byIdentity(from, names);
  const after = byIdentity(to, new Map());
  const changes: PlainChange[] = [];
  for (const [identity, was] of before) {
    const is = after.get(identity);
    if (is) changes.push(...compareParameter(was, is, sides));
    else changes.push({ rule: 'parameter-removed', ...placeOf(was, 'from') });
  }
  for (const [identity, is] of after) {
    if (before.has(identity)) continue;
    const rule = is.required ? 'required-parameter-added' : 'parameter-added';
    changes.push({ rule, ...placeOf(is, 'to') });
  }
  return changes;
}

function compareParameter(
  from: ContractParameter,
  to: ContractParameter,
  sides: Sides,
): readonly PlainChange[] {
  const place = placeOf(to, 'to');
  const changes: PlainChange[] = [];
  if (from.required !== to.required)
    changes.push({ rule: to.required ? 'parameter-required' : 'parameter-optional', ...place });
  if (from.serialisation !== to.serialisation) {
    const texts = { before: from.serialisation, after: to.serialisation };
    changes.push({ rule: 'parameter-serialisation-changed', ...texts, ...place });
  }
  if (!from.deprecated && to.deprecated) changes.push({ rule: 'parameter-deprecated', ...place });
  return [
    ...changes,
    ...compareShapes(from.shape, to.shape, sides).map((change) => onSubject(change, place)),
  ];
}

/** A change within a value as a change of what holds the value. */
export function onSubject(change: ShapeChange, { subject }: { readonly subject: string }): PlainChange {
  return { ...change, subject };
}

function placeOf(parameter: ContractParameter, side: 'from' | 'to') {
  return { subject: `${parameter.in} ${parameter.name}`, pointer: parameter.pointer, side };
}

/** RFC 9110, section 5.1: the name of a header has no case. */
function byIdentity(
  { parameters }: ContractOperation,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, ContractParameter> {
  return new Map(
    parameters.map((parameter) => {
      const name = parameter.in === 'path' ? (names.get(parameter.name) ?? parameter.name) : parameter.name;
      return [`${parameter.in} ${parameter.in === 'header' ? name.toLowerCase() : name}`, parameter];
    }),
  );
}

function renamedInPath(from: string, to: string): ReadonlyMap<string, string> {
  const [before, after] = [from, to].map((path) =>
    [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? ''),
  );
  return new Map((before ?? []).map((name, index) => [name, after?.[index] ?? name]));
}
