export type ProxyTarget = { readonly url: URL } | { readonly refused: string };

/** Also encoded, and encoded again: some servers decode twice. */
const DOTS = /(^|[/\\]|%(25)*2f|%(25)*5c)(\.|%(25)*2e){1,2}(?=[/\\]|%(25)*2f|%(25)*5c|$)/i;

/**
 * Where a request goes whose line asks for `path` (with its query, as it came) below the base URL. A path can change
 * neither the host nor leave the base URL's own path.
 */
export function proxyTarget(path: string, baseUrl: string): ProxyTarget {
  if (!path.startsWith('/') || /^\/[/\\]/.test(path)) return { refused: 'the path is not one of the target' };
  const [place = ''] = path.split(/[?#]/);
  if (DOTS.test(place)) return { refused: 'the path leads out of the target' };
  // A tab or line break is taken out by the URL's parser, which would make `..` of `.\t.`.
  if (/[^\x21-\x7e]/.test(path)) return { refused: 'the path holds characters that no URL has' };
  const base = new URL(baseUrl);
  const whole = baseUrl.replace(/\/+$/, '') + path;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  const isWithin =
    url?.origin === base.origin &&
    url.username === '' &&
    url.password === '' &&
    url.pathname.startsWith(base.pathname.replace(/\/*$/, '/'));
  return url && isWithin ? { url } : { refused: 'the path leads to another host' };
}
