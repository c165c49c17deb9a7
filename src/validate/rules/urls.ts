import { isWebhook } from '../../postman/is-webhook.ts';
import { rawUrl } from '../../postman/raw-url.ts';
import { eachRequest, requestsOf } from '../rule.ts';

/** The token goes to the environment's host and nowhere else, and a URL says one thing in all its parts. */
export const urls = eachRequest('urls', (request, { variables }, { profile }) => {
  const hosts = isWebhook(request)
    ? variables.filter(({ key }) => key.endsWith('_url')).map(({ key }) => `{{${key}}}`)
    : [`{{${profile.baseUrl.variable}}}`];
  return requestsOf(request).flatMap(({ url }) => {
    const faults: string[] = [];
    if (url.host.length !== 1 || !hosts.includes(url.host[0] ?? ''))
      faults.push(`the host is ${JSON.stringify(url.host)}`);
    if (url.raw !== rawUrl(url))
      faults.push(`the raw URL ${JSON.stringify(url.raw)} is not what its parts give`);
    return faults;
  });
});
