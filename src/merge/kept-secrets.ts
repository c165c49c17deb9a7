import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Collection } from '../model/collection.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import { isObject, textOf } from './read-json.ts';

/** What looks like a secret in a merged collection and does not come from the spec: a person has typed it in. */
export function keptSecrets(
  { merged, ours }: { readonly merged: Collection; readonly ours: Collection },
  file: string,
): readonly Diagnostic[] {
  const known = new Set(findSecrets(jsonOf(ours)).map(({ kind, excerpt }) => kind + excerpt));
  const collection = jsonOf(merged);
  return findSecrets(collection)
    .filter(({ kind, excerpt }) => !known.has(kind + excerpt))
    .map(({ pointer, kind, excerpt }) =>
      diagnostic('secret-found', { place: placeOf(collection, pointer), kind, excerpt }, { file }),
    );
}

/** The names on the way to a node, and the part of the last of them: `Contacts / List contacts, request`. */
function placeOf(collection: Json, pointer: string): string {
  const names: string[] = [];
  let node: Json | undefined = collection;
  const steps = pointer.split('/').slice(1);
  for (const step of steps) {
    node = isObject(node) ? node[step] : (node as readonly Json[] | undefined)?.[Number(step)];
    if (isObject(node) && (node['request'] || node['item'])) names.push(textOf(node['name']));
  }
  const parts = steps.filter((step) => PARTS.has(step)).map((step) => PARTS.get(step));
  return [names.join(' / ') || 'the collection itself', ...parts].join(', ');
}

const PARTS = new Map([
  ['response', 'example'],
  ['event', 'script'],
  ['auth', 'auth'],
  ['header', 'header'],
  ['body', 'body'],
  ['url', 'URL'],
  ['variable', 'variable'],
]);

function jsonOf(collection: Collection): JsonObject {
  return collection as unknown as JsonObject;
}
