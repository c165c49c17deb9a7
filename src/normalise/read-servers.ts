import { at } from '../diagnostics/pointer.ts';
import type { Server } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject, own } from '../schema/read.ts';
import { entries, list, type Reading, text } from './reading.ts';

/** Servers of the root, a path item or an operation, variables filled in with their defaults. */
export function readServers(
  node: JsonObject,
  pointer: string,
  file: string,
  reading: Reading,
): readonly Server[] {
  return serversOf(node, pointer, file, reading).map((server) => {
    const url = server.url.replace(USER, '$1');
    if (url !== server.url)
      reading.report('credential-removed', { place: "the server's address" }, server.pointer);
    return { ...server, url };
  });
}

/** RFC 3986, section 3.2.1: it would stand in every environment. */
const USER = /^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i;

function serversOf(node: JsonObject, pointer: string, file: string, reading: Reading): readonly Server[] {
  if (reading.dialect === '2.0') return pointer === '' ? swaggerServers(node, file) : [];
  return list(node, 'servers').flatMap((server, index) => {
    const place = at(pointer, 'servers', index);
    if (isObject(server) && text(server, 'url') !== '') {
      const url = absolute(fill(server), file);
      const variable = /^\{([^{}]+)\}$/.exec(text(server, 'url').trim())?.[1];
      const description = text(server, 'description');
      return [{ url, pointer: place, description, ...(variable !== undefined && { variable }) }];
    }
    reading.report('node-invalid', { expected: 'a server with a url', found: 'none' }, place);
    return [];
  });
}

function fill(server: JsonObject): string {
  const variables = new Map(entries(server, 'variables'));
  return text(server, 'url').replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = variables.get(name);
    if (!isObject(variable)) return whole;
    const fallback = text(variable, 'default');
    const values = own(variable, 'enum');
    return fallback === '' && Array.isArray(values) ? String(values[0] ?? whole) : fallback;
  });
}

/** Swagger 2.0, "Swagger Object": `schemes`, `host` and `basePath`. */
function swaggerServers(document: JsonObject, file: string): readonly Server[] {
  const host = text(document, 'host');
  const basePath = text(document, 'basePath').replace(/\/$/, '');
  if (host === '')
    return basePath === '' ? [] : [{ url: absolute(basePath, file), pointer: '/basePath', description: '' }];
  const schemes = list(document, 'schemes').filter((scheme) => scheme === 'https' || scheme === 'http');
  const ordered = schemes.length === 0 ? ['https'] : schemes.toSorted().reverse();
  return ordered.map((scheme) => ({
    url: `${scheme}://${host}${basePath}`,
    pointer: '/host',
    description: '',
  }));
}

/** OpenAPI 3.x, "Server Object": a relative URL is relative to where the document is served. */
function absolute(url: string, file: string): string {
  const trimmed = url.trim().replace(/\/+$/, '');
  if (!/^https?:/.test(file) || /^[a-z][a-z0-9+.-]*:/i.test(trimmed)) return trimmed;
  return URL.canParse(url, file) ? new URL(url, file).href.replace(/\/+$/, '') : trimmed;
}
