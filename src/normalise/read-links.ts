import { at, keysOf } from '../diagnostics/pointer.ts';
import type { ResponseLink } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject, own } from '../schema/read.ts';
import { entries, type Reading, resolveNode, text } from './reading.ts';

/** The links of a response (OpenAPI 3.x, "Link Object") that take values from its body. */
export function readLinks(response: JsonObject, pointer: string, reading: Reading): readonly ResponseLink[] {
  return entries(response, 'links').flatMap(([name, value]): ResponseLink[] => {
    const link = resolveNode(value, at(pointer, 'links', name), 'a link', reading);
    if (!link) return [];
    const operationId = text(link.node, 'operationId');
    const operationKey = keyOf(text(link.node, 'operationRef'));
    return [
      {
        ...(operationId === '' ? {} : { operationId }),
        ...(operationKey === undefined ? {} : { operationKey }),
        parameters: parametersOf(link.node),
      },
    ];
  });
}

/** `#/paths/~1contacts/post` -> `POST /contacts`; undefined for a reference into another document. */
function keyOf(ref: string): string | undefined {
  if (!ref.startsWith('#')) return undefined;
  const [paths, path, method] = keysOf(ref);
  return paths === 'paths' && path !== undefined && method !== undefined
    ? `${method.toUpperCase()} ${path}`
    : undefined;
}

/** "Runtime Expressions": `$response.body#/contact/id`; a name may be qualified, as in `path.contactId`. */
function parametersOf(link: JsonObject): ResponseLink['parameters'] {
  const parameters = own(link, 'parameters');
  if (!isObject(parameters)) return {};
  const found = Object.entries(parameters).flatMap(([name, value]): [string, readonly string[]][] => {
    const place = typeof value === 'string' ? /^\$response\.body#(\/.*)$/.exec(value)?.[1] : undefined;
    return place === undefined ? [] : [[name.replace(/^(path|query|header|cookie)\./, ''), keysOf(place)]];
  });
  return Object.fromEntries(found);
}
