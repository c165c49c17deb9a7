import type { ApiModel, MediaType, Operation } from '../model/api.ts';
import type { Profile } from '../model/config.ts';
import type { Json } from '../model/json.ts';
import { chooseContent } from '../postman/choose-content.ts';
import { findId, idNames, kindNamed, kindOfWord } from './entity-names.ts';
import { parseTemplate } from './path-segments.ts';
import { type Resource, type Resources, resourcesOf } from './resources.ts';

/** A parameter that is a whole segment of a path, and what it names. */
export interface PathParameter extends Resource {
  readonly name: string;
  /** How many segments stand before it; `collection` is made of them. */
  readonly depth: number;
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
  readonly resources: Resources;
}

export function pathRoles(models: readonly ApiModel[], profile: Profile): PathRoles {
  const parameters = new Map(
    models.flatMap(({ module, operations }) =>
      operations.map((operation) => [operation, readParameters(operation, module, profile)] as const),
    ),
  );
  const items = itemsOf(parameters);
  const roles = new Map(
    [...parameters].map(([operation, own]) => [operation, roleIn(operation, own, items)] as const),
  );
  const homes = [...roles.values()].flatMap((role) =>
    role.does === 'create' || role.does === 'list' ? { ...role.item, makes: role.does === 'create' } : [],
  );
  return {
    parametersOf: (operation) => parameters.get(operation) ?? [],
    roleOf: (operation) => roles.get(operation) ?? { does: 'nothing' },
    resources: resourcesOf([...parameters.values()].flat(), homes),
  };
}

/** What names one of a collection, by collection: of several, the one that is called as the collection is. */
function itemsOf(
  parameters: ReadonlyMap<Operation, readonly PathParameter[]>,
): ReadonlyMap<string, PathParameter> {
  const items = new Map<string, PathParameter>();
  for (const [operation, own] of parameters) {
    const last = own.at(-1);
    if (!last || last.depth + 1 !== depthOf(operation)) continue;
    const isNamesake = kindOfWord(last.collection.split('/').at(-1)) === last.kind;
    const before = items.get(last.collection);
    if (before && (!isNamesake || before.kind === last.kind)) continue;
    // `/brand-boards/{locationId}` is no item of brand boards: it lists those of an account.
    if (!last.isAccount || isNamesake) items.set(last.collection, last);
  }
  return items;
}

function readParameters({ path }: Operation, module: string, profile: Profile): readonly PathParameter[] {
  const segments = parseTemplate(path);
  return segments.flatMap((segment, depth): PathParameter[] => {
    if (segment.kind !== 'parameter') return [];
    const before = segments.slice(0, depth).map((one) => (one.kind === 'literal' ? one.text : '{}'));
    const { name } = segment;
    const isAccount = profile.variables.some(({ fills }) =>
      fills.some((fill) => fill.toLowerCase() === name.toLowerCase()),
    );
    return [{ name, kind: kindNamed(name, path), depth, collection: before.join('/'), module, isAccount }];
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
