import type { Json, JsonObject } from '../model/json.ts';
import { rawUrl } from '../postman/raw-url.ts';
import { normalPairs } from './normal-pairs.ts';
import { compact, inOrderOf, isObject, objectsOf, textOf } from './read-json.ts';

/** Collection 2.1, "Url": a text, or its parts; host and path are lists, and what is empty is left out. */
export function normalUrl(value: Json | undefined): JsonObject {
  const url = isObject(value) ? value : partsOf(textOf(value));
  const { raw, protocol, host, port, path, variable, query, hash, ...rest } = url;
  const parts = {
    protocol: textOf(protocol) || undefined,
    host: listOf(host, '.'),
    port: textOf(port) || undefined,
    path: listOf(path, '/'),
    variable: filled(normalPairs(variable)),
    query: filled(normalPairs(query)),
    hash: textOf(hash) || undefined,
    ...rest,
  };
  return inOrderOf(url, { raw: textOf(raw) || urlText(compact(parts)), ...parts });
}

/** Where the request goes, without what is asked there. */
export function addressText({ protocol, host, port, path }: JsonObject): string {
  return rawUrl({
    host: [
      `${protocol ? `${textOf(protocol)}://` : ''}${texts(host).join('.')}${port ? `:${textOf(port)}` : ''}`,
    ],
    path: texts(path),
  });
}

/** The URL as Postman shows it. */
export function urlText(url: JsonObject): string {
  const query = objectsOf(url['query']).map(({ key, value, disabled }) => ({
    key: textOf(key),
    value: textOf(value),
    disabled: disabled === true,
  }));
  const hash = textOf(url['hash']);
  return `${rawUrl({ host: [addressText(url)], path: [], query })}${hash && `#${hash}`}`;
}

/** Path variables stand in the path as `:name`. */
export function namesInPath({ path }: JsonObject): ReadonlySet<string> {
  return new Set(texts(path).flatMap((segment) => (/^:./.test(segment) ? [segment.slice(1)] : [])));
}

function partsOf(raw: string): JsonObject {
  const [, protocol, address = '', query, hash] =
    /^(?:([a-z][a-z\d+.-]*):\/\/)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(raw) ?? [];
  const [host = '', ...path] = address.split('/');
  const pairs = query?.split('&').map((pair): JsonObject => {
    const equals = pair.indexOf('=');
    return equals < 0
      ? { key: pair, value: '' }
      : { key: pair.slice(0, equals), value: pair.slice(equals + 1) };
  });
  return compact({ raw, protocol, host: [host], path, query: pairs, hash });
}

function listOf(value: Json | undefined, separator: string): readonly string[] {
  if (!Array.isArray(value)) return textOf(value) === '' ? [] : textOf(value).split(separator);
  return (value as readonly Json[]).map((one) => textOf(isObject(one) ? one['value'] : one));
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(textOf) : [];
}

function filled(list: readonly JsonObject[]): readonly JsonObject[] | undefined {
  return list.length === 0 ? undefined : list;
}
