import type { JsonObject } from '../model/json.ts';

/** Something that a request made, or a documented example that a request changed. */
export interface Entity {
  readonly id: string;
  readonly kind: string;
  /** The path of its collection with parameters left blank (`contacts/{}/tasks`), and as it was requested. */
  readonly collection: string;
  readonly place: string;
  readonly fields: JsonObject;
}

export interface EntityStore {
  /** What the mock made under this id; `deleted` when it is gone. */
  readonly made: (id: string) => (Entity & { readonly deleted: boolean }) | undefined;
  readonly add: (entity: Entity) => void;
  /** Fields that requests gave the entity at this place, made here or not. */
  readonly fieldsOf: (place: string, id: string) => JsonObject | undefined;
  readonly update: (entity: Entity) => void;
  /** What was made is gone from now on; a documented example is again what the spec says. */
  readonly remove: (entity: Omit<Entity, 'fields'>) => void;
  /** What was made at this place and is still there, the newest first. */
  readonly list: (place: string) => readonly Entity[];
}

export interface StoreLimits {
  readonly entities: number;
  /** Characters of JSON. */
  readonly size: number;
}

const LIMITS: StoreLimits = { entities: 10_000, size: 32_000_000 };

/** Holds so much and no more: the oldest go first. */
export function entityStore(limits: StoreLimits = LIMITS): EntityStore {
  const held = new Map<
    string,
    Entity & { readonly made: boolean; readonly deleted: boolean; readonly size: number }
  >();
  const places = new Map<string, Map<string, string>>();
  const placeOfMade = new Map<string, string>();
  let size = 0;

  const drop = (key: string): void => {
    const entity = held.get(key);
    if (!entity) return;
    held.delete(key);
    size -= entity.size;
    if (entity.made) placeOfMade.delete(entity.id);
    unlist(entity);
  };
  const unlist = ({ place, id }: Entity): void => {
    const there = places.get(place);
    there?.delete(id);
    if (there?.size === 0) places.delete(place);
  };
  const put = (entity: Entity, made: boolean, deleted: boolean): void => {
    const key = keyOf(entity.place, entity.id);
    drop(key);
    const own = JSON.stringify(entity.fields).length;
    held.set(key, { ...entity, made, deleted, size: own });
    size += own;
    if (made) placeOfMade.set(entity.id, entity.place);
    if (made && !deleted)
      places.set(entity.place, (places.get(entity.place) ?? new Map()).set(entity.id, key));
    for (const oldest of held.keys()) {
      if (held.size <= limits.entities && size <= limits.size) break;
      drop(oldest);
    }
  };
  const find = (place: string, id: string) => held.get(keyOf(place, id));

  return {
    made(id) {
      const place = placeOfMade.get(id);
      return place === undefined ? undefined : find(place, id);
    },
    add: (entity) => put(entity, true, false),
    fieldsOf: (place, id) => find(place, id)?.fields,
    update(entity) {
      const before = find(entity.place, entity.id);
      if (before?.deleted) return;
      put(
        { ...entity, ...before, fields: { ...before?.fields, ...entity.fields } },
        before?.made ?? false,
        false,
      );
    },
    remove(entity) {
      const isMade = find(entity.place, entity.id)?.made ?? false;
      if (isMade) put({ ...entity, fields: {} }, true, true);
      else drop(keyOf(entity.place, entity.id));
    },
    list: (place) =>
      [...(places.get(place)?.values() ?? [])].flatMap((key) => held.get(key) ?? []).toReversed(),
  };
}

function keyOf(place: string, id: string): string {
  return `${place}\0${id}`;
}
