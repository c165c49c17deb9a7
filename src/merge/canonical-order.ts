import type { Json, JsonObject } from '../model/json.ts';
import { isObject } from './read-json.ts';

/** Keys as the build writes them; others come after, by name. */
const KEYS = [
  'info _postman_id id listen script key name originalRequest status code _postman_previewlanguage',
  'auth method mode raw protocol host port path hash header url query urlencoded formdata body',
  'value type src exec schema request response event variable cookie options description disabled',
].flatMap((line) => line.split(' '));
const RANKS = new Map(KEYS.map((key, index) => [key, index]));

/** The same JSON with its keys in one order, in which every export has them: Postman writes them in several. */
export function inCanonicalOrder(value: JsonObject): JsonObject {
  return ordered(value) as JsonObject;
}

function ordered(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(ordered);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).toSorted(byRank);
  return Object.fromEntries(keys.map((key) => [key, ordered(value[key] ?? null)]));
}

function byRank(left: string, right: string): number {
  const [a, b] = [left, right].map((key) => RANKS.get(key) ?? KEYS.length);
  if (a !== b) return (a ?? 0) - (b ?? 0);
  return left < right ? -1 : 1;
}
