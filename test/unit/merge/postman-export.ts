import type { Json, JsonObject } from '../../../src/model/json.ts';

/**
 * A collection as Postman's app exports it after an import: new id, no ids below, what is empty added or left out,
 * keys in another order. Everything that a person sees is the same.
 */
export function postmanExport(collection: object): JsonObject {
  const { info, item, auth, event, variable } = parsed(collection);
  const { name, description, schema } = objectOf(info);
  return {
    info: {
      _postman_id: 'f0000000-0000-4000-8000-00000000000f',
      name: name ?? '',
      ...(description ? { description: { content: description, type: 'text/markdown' } } : {}),
      schema: schema ?? '',
      _exporter_id: '16273864',
      _collection_link: 'https://postman.co/workspace/x',
    },
    item: listOf(item).map(exportNode),
    ...(auth ? { auth } : {}),
    event: [
      ...listOf(event).map(exportEvent),
      { listen: 'test', script: { type: 'text/javascript', packages: {}, requests: {}, exec: [''] } },
    ],
    variable: listOf(variable).map(({ key, value }, index) => ({
      key: key ?? '',
      value: value ?? '',
      type: 'default',
      id: `v${index}`,
    })),
  };
}

function exportNode(node: JsonObject): JsonObject {
  const { id: _id, name, description, item, request, response, event, ...rest } = node;
  const own = { name: name ?? '', ...(event ? { event: listOf(event).map(exportEvent) } : {}), ...rest };
  if (Array.isArray(item))
    return { ...own, item: listOf(item).map(exportNode), ...(description ? { description } : {}) };
  return {
    ...own,
    protocolProfileBehavior: {},
    request: exportRequest(objectOf(request)),
    response: listOf(response).map(exportExample),
  };
}

function exportRequest({ auth, method, header, body, url, description }: JsonObject): JsonObject {
  const { raw, host, path, query, variable } = objectOf(url);
  return {
    ...(auth ? { auth } : {}),
    method: method ?? '',
    header: listOf(header).map((one) => ({ ...one, type: 'text' })),
    ...(body ? { body } : {}),
    url:
      query || variable
        ? {
            raw: raw ?? '',
            host: host ?? [],
            path: path ?? [],
            ...(query ? { query } : {}),
            ...(variable
              ? { variable: listOf(variable).map((one, index) => ({ id: `${index}`, ...one })) }
              : {}),
          }
        : (raw ?? ''),
    ...(description ? { description: { type: 'text/markdown', content: description } } : {}),
  };
}

function exportExample({
  id: _id,
  name,
  originalRequest,
  status,
  code,
  header,
  body,
  ...rest
}: JsonObject): JsonObject {
  return {
    name: name ?? '',
    ...(originalRequest ? { originalRequest: exportRequest(objectOf(originalRequest)) } : {}),
    status: status ?? '',
    code: code ?? 0,
    ...rest,
    header: listOf(header).map(({ key, value }) => ({
      key: key ?? '',
      value: value ?? '',
      name: key ?? '',
      description: '',
    })),
    cookie: [],
    responseTime: null,
    body: body === '' ? null : (body ?? null),
  };
}

function exportEvent({ listen, script }: JsonObject): JsonObject {
  const { exec, type } = objectOf(script);
  const lines = Array.isArray(exec) ? exec : [];
  return {
    listen: listen ?? '',
    script: {
      id: 's1',
      exec: lines.length > 20 ? lines.join('\r\n') : lines,
      type: type ?? '',
      packages: {},
      requests: {},
    },
  };
}

export function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

export function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function parsed(collection: object): JsonObject {
  return JSON.parse(JSON.stringify(collection)) as JsonObject;
}
