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
  return moduleSlug(tellingName(pathname.split('/').map(percentDecoded)) ?? host);
}

/** The module of a file in a folder of many: its name, or where that is a generic one, the nearest folder's. */
export function pathModule(path: string): string {
  const segments = path.split('/');
  return moduleSlug(tellingName(segments) ?? withoutExtension(segments.at(-1) ?? ''));
}

function tellingName(segments: readonly string[]): string | undefined {
  const [last = '', ...parents] = segments.toReversed();
  return [withoutExtension(last), ...parents].find((name) => !GENERIC.test(name));
}

function withoutExtension(name: string): string {
  return GENERIC.test(name) ? name : name.replace(/(?<=.)\.[^.]*$/, '');
}
