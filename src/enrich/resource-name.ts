import type { Operation, Parameter } from '../model/api.ts';
import { keyword } from '../schema/read.ts';
import { singular } from './resource-words.ts';
import { free, snakeCase } from './variable-name.ts';

/**
 * Name of the variable for a parameter that names an entity: every path parameter, and a query parameter that must
 * be given and is called an id. Undefined for a plain value.
 */
export function resourceName(
  operation: Operation,
  parameter: Parameter,
  taken: ReadonlySet<string>,
): string | undefined {
  if (hasChoices(parameter) || typeof parameter.example === 'object') return undefined;
  if (parameter.in === 'path')
    return nameInPath(pathBefore(operation.path, parameter.name), parameter.name, taken);
  if (parameter.in !== 'query' || !parameter.required) return undefined;
  // `/coupon?id=…`: a plain id is named after the path, as if it stood at its end.
  if (IDS.has(snakeCase(parameter.name))) return nameInPath(operation.path, parameter.name, taken);
  return ID_NAME.test(parameter.name) ? free(snakeCase(parameter.name), 'query', taken) : undefined;
}

/** `contactId`, `contact_id`; not `paid`. */
export const ID_NAME = /[a-z](Id|_id)$/;

const IDS = new Set(['id', 'uuid', 'uid', 'guid', 'sid', 'code', 'slug']);

function hasChoices({ schema }: Parameter): boolean {
  const type = keyword(schema, 'type');
  return (
    keyword(schema, 'enum') !== undefined || keyword(schema, 'const') !== undefined || type === 'boolean'
  );
}

const PLAIN_NAMES = new Set([
  'id',
  'ids',
  'uuid',
  'uid',
  'guid',
  'sid',
  'key',
  'slug',
  'name',
  'code',
  'number',
  'type',
]);

/** Path up to the parameter: `/contacts` for `/contacts/{contactId}/tasks`. */
export function pathBefore(path: string, parameter: string): string {
  return path.slice(0, Math.max(0, path.indexOf(`{${parameter}}`))).replace(/\/$/, '');
}

function nameInPath(before: string, parameter: string, taken: ReadonlySet<string>): string {
  const plain = snakeCase(parameter);
  const resource = lastResource(before);
  if (PLAIN_NAMES.has(plain)) {
    const named = resource === '' ? plain : `${resource}_${plain}`;
    // `/locations/{id}` is the account itself, and its variable is the environment's.
    return plain === 'id' ? named : free(named, 'path', taken);
  }
  return free(plain, resource || 'path', taken);
}

/** `/links/id` -> `link`: the last word of a path that names something. */
function lastResource(path: string): string {
  const literal = path
    .split('/')
    .findLast(
      (segment) => segment !== '' && !segment.includes('{') && !PLAIN_NAMES.has(segment.toLowerCase()),
    );
  return literal === undefined ? '' : singular(snakeCase(literal));
}

/** What a name says: `contact_id` names a contact by its id. */
export function readName(name: string): { readonly kind: string; readonly family: string } {
  const found = /^(?:(.+)_)?(id|uuid|uid|guid|sid|key|slug|code)$/.exec(name);
  return { kind: found?.[1] ?? (found ? '' : name), family: found?.[2] ?? '' };
}
