import type { DriftPart, RequestDrift } from '../model/check.ts';
import { SPEC_BUILD } from '../postman/fingerprint.ts';

export interface CollectionPair {
  /** Texts of collection files; the one on disk may be anything. */
  readonly onDisk: string;
  readonly planned: string;
  /** `Item.id` -> operation key. */
  readonly keys: ReadonlyMap<string, string>;
}

type Node = { readonly [name: string]: unknown };

interface Leaf {
  readonly item: Node;
  /** Names of the folders that it stands in. */
  readonly folder: string;
}

/** Which requests a build would add, remove or change, and in which parts; items are joined by id. */
export function compareCollections({ onDisk, planned, keys }: CollectionPair): readonly RequestDrift[] {
  const [old, next] = [parse(onDisk), parse(planned)];
  if (!old || !next) return [];
  const [before, after] = [leavesById(old), leavesById(next)];
  const all = new Map([...after, ...before]);
  const drifts = [...all].flatMap(([id, { item }]): RequestDrift[] => {
    const key = keys.get(id) ?? shownKey(item);
    const [was, is] = [before.get(id), after.get(id)];
    if (!was) return [{ key, change: 'added', parts: [] }];
    if (!is) return [{ key, change: 'removed', parts: [] }];
    const parts = differing(ITEM_PARTS, was, is);
    return parts.length > 0 ? [{ key, change: 'changed', parts }] : [];
  });
  const parts = differing(COLLECTION_PARTS, old, next);
  if (inOrder(before, after) !== inOrder(after, before)) parts.push('order');
  return [...(parts.length > 0 ? [{ key: '', change: 'changed' as const, parts }] : []), ...drifts];
}

type Parts<T> = readonly (readonly [part: DriftPart, read: (of: T) => unknown])[];

const ITEM_PARTS: Parts<Leaf> = [
  ['name', ({ item }) => item['name']],
  ['request', ({ item }) => [{ ...node(item['request']), description: '' }, item['protocolProfileBehavior']]],
  ['script', ({ item }) => item['event']],
  ['examples', ({ item }) => item['response']],
  ['description', ({ item }) => node(item['request'])['description']],
  ['folder', ({ folder }) => folder],
];

const COLLECTION_PARTS: Parts<Node> = [
  ['name', ({ info }) => node(info)['name']],
  ['description', (root) => [node(root['info'])['description'], foldersOf(root)]],
  ['auth', ({ auth }) => auth],
  ['script', ({ event }) => event],
  // The fingerprint differs whenever anything else does.
  ['variables', ({ variable }) => listOf(variable).filter(({ key }) => key !== SPEC_BUILD)],
];

function differing<T>(parts: Parts<T>, before: T, after: T): DriftPart[] {
  return parts
    .filter(([, read]) => JSON.stringify(read(before)) !== JSON.stringify(read(after)))
    .map(([part]) => part);
}

function leavesById(root: Node): ReadonlyMap<string, Leaf> {
  return new Map(leavesOf(root, '').map((leaf) => [String(leaf.item['id']), leaf]));
}

function leavesOf(parent: Node, folder: string): readonly Leaf[] {
  return itemsOf(parent).flatMap((item) =>
    Array.isArray(item['item']) ? leavesOf(item, `${folder}/${String(item['name'])}`) : [{ item, folder }],
  );
}

function foldersOf(parent: Node): readonly unknown[] {
  return itemsOf(parent)
    .filter(({ item }) => Array.isArray(item))
    .map((folder) => [folder['name'], folder['description'], folder['auth'], foldersOf(folder)]);
}

/** The order of those that are in both. */
function inOrder(some: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): string {
  return [...some.keys()].filter((id) => others.has(id)).join('\n');
}

function shownKey({ name, request }: Node): string {
  const { method, url } = node(request);
  const raw = typeof url === 'string' ? url : node(url)['raw'];
  return typeof method === 'string' && typeof raw === 'string' ? `${method} ${raw}` : String(name ?? 'item');
}

function itemsOf({ item }: Node): readonly Node[] {
  return listOf(item);
}

function listOf(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.map(node) : [];
}

function node(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function parse(text: string): Node | undefined {
  try {
    return node(JSON.parse(text));
  } catch {
    return undefined;
  }
}
