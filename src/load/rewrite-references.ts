import { at } from '../diagnostics/pointer.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Origin } from '../model/spec.ts';
import { isArray, isObject, own } from '../schema/read.ts';
import type { Home } from './component-names.ts';

export interface Hoisted extends Home {
  readonly node: JsonObject | boolean;
  readonly from: Origin['from'];
}

/** What becomes of an object that holds a reference. */
export type Replacement =
  /** The reference now leads to a place within the document. */
  | { readonly kind: 'component'; readonly ref: string; readonly hoisted?: Hoisted }
  /** The referenced node stands there itself. */
  | { readonly kind: 'inline'; readonly node: JsonObject | boolean; readonly from: Origin['from'] }
  /** The reference goes; what stood beside it stays. */
  | { readonly kind: 'nothing' };

/** The document with its references replaced and the hoisted nodes in their sections. Parts without any are shared. */
export function rewriteReferences(
  root: JsonObject,
  replacements: ReadonlyMap<JsonObject, Replacement>,
  hoisted: readonly Hoisted[],
): { readonly document: JsonObject; readonly origins: readonly Origin[] } {
  if (replacements.size === 0) return { document: root, origins: [] };
  const rewriting: Rewriting = { replacements, origins: [], inlined: [] };
  let document = rewrite(root, '', rewriting) as JsonObject;
  for (const component of hoisted) {
    rewriting.origins.push({ pointer: component.pointer, from: component.from });
    document = withNode(
      document,
      [...component.section, component.name],
      rewrite(component.node, component.pointer, rewriting),
    );
  }
  return { document, origins: rewriting.origins };
}

interface Rewriting {
  readonly replacements: ReadonlyMap<JsonObject, Replacement>;
  readonly origins: Origin[];
  /** Nodes that are being put in place of a reference: one inside itself would have no end. */
  readonly inlined: (JsonObject | boolean)[];
}

function rewrite(node: Json, pointer: string, rewriting: Rewriting): Json {
  if (isArray(node)) {
    const items = node.map((item, index) => rewrite(item, at(pointer, index), rewriting));
    return items.every((item, index) => item === node[index]) ? node : items;
  }
  if (!isObject(node)) return node;
  const replacement = rewriting.replacements.get(node);
  return replacement
    ? replace(node, replacement, pointer, rewriting)
    : rewriteValues(node, pointer, rewriting);
}

function rewriteValues(node: JsonObject, pointer: string, rewriting: Rewriting): JsonObject {
  let changed = false;
  const entries = Object.entries(node).map(([key, value]): [string, Json] => {
    if (typeof value !== 'object' || value === null) return [key, value];
    const rewritten = rewrite(value, at(pointer, key), rewriting);
    changed ||= rewritten !== value;
    return [key, rewritten];
  });
  return changed ? Object.fromEntries(entries) : node;
}

function replace(holder: JsonObject, replacement: Replacement, pointer: string, rewriting: Rewriting): Json {
  const { $ref: _ref, ...beside } = holder;
  const kept = rewriteValues(beside, pointer, rewriting);
  if (replacement.kind === 'nothing') return kept;
  if (replacement.kind === 'component') return { ...kept, $ref: replacement.ref };
  const { node, from } = replacement;
  if (rewriting.inlined.includes(node)) return kept;
  rewriting.inlined.push(node);
  rewriting.origins.push({ pointer, from });
  const inner = rewrite(node, pointer, rewriting);
  rewriting.inlined.pop();
  return isObject(inner) ? { ...inner, ...kept } : inner;
}

function withNode(root: JsonObject, path: readonly string[], node: Json): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return root;
  if (rest.length === 0) return { ...root, [key]: node };
  const child = own(root, key);
  return { ...root, [key]: withNode(isObject(child) ? child : {}, rest, node) };
}
