import { isWebhook } from '../../postman/is-webhook.ts';
import type { InvariantRule } from '../rule.ts';

/** Each operation is one request, and each request an operation; webhooks all or none, as they were asked for. */
export const operations: InvariantRule = {
  id: 'operations',
  *check({ api, requests }) {
    const counts = new Map<string, number>();
    for (const { operation } of requests)
      counts.set(operation.pointer, (counts.get(operation.pointer) ?? 0) + 1);
    const known = new Set([...api.operations, ...api.webhooks].map(({ pointer }) => pointer));
    const webhooks = requests.some(isWebhook) ? api.webhooks : [];
    for (const { pointer, key } of [...api.operations, ...webhooks]) {
      if (!counts.has(pointer)) yield { detail: `${key} has no request` };
    }
    for (const request of requests) {
      const { pointer, key } = request.operation;
      if (!known.has(pointer)) yield { detail: `${key} is no operation of the spec`, request };
      if ((counts.get(pointer) ?? 0) > 1) yield { detail: `${key} has several requests`, request };
    }
  },
};
