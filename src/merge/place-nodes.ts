import type { JoinedNode } from './join-trees.ts';
import type { Place } from './merge-log.ts';
import type { TreeNode } from './tree-nodes.ts';

/** Where things stand: undefined is the root. */
export type Parent = JoinedNode | undefined;

/** Finds what a node of one version belongs to. */
export type Find = (node: TreeNode | undefined) => Parent;

/**
 * The folder in which a node stands after the merge: where a person has put it, or else where ours has it. `spare` is
 * a folder whose content goes back when the spec has it again.
 */
export function parentOf(
  { base, theirs, ours }: JoinedNode,
  find: Find,
  { spare, place }: { readonly spare: Parent; readonly place: Place },
): Parent {
  const [was, edited, built] = [base, theirs, ours].map((node) => find(node?.parent));
  if (!theirs) return built;
  if (!ours) return edited;
  if (edited === built || (spare !== undefined && edited === spare)) return built;
  if (base && edited === was) {
    place.log.tell(place, 'taken', 'moved');
    return built;
  }
  if (!base || built === was) {
    place.log.tell(place, 'kept', 'moved');
    return edited;
  }
  const versions = {
    base: base.names.slice(0, -1),
    theirs: theirs.names.slice(0, -1),
    ours: ours.names.slice(0, -1),
  };
  return place.log.settle(place, versions, 'theirs', 'moved') === 'theirs' ? edited : built;
}
