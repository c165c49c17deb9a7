import type { Json, JsonObject } from '../model/json.ts';
import { type JoinedNode, joinTrees } from './join-trees.ts';
import type { MergeLog, Place } from './merge-log.ts';
import { mergeOrder, type Orders, reordered } from './merge-order.ts';
import { type Presence, presenceOf } from './node-presence.ts';
import { type Find, type Parent, parentOf } from './place-nodes.ts';
import { isRemovedFolder, REMOVED_FOLDER } from './removed-folder.ts';
import { treeNodes } from './tree-nodes.ts';

export interface TreeVersions {
  /** Undefined: there is none, and nothing is known to be removed. */
  readonly base: JsonObject | undefined;
  readonly theirs: JsonObject;
  readonly ours: JsonObject;
}

/** Merges what stands in a collection: its folders and requests, each where it belongs. */
export function mergeTrees(versions: TreeVersions, log: MergeLog): readonly JsonObject[] {
  const trees = {
    base: treeNodes(versions.base ?? {}),
    theirs: treeNodes(versions.theirs),
    ours: treeNodes(versions.ours),
  };
  const nodes = joinTrees(trees);
  const sides = nodes.flatMap((one) => [one.base, one.theirs, one.ours].map((side) => [side, one] as const));
  const byNode = new Map(sides);
  const find: Find = (node) => (node === undefined ? undefined : byNode.get(node));
  const removed = nodes.find(({ theirs }) => theirs && isRemovedFolder(theirs)) ?? NOTHING;
  const ids = new Set(trees.ours.map(({ content }) => content['id']));
  const standing = new Map<JoinedNode, Standing>();
  for (const node of nodes) {
    const place = placeOf(node, log);
    const present = presenceOf(node, place);
    if (!present) continue;
    const isSpare = node === removed;
    const presence = node.ours ? present : { ...withOwnId(present, ids), ...(isSpare && WHEN_FILLED) };
    const parent = presence.isOrphan ? removed : parentOf(node, find, { spare: removed, place });
    standing.set(node, { presence, parent: leadsTo(parent, node, standing) ? undefined : parent });
  }
  if (removed === NOTHING)
    standing.set(removed, { presence: { content: REMOVED_FOLDER, ...WHEN_FILLED }, parent: undefined });
  const orders = (parent: Parent): Orders<JoinedNode> => ({
    base: inOrder(trees.base, parent, find),
    theirs: inOrder(trees.theirs, parent, find),
    ours: inOrder(trees.ours, parent, find),
  });
  return assemble({ standing, orders, log }, undefined);
}

/** Who copies a request in a file copies its id. */
function withOwnId(presence: Presence, taken: ReadonlySet<Json | undefined>): Presence {
  const { id, ...content } = presence.content;
  return id !== undefined && taken.has(id) ? { ...presence, content } : presence;
}

interface Standing {
  readonly presence: Presence;
  readonly parent: Parent;
}

/** Whether a folder stands, through others, in `node`: both sides moved folders into each other. */
function leadsTo(folder: Parent, node: JoinedNode, standing: ReadonlyMap<JoinedNode, Standing>): boolean {
  if (folder === undefined) return false;
  return folder === node || leadsTo(standing.get(folder)?.parent, node, standing);
}

interface Assembly {
  readonly standing: ReadonlyMap<JoinedNode, Standing>;
  readonly orders: (parent: Parent) => Orders<JoinedNode>;
  readonly log: MergeLog;
}

function assemble(assembly: Assembly, parent: Parent): readonly JsonObject[] {
  const { standing, log } = assembly;
  const orders = assembly.orders(parent);
  const children = [...standing].filter(([, { parent: own }]) => own === parent).map(([node]) => node);
  if (reordered(orders.base, orders.theirs))
    log.tell({ item: parent?.theirs?.names ?? [], field: [], log }, 'kept', 'reordered');
  return mergeOrder(orders, new Set(children)).flatMap((node): JsonObject[] => {
    const presence = standing.get(node)?.presence;
    if (!presence) return [];
    if (!node.isFolder) return [presence.content];
    const item = assemble(assembly, node);
    if (item.length === 0 && presence.when === 'filled') return [];
    return [withItems(presence.content, item)];
  });
}

/** In the order of a folder as the build writes it: what is in it stands after its name and description. */
function withItems({ id, name, description, ...rest }: JsonObject, item: readonly JsonObject[]): JsonObject {
  const head = { ...(id === undefined ? {} : { id }), name: name ?? '', description: description ?? '' };
  return { ...head, item, ...rest };
}

/** Stands for a folder that is not there yet. */
const NOTHING: JoinedNode = { isFolder: true, base: undefined, theirs: undefined, ours: undefined };

const WHEN_FILLED: Pick<Presence, 'when'> = { when: 'filled' };

function inOrder(tree: ReturnType<typeof treeNodes>, parent: Parent, find: Find): readonly JoinedNode[] {
  return tree.filter((node) => find(node.parent) === parent).flatMap((node) => find(node) ?? []);
}

function placeOf({ base, theirs, ours }: JoinedNode, log: MergeLog): Place {
  const operation = (ours ?? base ?? theirs)?.operation;
  return {
    item: (theirs ?? ours ?? base)?.names ?? [],
    ...(operation === undefined ? {} : { operation }),
    field: [],
    log,
  };
}
