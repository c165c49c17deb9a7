import { isSecretParameter } from '../secrets/secret-name.ts';

/** Long, with a digit, without a blank: nothing that a person would have typed. */
const SECRET_VALUE = /^(?=.*\d)[\w+/=.~-]{32,}$/;

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
  const secret = [...url.searchParams].filter(([name, value]) => isSecret(name, value));
  for (const [name, value] of secret) url.searchParams.delete(name, value);
  return url.href;
}

function isSecret(name: string, value: string): boolean {
  return isSecretParameter(name) || SECRET_VALUE.test(value);
}
