import type { Operation } from '../model/api.ts';
import type { OperationKind } from '../model/smoke.ts';

/** What an operation does to its resource, told from its method and path. `holders`: see `itemHolders`. */
export function kindOf(
  { method, path, operationId = '', summary }: Operation,
  holders: ReadonlySet<string>,
): OperationKind {
  if (method === 'DELETE') return 'delete';
  const own = trimmed(path);
  const endsInParameter = /\{[^{}/]+\}$/.test(own);
  // `/boards/{locationId}` lists the boards of an account where there is `/boards/{locationId}/{id}`.
  if (method === 'GET' || method === 'HEAD') return endsInParameter && !holders.has(own) ? 'get' : 'list';
  if (method === 'PUT' || method === 'PATCH') return 'update';
  if (method !== 'POST' || endsInParameter) return 'action';
  if (/^(create|add|new|register)\b/i.test(summary) || /^(create|add)([-_A-Z]|$)/.test(operationId))
    return 'create';
  return holders.has(own) ? 'create' : 'action';
}

/** Paths that have items: `/contacts` where there is `/contacts/{contactId}`. */
export function itemHolders(operations: readonly Operation[]): ReadonlySet<string> {
  const holders = new Set<string>();
  for (const { path } of operations) {
    for (let at = path.indexOf('/{'); at >= 0; at = path.indexOf('/{', at + 1))
      holders.add(path.slice(0, at));
  }
  return holders;
}

export function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}
