import { nodeAt } from '../diagnostics/pointer.ts';
import { METHODS } from '../model/api.ts';
import type { Profile } from '../model/config.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isArray, isObject } from '../schema/read.ts';

export interface PlayDocumentOptions {
  readonly profile: Pick<Profile, 'headers' | 'variables'>;
  /** Value of an environment's variable; empty when it has none. */
  readonly valueFor: (variable: string) => string;
  /** What a required parameter of a path may hold, for one of which the spec shows nothing. */
  readonly exampleOf: (path: string, place: string, name: string) => Json | undefined;
  /** Path, on the playground's own origin, in whose place the target stands. */
  readonly server: string;
}

/** What says where requests go and with which token: both are the proxy's to know. */
const ROOT_DROPS = ['servers', 'host', 'schemes', 'basePath', 'security', 'securityDefinitions'];
const OPERATION_DROPS = ['servers', 'schemes', 'security'];

/**
 * A bundled document (Swagger 2.0 or OpenAPI 3.x) as the page shows it: every request goes to `server`, headers that the
 * proxy writes are no parameters, and what is required is filled in, the account's id above all.
 */
export function playDocument(document: JsonObject, options: PlayDocumentOptions): JsonObject {
  const isSwagger = 'swagger' in document;
  const { components, paths } = document;
  return {
    ...without(document, ROOT_DROPS),
    ...(isSwagger ? { basePath: options.server } : { servers: [{ url: options.server }] }),
    ...(isObject(components) && { components: without(components, ['securitySchemes']) }),
    ...(isObject(paths) && {
      paths: mapObject(paths, (item, path) => playItem(item, { ...options, document, isSwagger, path })),
    }),
  };
}

interface Playing extends PlayDocumentOptions {
  readonly document: JsonObject;
  readonly isSwagger: boolean;
  readonly path: string;
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
  if (meant['in'] === 'body') return [parameter];
  const variable = variables.find(({ fills }) => fills.some((fill) => fill.toLowerCase() === name));
  const account = variable && !variable.secret ? playing.valueFor(variable.name) : '';
  const value = account === '' ? missingExample(meant, playing) : account;
  return [value === undefined ? parameter : withExample(meant, value, playing)];
}

/** Undefined for a parameter that may be left out, or of which the spec shows what it may be. */
function missingExample(parameter: JsonObject, { path, document, exampleOf }: Playing): Json | undefined {
  const schema = resolved(parameter['schema'] ?? {}, document);
  const shown = { ...(isObject(schema) ? schema : {}), ...parameter };
  const hasOwn = ['example', 'examples', 'x-example', 'default', 'enum'].some(
    (key) => shown[key] !== undefined,
  );
  if (parameter['required'] !== true || hasOwn) return undefined;
  return exampleOf(path, String(parameter['in']), String(parameter['name']));
}

function withExample(parameter: JsonObject, value: Json, { isSwagger, document }: Playing): JsonObject {
  if (isSwagger) return { ...parameter, default: value };
  const schema = resolved(parameter['schema'] ?? {}, document);
  const filled = { ...(isObject(schema) ? without(schema, ['examples', 'default']) : {}), example: value };
  return { ...without(parameter, ['examples']), example: value, schema: filled };
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

function mapObject(node: JsonObject, change: (value: Json, name: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, change(value, name)]));
}
