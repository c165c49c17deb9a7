import type { Json, JsonObject } from '../model/json.ts';
import { normalAuth } from './normal-auth.ts';
import { normalDescription, normalText, normalVariables } from './normal-pairs.ts';
import { normalExample, normalRequest } from './normal-request.ts';
import { normalEvents } from './normal-script.ts';
import { inOrderOf, isObject, objectOf, objectsOf, textOf } from './read-json.ts';

/** What Postman and its API add for themselves, which says nothing about the requests. */
const BOOKKEEPING = new Set([
  'uid',
  'createdAt',
  'updatedAt',
  'lastUpdatedBy',
  'lastRevision',
  'owner',
  'fork',
  'isFolder',
  '_postman_isSubFolder',
  '_exporter_id',
  '_collection_link',
]);

/**
 * A collection of format 2.1 as the build writes it, whatever Postman has made of the form: what it adds of its own,
 * leaves out when empty or writes in another way is the same again. One of ours stays as it is, byte for byte.
 */
export function normalCollection(value: JsonObject): JsonObject {
  const { info, item, auth, event, variable, ...rest } = value;
  return inOrderOf(value, {
    info: normalInfo(objectOf(info)),
    item: objectsOf(item).map(normalNode),
    auth: normalAuth(auth),
    event: normalEvents(event),
    variable: normalVariables(variable),
    ...others(rest),
  });
}

function normalInfo(info: JsonObject): JsonObject {
  const { _postman_id, name, description, schema, ...rest } = info;
  return inOrderOf(info, {
    _postman_id,
    name: normalText(name),
    description: normalDescription(description) ?? '',
    schema,
    ...others(rest),
  });
}

function normalNode(node: JsonObject): JsonObject {
  return Array.isArray(node['item']) ? normalFolder(node) : normalItem(node);
}

function normalFolder(folder: JsonObject): JsonObject {
  const { id, _postman_id, name, description, item, auth, event, ...rest } = folder;
  return inOrderOf(folder, {
    id: id ?? _postman_id,
    name: normalText(name),
    description: normalDescription(description) ?? '',
    item: objectsOf(item).map(normalNode),
    auth: normalAuth(auth),
    event: normalEvents(event),
    ...others(rest),
  });
}

function normalItem(item: JsonObject): JsonObject {
  const { id, _postman_id, name, request, response, event, ...rest } = item;
  return inOrderOf(item, {
    id: id ?? _postman_id,
    name: normalText(name),
    request: normalRequest(request),
    response: objectsOf(response).map(normalExample),
    event: normalEvents(event),
    ...others(rest),
  });
}

/** Keys that we do not know are a person's or another tool's, and stay; what is empty says nothing. */
function others(rest: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => !BOOKKEEPING.has(key) && !isEmpty(value)),
  );
}

function isEmpty(value: Json | undefined): boolean {
  if (isObject(value)) return Object.keys(value).length === 0;
  return Array.isArray(value) ? value.length === 0 : textOf(value) === '';
}
