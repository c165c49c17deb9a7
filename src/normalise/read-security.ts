import { at } from '../diagnostics/pointer.ts';
import type { SecurityRequirement, SecurityScheme } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject, own } from '../schema/read.ts';
import { describe, list, named, type Reading, resolveNode, text } from './reading.ts';

export function readSecuritySchemes(reading: Reading): { readonly [name: string]: SecurityScheme } {
  const schemes = declaredSchemes(reading).flatMap(([name, node, pointer]): [string, SecurityScheme][] => {
    const scheme = resolveNode(node, pointer, 'a security scheme', reading);
    return scheme ? [[name, readScheme(scheme.node)]] : [];
  });
  return Object.fromEntries(schemes);
}

/** `security` of the root or an operation; undefined when it is not declared there. */
export function readRequirements(
  node: JsonObject,
  pointer: string,
  reading: Reading,
): readonly SecurityRequirement[] | undefined {
  if (!Array.isArray(own(node, 'security'))) return undefined;
  const declared = new Set(declaredSchemes(reading).map(([name]) => name));
  const read = list(node, 'security').flatMap((requirement, index) => {
    const place = at(pointer, 'security', index);
    if (isObject(requirement)) return [readRequirement(requirement, place, declared, reading)];
    reading.report('node-invalid', { expected: 'an object of schemes', found: describe(requirement) }, place);
    return [];
  });
  // A requirement of which nothing is known must not turn the operation into an open one.
  const known = read.filter(({ schemes, asked }) => schemes.length > 0 || asked === 0);
  if (known.length === 0 && read.length > 0) return undefined;
  return known.map(({ schemes }) => ({ schemes }));
}

function readRequirement(
  requirement: JsonObject,
  pointer: string,
  declared: ReadonlySet<string>,
  reading: Reading,
): SecurityRequirement & { readonly asked: number } {
  const schemes = Object.entries(requirement).filter(([name]) => {
    if (!declared.has(name)) reading.report('security-scheme-unknown', { scheme: name }, at(pointer, name));
    return declared.has(name);
  });
  return {
    schemes: schemes.map(([name, scopes]) => ({ name, scopes: strings(scopes) })),
    asked: Object.keys(requirement).length,
  };
}

function declaredSchemes({ document, dialect }: Reading): readonly (readonly [string, unknown, string])[] {
  if (dialect === '2.0') {
    return named(document, 'securityDefinitions').map(([name, node]) => [
      name,
      node,
      at('/securityDefinitions', name),
    ]);
  }
  const components = own(document, 'components');
  if (!isObject(components)) return [];
  return named(components, 'securitySchemes').map(([name, node]) => [
    name,
    node,
    at('/components/securitySchemes', name),
  ]);
}

const TYPES: { readonly [type: string]: SecurityScheme['type'] } = {
  http: 'http',
  basic: 'http',
  apiKey: 'apiKey',
  oauth2: 'oauth2',
  openIdConnect: 'openIdConnect',
};

function readScheme(node: JsonObject): SecurityScheme {
  const type = text(node, 'type');
  const place = text(node, 'in');
  return {
    type: own(TYPES, type) ?? 'other',
    scheme: type === 'basic' ? 'basic' : text(node, 'scheme').toLowerCase(),
    description: text(node, 'description'),
    ...(place === 'header' || place === 'query' || place === 'cookie' ? { in: place } : {}),
    ...(text(node, 'name') === '' ? {} : { parameterName: text(node, 'name') }),
  };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((scope) => typeof scope === 'string') : [];
}
