import type { JsonObject } from '../model/json.ts';
import { normalCollection } from './normal-collection.ts';
import { treeNodes } from './tree-nodes.ts';

/** Keys of the operations that the generated scripts of an export name. */
export function exportOperations(collection: object): ReadonlySet<string> {
  const nodes = treeNodes(normalCollection(collection as JsonObject));
  return new Set(nodes.flatMap(({ operation }) => operation ?? []));
}
