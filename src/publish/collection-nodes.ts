import { operationKeyOf, routeOf } from '../merge/operation-key.ts';
import { objectsOf, textOf } from '../merge/read-json.ts';
import { treeNodes } from '../merge/tree-nodes.ts';
import type { JsonObject } from '../model/json.ts';

/** A folder or a request, as far as its ids go. */
export interface CollectionNode {
  readonly id: string;
  readonly isFolder: boolean;
  /**
   * Name of a folder; of a request its operation (`GET /contacts/{contactId}`), or else method and path. A second one
   * of the same is `… (2)`.
   */
  readonly key: string;
  /** Saved examples by their status code, counted in the same way. */
  readonly examples: readonly { readonly id: string; readonly key: string }[];
}

/** All folders and requests of a collection of any origin, from the first to the last. */
export function collectionNodes(collection: JsonObject): readonly CollectionNode[] {
  const [count, countFolder] = [counter(), counter()];
  return treeNodes(collection).map(({ isFolder, content }) => {
    const countExample = counter();
    return {
      id: idOf(content),
      isFolder,
      key: isFolder
        ? countFolder(textOf(content['name']))
        : count(operationKeyOf(content) ?? routeOf(content)),
      examples: objectsOf(content['response']).map((one) => ({
        id: idOf(one),
        key: countExample(textOf(one['code'])),
      })),
    };
  });
}

function counter(): (key: string) => string {
  const counts = new Map<string, number>();
  return (key) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 1 ? key : `${key} (${count})`;
  };
}

/** Postman's own id of the collection, without that of its owner. */
export function collectionId(collection: JsonObject): string {
  return textOf((collection['info'] as JsonObject | undefined)?.['_postman_id']);
}

function idOf(node: JsonObject): string {
  return textOf(node['id'] ?? node['_postman_id']);
}
