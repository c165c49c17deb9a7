import { isWebhook, type Rule, withRequest } from '../rule.ts';

const VARIABLE = 'webhook_url';

/** A 3.1 webhook goes to the receiver that a person develops, never to the API. */
export const webhooks: Rule = {
  id: 'webhooks',
  apply: (bundle) => {
    if (!bundle.requests.some(isWebhook)) return { value: bundle, diagnostics: [] };
    const requests = bundle.requests.map((request) =>
      isWebhook(request)
        ? withRequest(request, { url: { raw: '', host: [`{{${VARIABLE}}}`], path: [] } })
        : request,
    );
    const variable = {
      key: VARIABLE,
      value: 'http://127.0.0.1:8080',
      type: 'string' as const,
      description: 'Your webhook receiver.',
    };
    return { value: { ...bundle, requests, variables: [...bundle.variables, variable] }, diagnostics: [] };
  },
};
