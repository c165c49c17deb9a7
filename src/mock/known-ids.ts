import type { ApiModel, MediaType, Operation } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isArray, isObject } from '../schema/read.ts';
import { findId, GENERAL_NAMES, idNames, kindOfField, kindOfPath } from './entity-names.ts';
import type { Place } from './json-place.ts';
import type { PathRoles } from './path-roles.ts';
import type { Resource } from './resources.ts';

const LONGEST = 200;
const DEEPEST = 12;

/** What an id is shown as: of a resource, or of nobody knows what (`parentId`). */
type Shown = Resource | undefined;

/** Every id that the specs show somewhere, as example of a parameter or in an example body, with what it belongs to. */
export function knownIds(
  models: readonly ApiModel[],
  roles: PathRoles,
): ReadonlyMap<string, ReadonlySet<Shown>> {
  const ids = new Map<string, Set<Shown>>();
  const add = (value: Json, shown: Shown): void => {
    const text = String(value);
    if (text.length <= LONGEST) ids.set(text, (ids.get(text) ?? new Set()).add(shown));
  };
  const naming = namingOf(models, roles);
  for (const { module, operations } of models) {
    for (const operation of operations) {
      collectParameters(operation, roles, naming, add);
      const bodies = [operation.body?.contents ?? [], ...operation.responses.map(({ contents }) => contents)];
      for (const { examples } of bodies.flat())
        collectBody(examples[0]?.value ?? null, sceneOf(operation, module, examples, roles, naming), add);
    }
  }
  return ids;
}

interface Naming {
  /** Of path parameters, in lower case: they are ids too, whatever they are called. */
  readonly pathNames: ReadonlySet<string>;
  /** One object for a kind, so that sets of them stay small. */
  readonly ofKind: (kind: string | undefined) => Shown;
}

function namingOf(models: readonly ApiModel[], { resources }: PathRoles): Naming {
  const parameters = models.flatMap(({ operations }) => operations.flatMap((one) => one.parameters));
  const inPaths = parameters.filter((parameter) => parameter.in === 'path');
  const kinds = new Map<string, Resource>();
  return {
    pathNames: new Set(inPaths.map(({ name }) => name.toLowerCase())),
    ofKind(kind) {
      if (kind === undefined || !resources.isKind(kind)) return undefined;
      const resource = kinds.get(kind) ?? { kind, collection: '', module: '' };
      kinds.set(kind, resource);
      return resource;
    },
  };
}

type Add = (value: Json, shown: Shown) => void;

function collectParameters(operation: Operation, roles: PathRoles, naming: Naming, add: Add): void {
  const inPath = new Map(roles.parametersOf(operation).map((parameter) => [parameter.name, parameter]));
  for (const { name, in: place, example, namedExamples } of operation.parameters) {
    const shown = (place === 'path' ? inPath.get(name) : undefined) ?? naming.ofKind(kindOfField(name));
    for (const value of [example, ...namedExamples.map((one) => one.value)])
      for (const text of isArray(value) ? value : [value]) if (isScalar(text)) add(text, shown);
  }
}

/** A body that ids are looked for in. */
interface Scene {
  readonly naming: Naming;
  /** What the operation creates, lists or works on, and the place of its id; `0` stands for each item of a list. */
  readonly item: Resource | undefined;
  readonly idPlace: Place | undefined;
  /** What the path is about. */
  readonly about: Shown;
}

function sceneOf(
  operation: Operation,
  module: string,
  examples: MediaType['examples'],
  roles: PathRoles,
  naming: Naming,
): Scene {
  const role = roles.roleOf(operation);
  const kind = kindOfPath(operation.path);
  const about = naming.ofKind(kind);
  if (role.does === 'nothing' || ('isPart' in role && role.isPart))
    return { naming, item: undefined, idPlace: undefined, about };
  const { item } = role;
  const names = idNames(item.name, item.kind);
  const idPlace = findId(examples[0]?.value ?? null, names, role.does === 'list');
  return { naming, item: { ...item, module }, idPlace, about };
}

function collectBody(body: Json, { naming, item, idPlace, about }: Scene, add: Add): void {
  const isAt = (place: Place, other: Place | undefined): boolean =>
    other !== undefined && place.join('\0') === other.join('\0');
  const entityPlace = idPlace?.slice(0, -1);
  const isKeyed = !/id$/i.test(String(idPlace?.at(-1) ?? 'id'));
  const visit = (node: Json, place: Place, holder: Shown): void => {
    if (place.length > DEEPEST) return;
    if (isArray(node)) for (const inner of node) visit(inner, [...place, 0], holder);
    if (!isObject(node)) return;
    for (const [key, inner] of Object.entries(node)) {
      const here = [...place, key];
      const own = naming.ofKind(kindOfField(key));
      visit(inner, here, own ?? holder);
      if (!holdsId(key, naming.pathNames)) continue;
      const isOwnId = isAt(here, idPlace);
      // Beside the `key` that paths use, an `id` is none that finds the thing.
      if (isKeyed && !isOwnId && isAt(place, entityPlace) && GENERAL_NAMES.has(key.toLowerCase())) continue;
      const shown = isOwnId ? item : kindOfField(key) === undefined ? (holder ?? about) : own;
      for (const value of isArray(inner) ? inner : [inner]) if (isScalar(value)) add(value, shown);
    }
  };
  visit(body, [], undefined);
}

function isScalar(value: Json): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function holdsId(key: string, pathNames: ReadonlySet<string>): boolean {
  return /(^|[^A-Z])(I[dD]|_?id)s?$|uuid$/.test(key) || pathNames.has(key.toLowerCase());
}
