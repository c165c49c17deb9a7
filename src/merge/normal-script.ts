import type { Json, JsonObject } from '../model/json.ts';
import { inOrderOf, isObject, objectOf, objectsOf, textOf } from './read-json.ts';

/** Scripts that hold anything: Postman adds empty ones to whatever a person has looked at. */
export function normalEvents(value: Json | undefined): readonly JsonObject[] | undefined {
  const events = objectsOf(value).map(normalEvent).filter(holdsAnything);
  return events.length === 0 ? undefined : events;
}

function normalEvent(event: JsonObject): JsonObject {
  const { listen, script, id: _id, disabled, ...rest } = event;
  const written = scriptOf(script);
  const { type, exec, id: _script, packages, requests, ...others } = written;
  return inOrderOf(event, {
    listen: textOf(listen),
    script: inOrderOf(written, {
      type: textOf(type) || 'text/javascript',
      exec: linesOf(exec),
      packages: filled(packages),
      requests: filled(requests),
      ...others,
    }),
    disabled: disabled === true ? true : undefined,
    ...rest,
  });
}

function scriptOf(script: Json | undefined): JsonObject {
  return typeof script === 'string' || Array.isArray(script) ? { exec: script } : objectOf(script);
}

function linesOf(exec: Json | undefined): readonly string[] {
  const texts: readonly Json[] = Array.isArray(exec) ? exec : exec === undefined ? [] : [exec];
  return texts.flatMap((text) => textOf(text).split(/\r\n|\r|\n/));
}

function holdsAnything({ script }: JsonObject): boolean {
  const { exec, src } = objectOf(script);
  return src !== undefined || linesOf(exec).some((line) => line.trim() !== '');
}

function filled(value: Json | undefined): Json | undefined {
  return isObject(value) && Object.keys(value).length > 0 ? value : undefined;
}
