import { isSecretParameter } from '../secrets/secret-name.ts';

export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/**
 * An http(s) address as it may be shown and kept: without user name, password and fragment, and without the
 * query parameters that look like secrets.
 */
export function shownUrl(address: string): string {
  if (!URL.canParse(address)) return address.replace(/^(https?:\/\/)[^/?#]*@/i, '$1').replace(/[?#].*$/s, '');
  const url = new URL(address);
  url.username = '';
  url.password = '';
  url.hash = '';
  const secret = [...url.searchParams].filter(([name, value]) => isSecretParameter(name, value));
  for (const [name, value] of secret) url.searchParams.delete(name, value);
  return url.href;
}
