import type { Json, JsonObject } from '../model/json.ts';
import { normalAuth } from './normal-auth.ts';
import { normalDescription, normalFormFields, normalPairs, normalText, sourceOf } from './normal-pairs.ts';
import { normalUrl } from './normal-url.ts';
import { compact, inOrderOf, isObject, objectOf, textOf } from './read-json.ts';

/** Collection 2.1, "Request": a text is the URL of a GET. In the order in which the build writes its parts. */
export function normalRequest(value: Json | undefined): JsonObject {
  const request: JsonObject = typeof value === 'string' ? { url: value } : objectOf(value);
  const { auth, method, header, url, body, description, ...rest } = request;
  return inOrderOf(request, {
    auth: normalAuth(auth),
    method: textOf(method).toUpperCase() || 'GET',
    header: normalPairs(header),
    url: normalUrl(url),
    body: normalBody(body),
    description: normalDescription(description),
    ...filledOnly(rest),
  });
}

/** Collection 2.1, "Response": a saved example. */
export function normalExample(value: JsonObject): JsonObject {
  const { id, _postman_id, name, originalRequest, status, code, _postman_previewlanguage, ...more } = value;
  const { header, cookie, body, uid: _uid, _postman_previewtype: _type, responseTime, ...rest } = more;
  return inOrderOf(value, {
    id: id ?? _postman_id,
    name: normalText(name),
    originalRequest: isObject(originalRequest) ? normalRequest(originalRequest) : undefined,
    status,
    code: typeof code === 'string' ? Number(code) : code,
    _postman_previewlanguage,
    header: normalPairs(header),
    cookie: Array.isArray(cookie) ? cookie : [],
    body: normalText(body),
    responseTime: responseTime === null ? undefined : responseTime,
    ...filledOnly(rest),
  });
}

/** Of the modes only the one that is sent: an editor keeps what stood in the others. */
function normalBody(value: Json | undefined): JsonObject | undefined {
  if (!isObject(value) || typeof value['mode'] !== 'string') return undefined;
  const { mode, options, disabled } = value;
  return inOrderOf(value, {
    mode,
    [mode]: contentOf(mode, value[mode]),
    options: isObject(options) && Object.keys(options).length > 0 ? options : undefined,
    disabled: disabled === true ? true : undefined,
  });
}

function contentOf(mode: string, content: Json | undefined): Json | undefined {
  switch (mode) {
    case 'raw':
      return normalText(content);
    case 'urlencoded':
      return normalPairs(content);
    case 'formdata':
      return normalFormFields(content);
    case 'file':
      return { ...objectOf(content), src: sourceOf(objectOf(content)['src']) };
    default:
      return content;
  }
}

function filledOnly(rest: JsonObject): JsonObject {
  const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, lastUpdatedBy: _by, ...others } = rest;
  return compact(
    Object.fromEntries(
      Object.entries(others).map(([key, value]) => [key, value === null ? undefined : value]),
    ),
  );
}
