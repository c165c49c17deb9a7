import type { KeyValue, Url } from '../model/collection.ts';

/**
 * The URL as one text, as Postman shows it: what is disabled is not sent and does not stand in it. It parses to the
 * same parameters, and the `{{variables}}` in it stay what they are.
 */
export function rawUrl({ host, path = [], query = [] }: Omit<Url, 'raw'>): string {
  const address = [host.join('.'), ...path].join('/');
  const sent = query.filter(({ disabled }) => !disabled).map(pairText);
  return sent.length === 0 ? address : `${address}?${sent.join('&')}`;
}

function pairText({ key, value }: KeyValue): string {
  return `${encoded(key).replaceAll('=', '%3D')}=${encoded(value)}`;
}

/** What would end a value or read as another character; an escape that stands there already is one. */
function encoded(text: string): string {
  return text.replaceAll(/\{\{[^{}&#]*\}\}|[&#+\s]|%(?![\da-f]{2})/gi, (whole) =>
    whole.startsWith('{{') ? whole : encodeURIComponent(whole),
  );
}
