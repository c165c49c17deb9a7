import type { Json } from '../model/json.ts';
import { isArray, isObject } from '../schema/read.ts';
import type { Place } from './json-place.ts';

/** Levels of wrapping that an entity may have: `{data: {contacts: [{id}]}}`. */
const DEEPEST = 4;
const PLAIN_NAMES = new Set([
  'id',
  'ids',
  'uuid',
  'uid',
  'guid',
  'sid',
  'key',
  'slug',
  'name',
  'code',
  'number',
  'type',
]);

/** Fields that the id of anything may have, in lower case. */
export const GENERAL_NAMES: ReadonlySet<string> = new Set(['id', '_id', 'uuid', 'guid', 'sid']);

/** What kind of thing a path parameter names: `contact` for `{contactId}`, `link` for `/links/id/{id}`. */
export function kindNamed(parameter: string, path: string): string {
  const plain = snakeCase(parameter);
  const before = path.slice(0, Math.max(0, path.indexOf(`{${parameter}}`)));
  const word = isPlainName(plain) ? wordIn(before) : withoutSuffix(plain);
  return word === '' ? plain : word;
}

/** The kind of thing that a field is the id of: `contact` for `contactId` and `contactIds`; undefined for `id`. */
export function kindOfField(name: string): string | undefined {
  const plain = kindOfWord(name);
  return isPlainName(plain) ? undefined : withoutSuffix(plain);
}

/** A name that says nothing of what it belongs to. */
export function isPlainName(snakeCased: string): boolean {
  return snakeCased === '' || PLAIN_NAMES.has(snakeCased);
}

/** The last word of a path, as the kind of thing that it is about: `campaign` for `/contacts/{contactId}/campaigns`. */
export function kindOfPath(path: string): string {
  return wordIn(path.split(/[?#]/)[0] ?? '');
}

/** `brand-boards` -> `brand_board`. */
export function kindOfWord(word: string | undefined): string {
  return singular(snakeCase(word ?? ''));
}

/** Fields under which a body may hold the id of such a thing, in lower case, the most telling first. */
export function idNames(parameter: string, kind: string): readonly string[] {
  const telling = [`${kind}_id`, `${kind.replaceAll('_', '')}id`];
  const isPlain = isPlainName(snakeCase(parameter));
  const names = isPlain
    ? [parameter, ...GENERAL_NAMES, ...telling]
    : [parameter, ...telling, ...GENERAL_NAMES];
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

/** The field nearest to the top that is called one of `names`; of a list its first entry stands for all. */
export function findId(body: Json, names: readonly string[], intoLists: boolean): Place | undefined {
  let level: { readonly node: Json; readonly place: Place }[] = [{ node: body, place: [] }];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    for (const { node, place } of level) {
      const key = idKey(node, names);
      if (key !== undefined) return [...place, key];
    }
    level = level.flatMap(({ node, place }) =>
      children(node, intoLists).map(([key, child]) => ({ node: child, place: [...place, key] })),
    );
  }
  return undefined;
}

function idKey(node: Json, names: readonly string[]): string | undefined {
  if (!isObject(node)) return undefined;
  const keys = Object.keys(node).filter(
    (key) => typeof node[key] === 'string' || typeof node[key] === 'number',
  );
  for (const name of names) {
    const key = keys.find((one) => one.toLowerCase() === name);
    if (key !== undefined) return key;
  }
  return undefined;
}

function children(node: Json, intoLists: boolean): readonly (readonly [string | number, Json])[] {
  if (isArray(node)) return intoLists && node[0] !== undefined ? [[0, node[0]]] : [];
  return isObject(node) ? Object.entries(node) : [];
}

function wordIn(path: string): string {
  const literal = path
    .split('/')
    .findLast((segment) => !segment.includes('{') && !isPlainName(segment.toLowerCase()));
  return kindOfWord(literal);
}

function withoutSuffix(name: string): string {
  return name.replace(/_(id|uuid|guid|sid)$/, '');
}

function singular(word: string): string {
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  if (/(ss|sh|ch|x|us)es$/.test(word)) return word.replace(/es$/, '');
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

function snakeCase(name: string): string {
  return name
    .slice(0, 80)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase();
}
