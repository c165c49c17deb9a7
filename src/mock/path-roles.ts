import type { ApiModel, MediaType, Operation } from '../model/api.ts';
import type { Profile } from '../model/config.ts';
import type { Json } from '../model/json.ts';
import { chooseContent } from '../postman/choose-content.ts';
import { findId, idNames, kindNamed, kindOfWord } from './entity-names.ts';
import { parseTemplate } from './path-segments.ts';

/** A parameter that is a whole segment of a path, and what it names. */
export interface PathParameter {
  readonly name: string;
  readonly kind: string;
  /** How many segments stand before it. */
  readonly depth: number;
  /** These segments with parameters left blank: `contacts/{}/tasks`. */
  readonly collection: string;
  /** It names the account, which exists whatever its id is. */
  readonly isAccount: boolean;
}

/** What an operation does to the mock's memory. */
export type Role = CollectionRole | ItemRole | { readonly does: 'nothing' };

export interface CollectionRole {
  readonly does: 'create' | 'list';
  /** The parameter that names one of what is created or listed. */
  readonly item: PathParameter;
}

/** Works on what the path's last parameter names. */
export interface ItemRole {
  readonly does: 'read' | 'update' | 'delete' | 'act';
  readonly item: PathParameter;
  /** More of the path follows: `/contacts/{contactId}/tags`. */
  readonly isPart: boolean;
}

export interface PathRoles {
  readonly parametersOf: (operation: Operation) => readonly PathParameter[];
  readonly roleOf: (operation: Operation) => Role;
  /** Somebody could know every id of this kind: a create or a list gives it. Others are taken as they come. */
  readonly isTracked: (parameter: PathParameter) => boolean;
}

export function pathRoles(models: readonly ApiModel[], profile: Profile): PathRoles {
  const operations = models.flatMap((api) => api.operations);
  const parameters = new Map(operations.map((operation) => [operation, readParameters(operation, profile)]));
  const parametersOf = (operation: Operation): readonly PathParameter[] => parameters.get(operation) ?? [];
  const items = new Map<string, PathParameter>();
  for (const operation of operations) {
    const last = parametersOf(operation).at(-1);
    if (!last || last.depth + 1 !== depthOf(operation) || items.has(last.collection)) continue;
    // `/brand-boards/{locationId}` is no item of brand boards: it lists those of an account.
    if (!last.isAccount || kindOfWord(last.collection.split('/').at(-1)) === last.kind)
      items.set(last.collection, last);
  }
  const roles = new Map(
    operations.map((operation) => [operation, roleIn(operation, parametersOf(operation), items)]),
  );
  const roleOf = (operation: Operation): Role => roles.get(operation) ?? { does: 'nothing' };
  const made = new Set<string>();
  const listed = new Set<string>();
  for (const role of roles.values()) {
    if (role.does === 'create') made.add(role.item.kind);
    if (role.does === 'list') listed.add(role.item.collection);
  }
  return {
    parametersOf,
    roleOf,
    isTracked: ({ kind, collection }) => made.has(kind) || listed.has(collection),
  };
}

function readParameters({ path }: Operation, profile: Profile): readonly PathParameter[] {
  const segments = parseTemplate(path);
  return segments.flatMap((segment, depth): PathParameter[] => {
    if (segment.kind !== 'parameter') return [];
    const before = segments.slice(0, depth).map((one) => (one.kind === 'literal' ? one.text : '{}'));
    const { name } = segment;
    const isAccount = profile.variables.some(({ fills }) =>
      fills.some((fill) => fill.toLowerCase() === name.toLowerCase()),
    );
    return [{ name, kind: kindNamed(name, path), depth, collection: before.join('/'), isAccount }];
  });
}

/** Segments without the empty one that a trailing slash makes. */
function segmentsOf({ path }: Operation): readonly string[] {
  return (path.split(/[?#]/)[0] ?? '').replace(/^\/|\/+$/g, '').split('/');
}

function depthOf(operation: Operation): number {
  return segmentsOf(operation).length;
}

const LISTS = /^(search|list|all|query|filter|lookup)$/i;

function roleIn(
  operation: Operation,
  parameters: readonly PathParameter[],
  items: ReadonlyMap<string, PathParameter>,
): Role {
  const { method } = operation;
  const segments = segmentsOf(operation).map((segment) => (/^\{[^{}]+\}$/.test(segment) ? '{}' : segment));
  const own = items.get(segments.join('/'));
  const word = segments.at(-1) ?? '';
  const above = word === '{}' ? undefined : items.get(segments.slice(0, -1).join('/'));
  const isSearch = LISTS.test(word);
  const body = exampleBody(operation);
  if (method === 'GET' || (method === 'POST' && isSearch)) {
    const item = own ?? (isSearch ? above : undefined);
    if (item && body !== undefined && findId(body, idNames(item.name, item.kind), true))
      return { does: 'list', item };
  }
  if (method === 'POST') {
    const item = own ?? above ?? namedAfter(word, segments, parameters, items);
    if (item && body !== undefined && findId(body, idNames(item.name, item.kind), false))
      return { does: 'create', item };
  }
  const item = parameters.findLast(({ isAccount }) => !isAccount) ?? parameters.at(-1);
  const does =
    ({ GET: 'read', HEAD: 'read', PUT: 'update', PATCH: 'update', DELETE: 'delete' } as const)[
      method as 'GET'
    ] ?? 'act';
  return item ? { does, item, isPart: item.depth + 1 < segments.length } : { does: 'nothing' };
}

/** `POST /brand-boards/` makes what `/brand-boards/{locationId}/{brandBoardId}` names. */
function namedAfter(
  word: string,
  segments: readonly string[],
  parameters: readonly PathParameter[],
  items: ReadonlyMap<string, PathParameter>,
): PathParameter | undefined {
  if (word === '{}' || parameters.some(({ isAccount }) => !isAccount)) return undefined;
  const item = [...items.values()].find(({ kind }) => kind === kindOfWord(word));
  return item && { ...item, collection: segments.join('/'), depth: segments.length };
}

function exampleBody({ responses }: Operation): Json | undefined {
  const success = responses.find(({ status }) => status.startsWith('2'));
  const media: MediaType | undefined = success && chooseContent(success.contents);
  return media?.examples[0]?.value;
}
