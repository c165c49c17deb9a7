import { nodeAt } from '../diagnostics/pointer.ts';
import { METHODS } from '../model/api.ts';
import type { Profile } from '../model/config.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isArray, isObject } from '../schema/read.ts';

export interface PlayDocumentOptions {
  readonly profile: Pick<Profile, 'headers' | 'variables'>;
  /** Value of an environment's variable; empty when it has none. */
  readonly valueFor: (variable: string) => string;
  /** Path, on the playground's own origin, in whose place the target stands. */
  readonly server: string;
}

/** What says where requests go and with which token: both are the proxy's to know. */
const ROOT_DROPS = ['servers', 'host', 'schemes', 'basePath', 'security', 'securityDefinitions'];
const OPERATION_DROPS = ['servers', 'schemes', 'security'];

/**
 * A bundled document (Swagger 2.0 or OpenAPI 3.x) as the page shows it: every request goes to `server`, headers that the
 * proxy writes are no parameters, and the account's id is filled in.
 */
export function playDocument(document: JsonObject, options: PlayDocumentOptions): JsonObject {
  const isSwagger = 'swagger' in document;
  const { components, paths } = document;
  return {
    ...without(document, ROOT_DROPS),
    ...(isSwagger ? { basePath: options.server } : { servers: [{ url: options.server }] }),
    ...(isObject(components) && { components: without(components, ['securitySchemes']) }),
    ...(isObject(paths) && {
      paths: mapObject(paths, (item) => playItem(item, { ...options, document, isSwagger })),
    }),
  };
}

interface Playing extends PlayDocumentOptions {
  readonly document: JsonObject;
  readonly isSwagger: boolean;
}

function playItem(item: Json, playing: Playing): Json {
  if (!isObject(item)) return item;
  const played = withParameters(without(item, ['servers']), playing);
  const operations = METHODS.flatMap((method) => {
    const operation = Object.hasOwn(item, method) ? item[method] : undefined;
    if (!isObject(operation)) return [];
    return [[method, withParameters(without(operation, OPERATION_DROPS), playing)] as const];
  });
  return { ...played, ...Object.fromEntries(operations) };
}

function withParameters(owner: JsonObject, playing: Playing): JsonObject {
  const parameters = Object.hasOwn(owner, 'parameters') ? owner['parameters'] : undefined;
  if (!isArray(parameters)) return owner;
  return { ...owner, parameters: parameters.flatMap((parameter) => playParameter(parameter, playing)) };
}

/** None when the proxy writes it. */
function playParameter(parameter: Json, playing: Playing): readonly Json[] {
  const meant = resolved(parameter, playing.document);
  if (!isObject(meant) || typeof meant['name'] !== 'string') return [parameter];
  const name = meant['name'].toLowerCase();
  const { headers, variables } = playing.profile;
  const isDropped = headers.some((rule) => rule.action === 'drop' && rule.name.toLowerCase() === name);
  if (meant['in'] === 'header' && isDropped) return [];
  const variable = variables.find(({ fills }) => fills.some((fill) => fill.toLowerCase() === name));
  const value = variable && !variable.secret ? playing.valueFor(variable.name) : '';
  if (value === '' || meant['in'] === 'body') return [parameter];
  if (playing.isSwagger) return [{ ...meant, default: value }];
  const schema = resolved(meant['schema'] ?? {}, playing.document);
  const filled = { ...(isObject(schema) ? without(schema, ['examples', 'default']) : {}), example: value };
  return [{ ...without(meant, ['examples']), example: value, schema: filled }];
}

/** What a reference within the document leads to, one step on: of two, a parameter is not made. */
function resolved(node: Json, document: JsonObject): unknown {
  return isObject(node) && typeof node['$ref'] === 'string' && node['$ref'].startsWith('#')
    ? nodeAt(document, node['$ref'])
    : node;
}

function without(node: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([name]) => !names.includes(name)));
}

function mapObject(node: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, change(value)]));
}
