import type { Operation } from '../model/api.ts';

interface Of {
  readonly operation: Pick<Operation, 'pointer'>;
}

/** True for a request that a 3.1 webhook stands behind: it goes to a receiver, not to the API. */
export function isWebhook({ operation }: Of): boolean {
  return operation.pointer.startsWith('/webhooks/');
}

/** True for a collection of such requests and nothing else. */
export function onlyWebhooks(requests: readonly Of[]): boolean {
  return requests.length > 0 && requests.every(isWebhook);
}
