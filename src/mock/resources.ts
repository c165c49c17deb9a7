import { isPlainName, kindOfPath } from './entity-names.ts';

/** What an id belongs to. */
export interface Resource {
  /** `contact` */
  readonly kind: string;
  /** Path of what holds it with parameters left blank: `contacts/{}/tasks`; empty where only the kind is known. */
  readonly collection: string;
  /** Of the spec that says so. */
  readonly module: string;
}

/** A collection whose ids operations give. */
export interface Home extends Resource {
  /** A create gives them; else a list only. */
  readonly makes: boolean;
}

/** Which ids can stand where. */
export interface Resources {
  /** Somebody could know every id of this resource: a create or a list gives it. Others are taken as they come. */
  readonly isTracked: (resource: Resource) => boolean;
  /** Some path or collection is about things of this kind. */
  readonly isKind: (kind: string) => boolean;
  /** The id of `held` names something where one of `asked` is asked for. */
  readonly isSame: (asked: Resource, held: Resource) => boolean;
}

/** `asked`: the resources that paths ask for. */
export function resourcesOf(asked: readonly Resource[], homes: readonly Home[]): Resources {
  const homeAt = new Map<string, Home>();
  for (const home of homes) if (home.makes || !homeAt.has(home.collection)) homeAt.set(home.collection, home);
  const all = [...homeAt.values()];
  const held = new Set(all.map(({ kind }) => kind));
  // `/relations/{recordId}` beside `/relations/{relationId}`: relations are asked for by the id of something else.
  const isForeign = ({ kind, collection }: Resource): boolean => {
    const home = homeAt.get(collection);
    return home !== undefined && home.kind !== kind && home.kind === kindOfPath(collection) && held.has(kind);
  };
  // `/events/appointments/{eventId}` names an event, and an appointment too; `/builder/{locationId}/{templateId}` a builder.
  const kindsOf = (resource: Resource): readonly string[] => {
    const word = isForeign(resource) ? '' : kindOfPath(resource.collection);
    return isPlainName(word) ? [resource.kind] : [resource.kind, word];
  };
  const isSame = (one: Resource, other: Resource): boolean => {
    const foreign = isForeign(one);
    if (one.collection === other.collection && foreign === isForeign(other)) return true;
    const others = kindsOf(other);
    if (!kindsOf(one).some((kind) => others.includes(kind))) return false;
    return foreign || !areApart(homeAt.get(one.collection), homeAt.get(other.collection));
  };
  const kinds = new Set([...asked, ...all].flatMap(kindsOf));
  return {
    isTracked: (resource) =>
      all.some((home) => (home.makes || home.collection === resource.collection) && isSame(resource, home)),
    isKind: (kind) => kinds.has(kind),
    isSame,
  };
}

/**
 * Two collections of one kind hold different things when each makes its own (`/template` and `/estimate/template`),
 * or when they belong to different APIs. What hangs on something else (`/charges/{}/refunds`) may be held at the top
 * (`/refunds`) as well.
 */
function areApart(one: Home | undefined, other: Home | undefined): boolean {
  if (!one || !other || one.collection === other.collection) return false;
  if (one.module !== other.module) return true;
  const isNested = ({ collection }: Home): boolean => collection.includes('{}');
  return one.makes && other.makes && isNested(one) === isNested(other);
}
