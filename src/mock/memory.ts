import type { ApiModel, Operation } from '../model/api.ts';
import type { Profile } from '../model/config.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject } from '../schema/read.ts';
import { findId, GENERAL_NAMES, idNames, kindOfField } from './entity-names.ts';
import { type Entity, type EntityStore, entityStore } from './entity-store.ts';
import { idCheck } from './id-check.ts';
import { type Place, valueAt } from './json-place.ts';
import { mintId } from './mint-id.ts';
import { decoded } from './mock-request.ts';
import { type Documented, withEntity, withListed } from './overlay.ts';
import { type ItemRole, type PathParameter, pathRoles } from './path-roles.ts';
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
  const ids = idCheck(models, roles, store);
  const isTaken = (id: string): boolean => store.made(id) !== undefined || ids.isShown(id);
  return {
    missing({ operation, path }) {
      const segments = segmentsOf(path);
      const faults = roles
        .parametersOf(operation)
        .map((parameter) =>
          ids.fault(parameter, segments[parameter.depth] ?? '', placeOf(parameter, segments)),
        );
      return faults.find((fault) => fault !== undefined);
    },
    visit(visit, documented) {
      const role = roles.roleOf(visit.operation);
      if (role.does === 'nothing') return documented?.value;
      if ('isPart' in role) return work(role, visit, documented, store);
      if (!documented) return undefined;
      if (role.does === 'list') return list(role.item, visit, documented, store);
      const parents = parentsOf(visit, roles.parametersOf(visit.operation));
      return create(role.item, visit, documented, parents, store, (example) =>
        String(mintId(example, random, isTaken)),
      );
    },
  };
}

function create(
  item: PathParameter,
  visit: Visit,
  documented: Documented,
  parents: JsonObject,
  store: EntityStore,
  mint: (example: string | number) => string,
): Json {
  const names = idNames(item.name, item.kind);
  const idPlace = findId(documented.value, names, false);
  const example = idPlace && valueAt(documented.value, idPlace);
  if (!idPlace || (typeof example !== 'string' && typeof example !== 'number')) return documented.value;
  const fields = { ...parents, ...fieldsIn(visit.body) };
  const entity: Entity = {
    id: mint(example),
    resource: item,
    place: placeOf(item, segmentsOf(visit.path)),
    fields,
  };
  const body = withEntity(documented, idPlace, names, entity);
  if (body === undefined) return documented.value;
  store.add(entity);
  return body;
}

function list(item: PathParameter, visit: Visit, documented: Documented, store: EntityStore): Json {
  const names = idNames(item.name, item.kind);
  const idPlace = findId(documented.value, names, true);
  const made = store.list(placeOf(item, segmentsOf(visit.path)));
  if (!idPlace || made.length === 0) return documented.value;
  return withListed(documented, idPlace, names, made, limitOf(visit.query));
}

/** Reads, updates, deletes or acts on what the path names. */
function work(
  { item, does, isPart }: ItemRole,
  visit: Visit,
  documented: Documented | undefined,
  store: EntityStore,
): Json | undefined {
  const segments = segmentsOf(visit.path);
  const id = segments[item.depth] ?? '';
  const place = store.made(id)?.place ?? placeOf(item, segments);
  if (does === 'update') store.update({ id, resource: item, place, fields: fieldsIn(visit.body) });
  const fields = store.fieldsOf(place, id) ?? {};
  if (does === 'delete' && !isPart) store.remove({ place, id });
  if (!documented) return undefined;
  const names = idNames(item.name, item.kind);
  const told = (idPlace: Place | undefined, known: JsonObject): Json =>
    (idPlace && withEntity(documented, idPlace, names, { id, fields: known })) ?? documented.value;
  if (!isPart || does === 'update') return told(findId(documented.value, names, false), fields);
  // Of a part of it, or of what was done to it, only a field that is clearly its id is known.
  const own = names.filter((name) => !GENERAL_NAMES.has(name));
  return told(findId(documented.value, own, false) ?? idUnder(documented.value, item.kind), {});
}

/** The place of the id in `{estimate: {_id}, invoice: {_id}}`. */
function idUnder(body: Json, kind: string): Place | undefined {
  if (!isObject(body)) return undefined;
  const key = Object.keys(body).find((name) => kindOfField(name) === kind);
  const inner = key === undefined ? undefined : findId(body[key] ?? null, [...GENERAL_NAMES], false);
  return key !== undefined && inner?.length === 1 ? [key, ...inner] : undefined;
}

function segmentsOf(path: string): readonly string[] {
  return path.replace(/^\//, '').split('/').map(decoded);
}

function placeOf({ depth }: PathParameter, segments: readonly string[]): string {
  return segments.slice(0, depth).join('/');
}

/** What a created thing belongs to, by the names that the path gives it. */
function parentsOf({ path }: Visit, parameters: readonly PathParameter[]): JsonObject {
  const segments = segmentsOf(path);
  return Object.fromEntries(parameters.map(({ name, depth }) => [name, segments[depth] ?? '']));
}

function fieldsIn(body: Json | undefined): JsonObject {
  return isObject(body) ? body : {};
}

const LIMITS = ['limit', 'pageLimit', 'pageSize', 'page_size', 'per_page', 'perPage'];

function limitOf(query: URLSearchParams): number {
  const asked = LIMITS.map((name) => Number(query.get(name) ?? Number.NaN)).find((limit) => limit >= 1);
  return asked ?? Number.POSITIVE_INFINITY;
}
