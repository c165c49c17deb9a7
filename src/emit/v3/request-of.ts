import type {
  Auth,
  AuthAttribute,
  Item,
  Request,
  SavedExample,
  ScriptEvent,
} from '../../model/collection.ts';
import type { JsonObject } from '../../model/json.ts';
import { bodyOf, bodyType } from './body-of.ts';
import { pairsOf } from './pairs-of.ts';

export interface Place {
  /** Present: the file's own name does not say it. */
  readonly name?: string;
  /** Where it stands among its neighbours. */
  readonly order: number;
}

/** A `.request.yaml`; `examples`: where its own stand, relative to it. A body is sent with any method here: `disableBodyPruning` has no counterpart and needs none. */
export function requestOf(
  { id, event = [], request, response }: Item,
  { order, ...named }: Place,
  examples: string,
): JsonObject {
  const { description, auth } = request;
  return {
    $kind: 'http-request',
    id,
    ...named,
    ...(description && { description }),
    ...sentOf(request),
    ...(auth && { auth: authOf(auth) }),
    ...scriptsOf(event, ''),
    ...(response.length > 0 && { examples }),
    order,
  };
}

/** A `.example.yaml`: a documented response, and what it answers. */
export function exampleOf(example: SavedExample, { order, ...named }: Place): JsonObject {
  const { id, originalRequest, code, status, header, body, _postman_previewlanguage: language } = example;
  const headers = pairsOf(header);
  return {
    $kind: 'http-example',
    id,
    ...named,
    request: sentOf(originalRequest),
    response: {
      statusCode: code,
      statusText: status,
      ...(headers && { headers }),
      body: { type: bodyType(language), content: body },
    },
    order,
  };
}

function sentOf({ method, header, url, body }: Request): JsonObject {
  const [headers, queryParams, pathVariables] = [header, url.query ?? [], url.variable ?? []].map(pairsOf);
  return {
    url: url.raw,
    method,
    ...(headers && { headers }),
    ...(queryParams && { queryParams }),
    ...(pathVariables && { pathVariables }),
    ...(body && { body: bodyOf(body) }),
  };
}

/** How a request, or all of a collection, is signed. */
export function authOf(auth: Auth): JsonObject {
  if (auth.type === 'noauth') return { type: 'noauth' };
  const credentials = attributesOf(auth).map(({ key, value }) => [key, value]);
  return { type: auth.type, credentials: Object.fromEntries(credentials) as JsonObject };
}

function attributesOf(auth: Exclude<Auth, { type: 'noauth' }>): readonly AuthAttribute[] {
  switch (auth.type) {
    case 'bearer':
      return auth.bearer;
    case 'basic':
      return auth.basic;
    case 'apikey':
      return auth.apikey;
    case 'oauth2':
      return auth.oauth2;
  }
}

const SCRIPTS = { prerequest: 'beforeRequest', test: 'afterResponse' } as const;

/** `prefix`: scripts of a collection say for which protocol they are. */
export function scriptsOf(events: readonly ScriptEvent[], prefix: '' | 'http:'): JsonObject {
  const scripts = events
    .map(({ listen, script }) => ({
      type: `${prefix}${SCRIPTS[listen]}`,
      code: script.exec.join('\n'),
      language: script.type,
    }))
    .filter(({ code }) => code !== '');
  return scripts.length === 0 ? {} : { scripts };
}
