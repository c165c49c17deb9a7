import { moduleSlug } from './module-slug.ts';
import { percentDecoded } from './percent-decoded.ts';

/** Names under which every API serves its description; they say nothing about which API it is. */
const GENERIC = /^(openapi|swagger|api-docs|index|spec|api|v\d+(\.\d+)*|)$/i;

/**
 * The module of a URL: its last path segment without its extension; where that is a generic name such as
 * `openapi`, the nearest segment before it that is not, or else the host.
 */
export function urlModule(address: string): string {
  if (!URL.canParse(address)) return moduleSlug(address);
  const { pathname, host } = new URL(address);
  const [last = '', ...parents] = pathname.split('/').map(percentDecoded).reverse();
  return moduleSlug([withoutExtension(last), ...parents].find((name) => !GENERIC.test(name)) ?? host);
}

function withoutExtension(name: string): string {
  return GENERIC.test(name) ? name : name.replace(/(?<=.)\.[^.]*$/, '');
}
