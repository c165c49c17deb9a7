import type { Operation } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isArray, isObject } from '../schema/read.ts';
import { joined, kindName, literals } from './resource-words.ts';

/** The word by which a path asks for another id of a kind than its own; empty for most. */
export type QualifierAt = (path: string, kind: string) => string;

/**
 * Where accounts are listed as `{id, oauthId}`, a path under `/oauth` that asks for an account means the second.
 * `kinds`: what the module has variables for; a word that names one of these is an entity on the way.
 */
export function qualifiedIds(operations: readonly Operation[], kinds: ReadonlySet<string>): QualifierAt {
  const found = new Map<string, Set<string>>();
  for (const { method, responses } of operations) {
    const success = method === 'GET' ? responses.find(({ status }) => status.startsWith('2')) : undefined;
    for (const { examples } of success?.contents ?? []) collect(examples[0]?.value ?? null, found, 0);
  }
  return (path, kind) =>
    literals(path).find((word) => !kinds.has(kindName(word)) && found.get(joined(kind))?.has(word)) ?? '';
}

const DEEPEST = 3;

/** Beside the plain id of each entry of a list, the words before `Id`: `oauth` of `oauthId`. */
function collect(value: Json, found: Map<string, Set<string>>, depth: number): void {
  if (!isObject(value) || depth > DEEPEST) return;
  for (const [name, inner] of Object.entries(value)) {
    const entity = isArray(inner) ? inner[0] : undefined;
    if (entity === undefined || !isObject(entity)) {
      collect(inner, found, depth + 1);
      continue;
    }
    if (!('id' in entity) && !('_id' in entity)) continue;
    const words = Object.keys(entity).flatMap((key) => /^([a-z]+)Id$/.exec(key)?.[1] ?? []);
    const kind = kindName(name);
    const known = found.get(kind) ?? new Set();
    for (const word of words) known.add(word);
    found.set(kind, known);
  }
}
