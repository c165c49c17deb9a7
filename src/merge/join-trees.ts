import { joinPairs, type Sign } from './join-pairs.ts';
import { routeOf } from './operation-key.ts';
import { textOf } from './read-json.ts';
import { isRemovedFolder } from './removed-folder.ts';
import type { TreeNode } from './tree-nodes.ts';

/** One folder or request in its three versions. */
export interface JoinedNode {
  readonly isFolder: boolean;
  readonly base: TreeNode | undefined;
  readonly theirs: TreeNode | undefined;
  readonly ours: TreeNode | undefined;
}

type Side = 'base' | 'theirs' | 'ours';
type Trees = Readonly<Record<Side, readonly TreeNode[]>>;

const idOf: Sign<TreeNode> = ({ content }) => textOf(content['id']) || undefined;
const placeOf: Sign<TreeNode> = ({ names }) => names.join('\n');
const nameOf: Sign<TreeNode> = ({ names }) => names.at(-1);

const REQUEST_SIGNS: readonly Sign<TreeNode>[] = [
  ({ operation }) => operation,
  idOf,
  ({ content }) => routeOf(content),
];
/** Only tells apart what has a sign in common: two requests of one name need not be one. */
const REQUEST_HINTS: readonly Sign<TreeNode>[] = [nameOf, placeOf];
const FOLDER_SIGNS: readonly Sign<TreeNode>[] = [idOf, placeOf];

/** Finds the folders and requests that are one in three versions of a collection. */
export function joinTrees(trees: Trees): readonly JoinedNode[] {
  const built = pairNodes(trees.base, trees.ours);
  const edited = pairNodes(trees.base, trees.theirs);
  const [inEdited, inBuilt] = [new Set(edited.values()), new Set(built.values())];
  const added = pairNodes(
    trees.theirs.filter((node) => !inEdited.has(node)),
    trees.ours.filter((node) => !inBuilt.has(node)),
  );
  const inAdded = new Set(added.values());
  return [
    ...trees.base.map((base) => joined(base, edited.get(base), built.get(base))),
    ...trees.theirs
      .filter((node) => !inEdited.has(node))
      .map((node) => joined(undefined, node, added.get(node))),
    ...trees.ours
      .filter((node) => !inBuilt.has(node) && !inAdded.has(node))
      .map((node) => joined(undefined, undefined, node)),
  ];
}

function joined(base?: TreeNode, theirs?: TreeNode, ours?: TreeNode): JoinedNode {
  return { isFolder: (base ?? theirs ?? ours)?.isFolder ?? false, base, theirs, ours };
}

function pairNodes(left: readonly TreeNode[], right: readonly TreeNode[]): ReadonlyMap<TreeNode, TreeNode> {
  const [requests, others] = [left, right].map((nodes) => nodes.filter(({ isFolder }) => !isFolder));
  const [folders, otherFolders] = [left, right].map((nodes) => nodes.filter(({ isFolder }) => isFolder));
  const pairs = joinPairs(requests ?? [], others ?? [], REQUEST_SIGNS, REQUEST_HINTS);
  const folderPairs = joinPairs(folders ?? [], otherFolders ?? [], FOLDER_SIGNS);
  pairByContent(folders ?? [], pairs, folderPairs);
  return new Map([...pairs, ...folderPairs]);
}

/** A folder that a person renamed is the one that holds most of its requests now. */
function pairByContent(
  folders: readonly TreeNode[],
  requests: ReadonlyMap<TreeNode, TreeNode>,
  pairs: Map<TreeNode, TreeNode>,
): void {
  const taken = new Set(pairs.values());
  for (const folder of folders.filter((one) => !pairs.has(one))) {
    const now = [...requests].flatMap(([one, other]) => (one.parent === folder ? [other.parent] : []));
    const other = now.find((place) => now.filter((one) => one === place).length * 2 > now.length);
    if (other === undefined || taken.has(other) || isRemovedFolder(folder) || isRemovedFolder(other))
      continue;
    pairs.set(folder, other);
    taken.add(other);
  }
}
