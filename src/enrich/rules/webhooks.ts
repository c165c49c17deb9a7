import type { Variable } from '../../model/collection.ts';
import { isWebhook } from '../../postman/is-webhook.ts';
import { receiverVariable } from '../receiver-variable.ts';
import { type Rule, WEBHOOK_URL, withRequest } from '../rule.ts';

/** A 3.1 webhook goes to the receiver that a person develops, never to the API, and carries nothing of the account's. */
export const webhooks: Rule = {
  id: 'webhooks',
  apply: (bundle, { environmentVariables }) => {
    const receivers = new Set<string>();
    const requests = bundle.requests.map((request) => {
      if (!isWebhook(request)) return request;
      const receiver = receiverVariable(request.operation, environmentVariables);
      receivers.add(receiver);
      return withRequest(request, { url: { raw: '', host: [`{{${receiver}}}`] } });
    });
    const variables = [...receivers].map(declared);
    return {
      value: { ...bundle, requests, variables: [...bundle.variables, ...variables] },
      diagnostics: [],
    };
  },
};

/** Before a person sets it, it leads nowhere but to their own machine. */
function declared(key: string): Variable {
  return {
    key,
    value: 'http://127.0.0.1:8080',
    type: 'string',
    description:
      key === WEBHOOK_URL ? 'Your webhook receiver.' : 'Set it to the address that takes these requests.',
  };
}
