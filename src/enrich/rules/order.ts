import type { BundledRequest } from '../../model/bundle.ts';
import type { OperationKind } from '../../model/smoke.ts';
import { itemHolders, kindOf } from '../kind-of.ts';
import type { Rule } from '../rule.ts';

/** Inside a folder: list, create, get, update, actions, delete; among equals, the spec's order. */
export const order: Rule = {
  id: 'order',
  apply: (bundle) => {
    const holders = itemHolders(bundle.api.operations);
    const kinds = bundle.requests.map((request) => ({
      ...request,
      kind: kindOf(request.operation, holders),
    }));
    const requests = kinds.toSorted((left, right) => RANKS.indexOf(left.kind) - RANKS.indexOf(right.kind));
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

const RANKS: readonly OperationKind[] = ['list', 'create', 'get', 'update', 'action', 'delete'];

function byFolder(
  requests: readonly BundledRequest[],
  folderIds: readonly string[],
): readonly BundledRequest[] {
  const position = new Map(folderIds.map((id, index) => [id, index]));
  const at = ({ folder }: BundledRequest): number =>
    folder === undefined ? folderIds.length : (position.get(folder) ?? folderIds.length);
  return requests.toSorted((left, right) => at(left) - at(right));
}
