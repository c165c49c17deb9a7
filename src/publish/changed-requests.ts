import { operationKeyOf, routeOf } from '../merge/operation-key.ts';
import { same, textOf } from '../merge/read-json.ts';
import { treeNodes } from '../merge/tree-nodes.ts';
import type { JsonObject } from '../model/json.ts';
import type { Changes } from '../model/publish.ts';

/** Which requests one collection has, has changed and no longer has against another with the same ids. */
export function changedRequests(before: JsonObject, after: JsonObject): Changes {
  const [was, is] = [requestsById(before), requestsById(after)];
  const [there, gone] = [[...is], [...was].filter(([id]) => !is.has(id))];
  return {
    added: there.filter(([id]) => !was.has(id)).map(nameOf),
    changed: there.filter(([id, request]) => was.has(id) && !same(request, was.get(id))).map(nameOf),
    removed: gone.map(nameOf),
  };
}

function requestsById(collection: JsonObject): ReadonlyMap<string, JsonObject> {
  const requests = treeNodes(collection).filter(({ isFolder }) => !isFolder);
  return new Map(requests.map(({ content }, index) => [textOf(content['id']) || `#${index}`, content]));
}

function nameOf([, request]: readonly [string, JsonObject]): string {
  return operationKeyOf(request) ?? routeOf(request);
}
