import type { Operation } from '../../model/api.ts';
import type { BundledRequest } from '../../model/bundle.ts';
import type { Rule } from '../rule.ts';

/** Inside a folder: list, create, get, update, actions, delete; among equals, the spec's order. */
export const order: Rule = {
  id: 'order',
  apply: (bundle) => {
    const paths = new Set(bundle.api.operations.map(({ path }) => trimmed(path)));
    const ranked = bundle.requests.map((request) => ({
      request,
      rank: RANKS.indexOf(kindOf(request.operation, paths)),
    }));
    const requests = ranked.toSorted((left, right) => left.rank - right.rank).map(({ request }) => request);
    return {
      value: {
        ...bundle,
        requests: byFolder(
          requests,
          bundle.folders.map(({ id }) => id),
        ),
      },
      diagnostics: [],
    };
  },
};

export type Kind = 'list' | 'create' | 'get' | 'update' | 'action' | 'delete';

const RANKS: readonly Kind[] = ['list', 'create', 'get', 'update', 'action', 'delete'];

/** What an operation does to its resource, told from its method and path. `paths`: all of the module's. */
export function kindOf(
  { method, path, operationId = '', summary }: Operation,
  paths: ReadonlySet<string>,
): Kind {
  if (method === 'DELETE') return 'delete';
  const endsInParameter = /\{[^{}/]+\}$/.test(trimmed(path));
  if (method === 'GET' || method === 'HEAD') return endsInParameter ? 'get' : 'list';
  if (method === 'PUT' || method === 'PATCH') return 'update';
  if (method !== 'POST' || endsInParameter) return 'action';
  if (/^(create|add|new|register)\b/i.test(summary) || /^(create|add)([-_A-Z]|$)/.test(operationId))
    return 'create';
  const ofCollection = [...paths].some((other) => other.startsWith(`${trimmed(path)}/{`));
  return ofCollection ? 'create' : 'action';
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}

function byFolder(
  requests: readonly BundledRequest[],
  folderIds: readonly string[],
): readonly BundledRequest[] {
  const position = new Map(folderIds.map((id, index) => [id, index]));
  const at = ({ folder }: BundledRequest): number =>
    folder === undefined ? folderIds.length : (position.get(folder) ?? folderIds.length);
  return requests.toSorted((left, right) => at(left) - at(right));
}
