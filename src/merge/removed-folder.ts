import type { JsonObject } from '../model/json.ts';
import type { TreeNode } from './tree-nodes.ts';

/** The folder for requests that a person has edited and the spec no longer has. Without an id: an export drops it. */
export const REMOVED_FOLDER: JsonObject = {
  name: 'Removed from the spec',
  description: 'Requests that somebody has edited and whose operation the spec does not have any more.',
};

/** Whether an earlier merge made the folder. */
export function isRemovedFolder({ isFolder, parent, content }: TreeNode): boolean {
  return isFolder && parent === undefined && content['name'] === REMOVED_FOLDER['name'];
}
