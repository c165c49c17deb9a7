import { randomUUID } from 'node:crypto';
import { ApiFault } from './api-fault.ts';

type Node = { [key: string]: unknown };

/** Folders, requests and saved examples of a collection, as they stand. */
export function nodesOf(collection: unknown): Node[] {
  const visit = (one: unknown): Node[] => {
    const node = Object(one) as Node;
    const inner = [...listOf(node['item']), ...listOf(node['response'])];
    return [node, ...inner.flatMap(visit)];
  };
  return listOf(Object(collection)['item']).flatMap(visit);
}

export function idsOf(collection: unknown): Set<string> {
  return new Set(nodesOf(collection).map(({ id }) => String(id)));
}

/**
 * What the server makes of a body: a node keeps its id when the collection had it before, else it is a new one. An id
 * of another collection is refused.
 */
export function withServerIds(
  body: Node,
  { own, owner, foreign }: { own: ReadonlySet<string>; owner: string; foreign: ReadonlySet<string> },
): Node {
  const collection = structuredClone(body);
  const seen = new Set<string>();
  for (const node of nodesOf(collection)) {
    const id = typeof node['id'] === 'string' ? node['id'].replace(/^\d+-(?=[\da-f]{8}-)/, '') : '';
    if (foreign.has(id))
      throw new ApiFault(400, 'instanceFoundError', 'The specified item belongs to another collection.');
    if (seen.has(id)) throw new ApiFault(400, 'malformedRequestError', `Duplicate id ${id}`);
    if (id !== '') seen.add(id);
    node['id'] = own.has(id) ? id : randomUUID();
    node['uid'] = `${owner}-${node['id']}`;
    for (const event of listOf(node['event'])) {
      const script = Object(Object(event)['script']) as Node;
      Object.assign(script, { id: randomUUID(), packages: {} });
    }
  }
  return collection;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
