import type { Schema } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isArray, isObject, own } from '../schema/read.ts';

/** Keywords that lead to parts of a value; all others say something about the value itself. */
const LEADS = new Set(['properties', 'items', 'definitions', '$ref', 'allOf', 'anyOf']);

/**
 * A script schema (`scriptSchema`) that says nothing more about the value at `path`, a JSON pointer's keys; what it
 * says about all others stays.
 */
export function loosen(schema: Schema, path: readonly string[]): Schema {
  // A tree: a part that stands at two places is two parts.
  const root = JSON.parse(JSON.stringify(schema)) as Open;
  for (const node of nodesAt(root, root, path, 0)) {
    for (const keyword of Object.keys(node)) if (!LEADS.has(keyword)) delete node[keyword];
    // A choice between shapes cannot be kept by halves.
    delete node['anyOf'];
  }
  return root as Schema;
}

interface Open {
  [keyword: string]: Json | Open;
}

/** Every schema that speaks of the value at `path`: through references, combinations and choices. */
function nodesAt(node: Open, root: Open, path: readonly string[], hops: number): Open[] {
  if (hops > 24) return [];
  const also = [followed(node, root), ...parts(node, 'allOf'), ...parts(node, 'anyOf')].flatMap((part) =>
    part ? nodesAt(part, root, path, hops + 1) : [],
  );
  const [key, ...rest] = path;
  if (key === undefined) return [node, ...also];
  const below = [child(node, 'properties', key), item(node, key)].flatMap((part) =>
    part ? nodesAt(part, root, rest, 0) : [],
  );
  // No part of it speaks of that value alone: what speaks of the whole has to go.
  return [...below, ...also];
}

function followed(node: Open, root: Open): Open | undefined {
  const ref = own(node, '$ref');
  if (typeof ref !== 'string') return undefined;
  return child(root, 'definitions', ref.slice('#/definitions/'.length));
}

function child(node: Open, keyword: string, key: string): Open | undefined {
  const map = own(node, keyword);
  const found = isObject(map) ? own(map as Open, key) : undefined;
  return isObject(found) ? (found as Open) : undefined;
}

function item(node: Open, key: string): Open | undefined {
  const items = own(node, 'items');
  const found = isArray(items) ? items[Number(key)] : /^\d+$/.test(key) ? items : undefined;
  return isObject(found) ? (found as Open) : undefined;
}

function parts(node: Open, keyword: string): Open[] {
  const list = own(node, keyword);
  return isArray(list) ? (list.filter(isObject) as Open[]) : [];
}
