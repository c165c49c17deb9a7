import { isWebhook, type Rule, WEBHOOK_URL, withRequest } from '../rule.ts';

/** A 3.1 webhook goes to the receiver that a person develops, never to the API. */
export const webhooks: Rule = {
  id: 'webhooks',
  apply: (bundle) => {
    if (!bundle.requests.some(isWebhook)) return { value: bundle, diagnostics: [] };
    const requests = bundle.requests.map((request) =>
      isWebhook(request)
        ? withRequest(request, { url: { raw: '', host: [`{{${WEBHOOK_URL}}}`], path: [] } })
        : request,
    );
    const variable = {
      key: WEBHOOK_URL,
      value: 'http://127.0.0.1:8080',
      type: 'string' as const,
      description: 'Your webhook receiver.',
    };
    return { value: { ...bundle, requests, variables: [...bundle.variables, variable] }, diagnostics: [] };
  },
};
