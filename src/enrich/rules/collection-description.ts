import type { About, ApiModel } from '../../model/api.ts';
import { onlyWebhooks } from '../../postman/is-webhook.ts';
import { closed, codeSpan, link, plain } from '../markdown.ts';
import { type Rule, WEBHOOK_URL } from '../rule.ts';
import { shortText } from '../short-text.ts';

/** The collection's front page: what it is, from which version of the spec, and how to send the first request. */
export const collectionDescription: Rule = {
  id: 'collection-description',
  apply: (bundle, { environmentVariables }) => {
    const { api } = bundle;
    const name = shortText(api.title.replaceAll(/\s+/g, ' ').trim(), 160);
    const version = api.version === '' ? '' : `Version ${plain(api.version)} of the spec. `;
    const start = onlyWebhooks(bundle.requests)
      ? `Set ${codeSpan(WEBHOOK_URL)} to where your receiver listens, choose an environment, and send a request: no token goes with it.`
      : `Choose an environment, see that it sets ${[...environmentVariables].map(codeSpan).join(', ')}, and send a request.`;
    const parts = [
      plain(api.about.summary),
      closed(api.description.trim()),
      ...provider(api.about),
      servers(api),
      `${version}${start}`,
    ];
    return {
      value: { ...bundle, name, description: parts.filter((part) => part !== '').join('\n\n') },
      diagnostics: [],
    };
  },
};

function provider({ contact, license, termsOfService, externalDocs }: About): readonly string[] {
  const reach = [plain(contact.name), plain(contact.email), address('', contact.url)];
  const lines: readonly (readonly [string, string])[] = [
    ['Documentation', externalDocs ? address(externalDocs.description, externalDocs.url) : ''],
    ['Contact', reach.filter((part) => part !== '').join(', ')],
    ['License', address(license.name, license.url)],
    ['Terms of service', address('', termsOfService)],
  ];
  return lines.flatMap(([title, text]) => (text === '' ? [] : [`${title}: ${text}`]));
}

function address(name: string, url: string): string {
  if (url === '') return plain(name);
  // What no browser may follow is shown as it is, and once.
  return link(name || (/^https?:/i.test(url) ? url : ''), url);
}

/** Requests go to `{{base_url}}`; this is what it may be set to. */
function servers({ servers: named }: ApiModel): string {
  if (named.length === 0) return '';
  const texts = named.map(({ url, description }) => {
    const words = plain(description);
    return words === '' ? codeSpan(url) : `${codeSpan(url)} (${words})`;
  });
  return `Servers in the spec: ${[...new Set(texts)].join(', ')}`;
}
