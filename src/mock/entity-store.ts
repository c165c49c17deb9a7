import type { JsonObject } from '../model/json.ts';
import { boundedMap, type Limits } from './bounded-map.ts';
import type { Resource } from './resources.ts';

/** Something that a request made, or a documented example that a request changed. */
export interface Entity {
  readonly id: string;
  readonly resource: Resource;
  /** The path of its collection as it was requested: `contacts/c1/tasks`. */
  readonly place: string;
  readonly fields: JsonObject;
}

export interface HeldEntity extends Entity {
  /** By a request; false for a documented example that a request changed. */
  readonly made: boolean;
  readonly deleted: boolean;
}

export interface EntityStore {
  /** What the mock made under this id; `deleted` when it is gone. */
  readonly made: (id: string) => HeldEntity | undefined;
  readonly add: (entity: Entity) => void;
  /** Fields that requests gave the entity at this place, made here or not. */
  readonly fieldsOf: (place: string, id: string) => JsonObject | undefined;
  readonly update: (entity: Entity) => void;
  /** What was made is gone from now on; a documented example is again what the spec says. */
  readonly remove: (entity: Pick<Entity, 'place' | 'id'>) => void;
  /** What was made at this place and is still there, the newest first. */
  readonly list: (place: string) => readonly Entity[];
}

/** Size in characters of JSON. */
const LIMITS: Limits = { entries: 10_000, size: 32_000_000 };

/** Holds so much and no more: the oldest go first. */
export function entityStore(limits: Limits = LIMITS): EntityStore {
  const keysAt = new Map<string, Set<string>>();
  const keyOfMade = new Map<string, string>();
  const held = boundedMap<HeldEntity>(limits, ({ id, place, made }) => {
    if (made) keyOfMade.delete(id);
    keysAt.get(place)?.delete(keyOf(place, id));
    if (keysAt.get(place)?.size === 0) keysAt.delete(place);
  });
  const find = (place: string, id: string) => held.get(keyOf(place, id));
  const put = (entity: HeldEntity): void => {
    const { id, place, made, deleted, fields } = entity;
    const key = keyOf(place, id);
    held.delete(key);
    if (made) keyOfMade.set(id, key);
    if (made && !deleted) keysAt.set(place, (keysAt.get(place) ?? new Set()).add(key));
    held.set(key, entity, JSON.stringify(fields).length);
  };
  return {
    made: (id) => held.get(keyOfMade.get(id) ?? ''),
    add: (entity) => put({ ...entity, made: true, deleted: false }),
    fieldsOf: (place, id) => find(place, id)?.fields,
    update(entity) {
      const before = find(entity.place, entity.id) ?? { ...entity, made: false, deleted: false };
      if (!before.deleted) put({ ...before, fields: { ...before.fields, ...entity.fields } });
    },
    remove({ place, id }) {
      const before = find(place, id);
      if (before?.made) put({ ...before, fields: {}, deleted: true });
      else held.delete(keyOf(place, id));
    },
    list: (place) => [...(keysAt.get(place) ?? [])].flatMap((key) => held.get(key) ?? []).toReversed(),
  };
}

function keyOf(place: string, id: string): string {
  return `${place}\0${id}`;
}
