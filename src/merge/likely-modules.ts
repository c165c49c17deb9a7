import type { JsonObject } from '../model/json.ts';
import { exportOperations } from './export-operations.ts';
import { normalCollection } from './normal-collection.ts';
import { routeOf } from './operation-key.ts';
import { type TreeNode, treeNodes } from './tree-nodes.ts';

/** Keys of the operations of each module. */
export type ModuleKeys = { readonly [module: string]: readonly string[] };

/**
 * The modules that an export may be of, the likeliest first: those whose operations its scripts name; in one of an
 * early build, whose scripts name none, those that have most of its requests by method and path.
 */
export function likelyModules(collection: object, modules: ModuleKeys): readonly string[] {
  const nodes = treeNodes(normalCollection(collection as JsonObject)).filter(({ isFolder }) => !isFolder);
  const named = exportOperations(collection);
  const byKey = ranked(modules, (keys) => keys.filter((key) => named.has(key)).length, 1);
  if (byKey.length > 0) return byKey;
  return ranked(modules, (keys) => countRoutes(nodes, keys), nodes.length / 2);
}

function countRoutes(nodes: readonly TreeNode[], keys: readonly string[]): number {
  const routes = new Set(keys.map((key) => key.replaceAll(/\{[^{}]*\}/g, ':')));
  return nodes.filter(({ content }) => routes.has(routeOf(content))).length;
}

function ranked(
  modules: ModuleKeys,
  count: (keys: readonly string[]) => number,
  least: number,
): readonly string[] {
  const counts = Object.entries(modules).map(([module, keys]) => ({ module, count: count(keys) }));
  const likely = counts.filter((one) => one.count > 0 && one.count >= least);
  return likely.toSorted((a, b) => b.count - a.count).map(({ module }) => module);
}
