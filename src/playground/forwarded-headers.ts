import { KEY_HEADER } from './admit.ts';

type Headers = Iterable<readonly [name: string, value: string]>;

/** RFC 9110, section 7.6.1, and what the next connection makes anew. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'expect',
];
/** What the browser says of itself and of this page; the token is written by the proxy alone. */
const OF_THE_BROWSER =
  /^(sec-.*|origin|referer|cookie|authorization|user-agent|accept-encoding|priority|dnt)$/;
/**
 * What would act on the playground's page or have the browser ask another host, and what no longer holds of a body that
 * was unpacked.
 */
const FOR_A_BROWSER =
  /^(set-cookie2?|location|refresh|link|content-encoding|content-security-policy.*|access-control-.*|cross-origin-.*|strict-transport-security|clear-site-data|alt-svc|nel|report-to|reporting-endpoints|service-worker-.*|sourcemap|x-frame-options|permissions-policy|referrer-policy|speculation-rules|supports-loading-mode|origin-agent-cluster|www-authenticate|x-content-type-options)$/;

/** Headers of the page's request that the target gets. */
export function requestHeaders(headers: Headers): readonly (readonly [string, string])[] {
  return passed(headers).filter(([name]) => name !== KEY_HEADER && !OF_THE_BROWSER.test(name));
}

/** Headers of the target's answer that the page gets; where a redirect leads is told, and not followed. */
export function responseHeaders(headers: Headers): readonly (readonly [string, string])[] {
  const own = passed(headers);
  const [, place] = own.find(([name]) => name === 'location') ?? [];
  return [
    ...own.filter(([name]) => !FOR_A_BROWSER.test(name)),
    ...(place === undefined ? [] : [['x-target-location', place] as const]),
  ];
}

function passed(headers: Headers): readonly (readonly [string, string])[] {
  const all = [...headers].map(([name, value]) => [name.toLowerCase(), value] as const);
  const named = all
    .filter(([name]) => name === 'connection')
    .flatMap(([, value]) =>
      value
        .toLowerCase()
        .split(',')
        .map((one) => one.trim()),
    );
  return all.filter(([name]) => !HOP_BY_HOP.includes(name) && !named.includes(name));
}
