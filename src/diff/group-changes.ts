import type { Change } from '../model/diff.ts';

export interface ModuleChanges {
  readonly module: string;
  /** The same change of one place of the spec that several operations share. */
  readonly groups: readonly (readonly [Change, ...Change[]])[];
}

/** Changes by module, in their order; what several operations share once, at the first of them. */
export function groupChanges(changes: readonly Change[]): readonly ModuleChanges[] {
  const modules = new Map<string, Map<string, [Change, ...Change[]]>>();
  for (const change of changes) {
    const groups = modules.get(change.module) ?? new Map<string, [Change, ...Change[]]>();
    modules.set(change.module, groups);
    const key = keyOf(change);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...modules].map(([module, groups]) => ({ module, groups: [...groups.values()] }));
}

/** How many operations besides this one a group is of. */
export function othersOf(operation: string, group: readonly Change[]): number {
  const others = new Set(group.map((change) => change.operation));
  others.delete(operation);
  return others.size;
}

/** Of one operation, every change is told. */
function keyOf({ rule, operation, subject, field, before, after, where }: Change): string {
  const { file, pointer = '' } = where;
  const isOwn = pointer === '' || /^\/(paths|item)(\/|$)/.test(pointer);
  const place = isOwn ? [operation, subject, field] : [field.split('/').at(-1)];
  return JSON.stringify([rule, before, after, file, pointer, ...place]);
}
