import type { JsonObject } from '../model/json.ts';
import { namesInPath } from './normal-url.ts';
import { objectOf, objectsOf, textOf } from './read-json.ts';

/** The operation that a generated test script names: `GET /contacts/{contactId}`. */
export function operationKeyOf(item: JsonObject): string | undefined {
  for (const { listen, script } of objectsOf(item['event'])) {
    const exec = objectOf(script)['exec'];
    if (listen !== 'test' || !Array.isArray(exec)) continue;
    for (const line of exec) {
      const [, literal] = /^\s*operation: ("(?:[^"\\]|\\.)*"),?\s*$/.exec(textOf(line)) ?? [];
      if (literal !== undefined) return parsed(literal);
    }
  }
  return undefined;
}

/** Method and path, whatever the variables in it are called. */
export function routeOf(item: JsonObject): string {
  const { method, url } = objectOf(item['request']);
  const names = namesInPath(objectOf(url));
  const path = objectOf(url)['path'];
  const segments = Array.isArray(path) ? path.map(textOf) : [];
  const shape = segments.map((segment) =>
    names.has(segment.slice(1)) && segment.startsWith(':') ? ':' : segment,
  );
  return `${textOf(method)} /${shape.join('/')}`;
}

/** A person may have changed it so that it is none any more. */
function parsed(literal: string): string | undefined {
  try {
    return textOf(JSON.parse(literal));
  } catch {
    return undefined;
  }
}
