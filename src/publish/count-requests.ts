import { same, textOf } from '../merge/read-json.ts';
import { treeNodes } from '../merge/tree-nodes.ts';
import type { JsonObject } from '../model/json.ts';
import type { Counts } from '../model/publish.ts';

/** How many requests one collection has, has changed and no longer has against another with the same ids. */
export function countRequests(before: JsonObject, after: JsonObject): Counts {
  const [was, is] = [requestsById(before), requestsById(after)];
  const both = [...is].filter(([id]) => was.has(id));
  return {
    added: is.size - both.length,
    changed: both.filter(([id, request]) => !same(request, was.get(id))).length,
    removed: was.size - both.length,
  };
}

function requestsById(collection: JsonObject): ReadonlyMap<string, JsonObject> {
  const requests = treeNodes(collection).filter(({ isFolder }) => !isFolder);
  return new Map(requests.map(({ content }, index) => [textOf(content['id']) || `#${index}`, content]));
}
