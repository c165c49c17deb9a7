import { objectOf, objectsOf, textOf } from '../merge/read-json.ts';
import type { Json, JsonObject } from '../model/json.ts';

type IdFor = (id: string) => string | undefined;

/**
 * A collection with other ids for itself, its folders, requests and saved examples. Undefined: it has none, and the
 * server makes one.
 */
export function withIds(collection: JsonObject, own: string | undefined, idFor: IdFor): JsonObject {
  const { _postman_id: _id, uid: _uid, ...info } = objectOf(collection['info']);
  return {
    ...collection,
    info: { ...(own !== undefined && { _postman_id: own }), ...info },
    item: nodesWithIds(collection['item'], idFor),
  };
}

function nodesWithIds(list: Json | undefined, idFor: IdFor): readonly JsonObject[] {
  return objectsOf(list).map((node) => {
    const { id: before, _postman_id: old, uid: _uid, ...rest } = node;
    const id = idFor(textOf(before ?? old));
    return {
      ...(id !== undefined && { id }),
      ...rest,
      ...('item' in node && { item: nodesWithIds(node['item'], idFor) }),
      ...('response' in node && { response: nodesWithIds(node['response'], idFor) }),
    };
  });
}
