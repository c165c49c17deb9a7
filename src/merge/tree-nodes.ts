import type { Json, JsonObject } from '../model/json.ts';
import { operationKeyOf } from './operation-key.ts';
import { objectsOf, textOf } from './read-json.ts';

/** A folder or a request of one version of a collection. */
export interface TreeNode {
  readonly isFolder: boolean;
  /** Without what is in a folder. */
  readonly content: JsonObject;
  /** Undefined: it stands at the root. */
  readonly parent: TreeNode | undefined;
  /** Names from the root to it. */
  readonly names: readonly string[];
  readonly operation: string | undefined;
}

/** Every folder and request of a collection, each folder before what is in it. */
export function treeNodes(collection: JsonObject): readonly TreeNode[] {
  return nodesIn(collection['item'], undefined);
}

function nodesIn(items: Json | undefined, parent: TreeNode | undefined): readonly TreeNode[] {
  return objectsOf(items).flatMap((one): TreeNode[] => {
    const { item, ...content } = one;
    const isFolder = Array.isArray(item);
    const node: TreeNode = {
      isFolder,
      content,
      parent,
      names: [...(parent?.names ?? []), textOf(content['name'])],
      operation: isFolder ? undefined : operationKeyOf(content),
    };
    return [node, ...(isFolder ? nodesIn(item, node) : [])];
  });
}
