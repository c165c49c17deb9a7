import type { Url } from '../model/collection.ts';

/** The URL as one text, as Postman shows it: what is disabled is not sent and does not stand in it. */
export function rawUrl({ host, path, query = [] }: Omit<Url, 'raw'>): string {
  const address = [host.join('.'), ...path].join('/');
  const sent = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`);
  return sent.length === 0 ? address : `${address}?${sent.join('&')}`;
}
