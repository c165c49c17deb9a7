import type { Json, JsonObject } from '../model/json.ts';
import { compact, inOrderOf, isObject, objectsOf, textOf } from './read-json.ts';

/** Line ends are those of the person's system. */
export function normalText(value: Json | undefined): string {
  return textOf(value).replaceAll('\r\n', '\n');
}

/** Collection 2.1, "Description": a text, or an object with its media type; an empty one is none. */
export function normalDescription(value: Json | undefined): string | undefined {
  const text = normalText(isObject(value) ? value['content'] : value);
  return text === '' ? undefined : text;
}

/** Headers, query parameters, path variables or urlencoded fields. A row without a name is what an editor leaves. */
export function normalPairs(value: Json | undefined): readonly JsonObject[] {
  return rowsOf(value).map((row) => {
    const { key, value: text, type: _type, ...rest } = row;
    return inOrderOf(row, { key: normalText(key), value: normalText(text), ...normalRest(rest) });
  });
}

/** Fields of a multipart form: a file has a source, which is nobody else's path. */
export function normalFormFields(value: Json | undefined): readonly JsonObject[] {
  return rowsOf(value).map((row) => {
    const { key, value: text, type, src, ...rest } = row;
    const name = normalText(key);
    return type === 'file'
      ? inOrderOf(row, { key: name, type, src: sourceOf(src), ...normalRest(rest) })
      : inOrderOf(row, { key: name, value: normalText(text), type: 'text', ...normalRest(rest) });
  });
}

/** Variables of a collection; their type says something only where it hides the value. */
export function normalVariables(value: Json | undefined): readonly JsonObject[] {
  return rowsOf(value).map((row) => {
    const { key, id, value: text, type, ...rest } = row;
    const { id: _id, ...others } = normalRest(rest);
    return inOrderOf(row, {
      key: normalText(key ?? id),
      value: typeof text === 'object' && text !== null ? text : normalText(text),
      type: type === 'secret' ? type : 'string',
      ...others,
    });
  });
}

/** An empty source stands for no file. */
export function sourceOf(value: Json | undefined): Json {
  const isNone = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return isNone ? null : value;
}

function rowsOf(value: Json | undefined): readonly JsonObject[] {
  const rows = typeof value === 'string' ? headersIn(value) : objectsOf(value);
  return rows.filter(({ key, id, value: text }) => textOf(key ?? id) !== '' || textOf(text) !== '');
}

/** Collection 2.1, "Header list": all of them in one text is allowed. */
function headersIn(text: string): readonly JsonObject[] {
  return text.split(/\r?\n/).map((line) => {
    const colon = line.indexOf(':');
    return colon < 0
      ? { key: line.trim(), value: '' }
      : { key: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
  });
}

/** In our order: description, then whether it is switched off, then the rest. */
function normalRest(rest: JsonObject): JsonObject {
  const {
    description,
    disabled,
    enabled,
    id: _id,
    uuid: _uuid,
    equals: _equals,
    name: _name,
    ...others
  } = rest;
  return compact({
    description: normalDescription(description),
    disabled: disabled === true || enabled === false ? true : undefined,
    ...others,
  });
}
