import type { ApiModel, Operation } from '../model/api.ts';
import type { Profile } from '../model/config.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject } from '../schema/read.ts';
import { findId, idNames } from './entity-names.ts';
import { type Entity, entityStore } from './entity-store.ts';
import { valueAt } from './json-place.ts';
import { knownIds } from './known-ids.ts';
import { mintId } from './mint-id.ts';
import { decoded } from './mock-request.ts';
import { type Documented, withEntity, withListed } from './overlay.ts';
import { type CollectionRole, type ItemRole, type PathParameter, pathRoles } from './path-roles.ts';
import type { Random } from './random.ts';

/** A request that passed every check. */
export interface Visit {
  readonly operation: Operation;
  /** Of the request, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Value of a JSON body, or fields of a form. */
  readonly body: Json | undefined;
}

export interface Memory {
  /** Why an id in the path names nothing; undefined when all of them do. */
  readonly missing: (visit: Pick<Visit, 'operation' | 'path'>) => string | undefined;
  /** Remembers what the request does, and tells the documented body as it is after that. */
  readonly visit: (visit: Visit, documented: Documented | undefined) => Json | undefined;
}

/** What requests made, changed and deleted, over the entities of the documented examples. */
export function createMemory(models: readonly ApiModel[], profile: Profile, random: Random): Memory {
  const roles = pathRoles(models, profile);
  const store = entityStore();
  let known: ReadonlySet<string> | undefined;
  const isKnown = (id: string): boolean => {
    known ??= knownIds(models);
    return known.has(id);
  };

  const missingAt = (parameter: PathParameter, segments: readonly string[]): string | undefined => {
    const id = segments[parameter.depth] ?? '';
    const made = store.made(id);
    const isSameKind = made?.collection === parameter.collection || made?.kind === parameter.kind;
    if (made?.deleted && isSameKind)
      return `no ${parameter.kind} has the id ${JSON.stringify(id)}: it was deleted`;
    const isElsewhere =
      made?.collection === parameter.collection && made.place !== placeOf(parameter, segments);
    if (isElsewhere)
      return `no ${parameter.kind} at /${placeOf(parameter, segments)} has the id ${JSON.stringify(id)}`;
    if (made || parameter.isAccount || !roles.isTracked(parameter) || isKnown(id)) return undefined;
    return `no ${parameter.kind} has the id ${JSON.stringify(id)}`;
  };

  const create = ({ item }: CollectionRole, visit: Visit, documented: Documented): Json => {
    const names = idNames(item.name, item.kind);
    const idPlace = findId(documented.value, names, false);
    const example = idPlace && valueAt(documented.value, idPlace);
    if (!idPlace || (typeof example !== 'string' && typeof example !== 'number')) return documented.value;
    const id = String(mintId(example, random, (one) => store.made(one) !== undefined || isKnown(one)));
    const entity = entityOf(item, id, visit, fieldsOf(visit, roles.parametersOf(visit.operation)));
    const body = withEntity(documented, idPlace, names, entity);
    if (body === undefined) return documented.value;
    store.add(entity);
    return body;
  };

  const list = ({ item }: CollectionRole, visit: Visit, documented: Documented): Json => {
    const names = idNames(item.name, item.kind);
    const idPlace = findId(documented.value, names, true);
    const made = store.list(placeOf(item, segmentsOf(visit.path)));
    if (!idPlace || made.length === 0) return documented.value;
    return withListed(documented, idPlace, names, made, limitOf(visit.query));
  };

  const work = (role: ItemRole, visit: Visit, documented: Documented | undefined): Json | undefined => {
    const { item } = role;
    const segments = segmentsOf(visit.path);
    const id = segments[item.depth] ?? '';
    const place = store.made(id)?.place ?? placeOf(item, segments);
    const entity = { ...entityOf(item, id, visit, fieldsOf(visit, [])), place };
    if (role.does === 'update') store.update(entity);
    const fields = store.fieldsOf(place, id) ?? {};
    if (role.does === 'delete' && !role.isPart) store.remove(entity);
    if (!documented) return undefined;
    const isWhole = !role.isPart || role.does === 'update';
    const names = idNames(item.name, item.kind).filter((name) => isWhole || !GENERAL.has(name));
    const idPlace = findId(documented.value, names, false);
    return (
      (idPlace && withEntity(documented, idPlace, names, { id, fields: isWhole ? fields : {} })) ??
      documented.value
    );
  };

  return {
    missing({ operation, path }) {
      const segments = segmentsOf(path);
      const faults = roles.parametersOf(operation).map((parameter) => missingAt(parameter, segments));
      return faults.find((fault) => fault !== undefined);
    },
    visit(visit, documented) {
      const role = roles.roleOf(visit.operation);
      if (role.does === 'nothing') return documented?.value;
      if ('isPart' in role) return work(role, visit, documented);
      return documented && (role.does === 'create' ? create : list)(role, visit, documented);
    },
  };
}

/** Names that the id of anything may have. */
const GENERAL: ReadonlySet<string> = new Set(['id', '_id', 'uuid', 'guid', 'sid']);

function segmentsOf(path: string): readonly string[] {
  return path.replace(/^\//, '').split('/').map(decoded);
}

function placeOf({ depth }: PathParameter, segments: readonly string[]): string {
  return segments.slice(0, depth).join('/');
}

function entityOf(item: PathParameter, id: string, { path }: Visit, fields: JsonObject): Entity {
  const { kind, collection } = item;
  return { id, kind, collection, place: placeOf(item, segmentsOf(path)), fields };
}

/** What the request says of the entity: the path's parameters, and the body. */
function fieldsOf({ path, body }: Visit, parameters: readonly PathParameter[]): JsonObject {
  const segments = segmentsOf(path);
  const parents = parameters.map(({ name, depth }): [string, Json] => [name, segments[depth] ?? '']);
  return { ...Object.fromEntries(parents), ...(isObject(body) ? body : {}) };
}

const LIMITS = ['limit', 'pageLimit', 'pageSize', 'page_size', 'per_page', 'perPage'];

function limitOf(query: URLSearchParams): number {
  const asked = LIMITS.map((name) => Number(query.get(name) ?? Number.NaN)).find((limit) => limit >= 1);
  return asked ?? Number.POSITIVE_INFINITY;
}
