import type { ApiModel } from '../model/api.ts';
import type { EntityStore } from './entity-store.ts';
import { knownIds } from './known-ids.ts';
import type { PathParameter, PathRoles } from './path-roles.ts';
import type { Resource } from './resources.ts';

export interface IdCheck {
  /** Some spec shows this id; as whose does not matter. */
  readonly isShown: (id: string) => boolean;
  /** Why an id in the path names nothing; undefined when it names something. `place`: its collection, as requested. */
  readonly fault: (parameter: PathParameter, id: string, place: string) => string | undefined;
}

/** A shorter id may belong to several things by chance. */
const UNMISTAKABLE = 8;

/** Tells ids that name something from those that nobody gave out, were deleted, or belong to something else. */
export function idCheck(models: readonly ApiModel[], roles: PathRoles, store: EntityStore): IdCheck {
  const { isSame, isTracked } = roles.resources;
  let known: ReturnType<typeof knownIds> | undefined;
  const shownAs = (id: string) => {
    known ??= knownIds(models, roles);
    return [...(known.get(id) ?? [])];
  };
  const reason = (parameter: PathParameter, id: string, place: string): string | undefined => {
    const made = store.made(id);
    if (made && isSame(parameter, made.resource)) {
      if (made.deleted) return 'it was deleted';
      const isElsewhere = made.resource.collection === parameter.collection && made.place !== place;
      return isElsewhere ? `it stands at /${made.place}` : undefined;
    }
    if (parameter.isAccount) return undefined;
    if (!isTracked(parameter))
      return made && id.length >= UNMISTAKABLE ? otherThan(made.resource) : undefined;
    const shown = shownAs(id);
    if (shown.some((one) => one === undefined || isSame(parameter, one))) return undefined;
    const other = made?.resource ?? shown[0];
    return other ? otherThan(other) : 'nothing gave it out';
  };
  return {
    isShown: (id) => shownAs(id).length > 0,
    fault(parameter, id, place) {
      const why = reason(parameter, id, place);
      return why && `no ${parameter.kind} has the id ${JSON.stringify(id)}: ${why}`;
    },
  };
}

function otherThan({ kind, collection }: Resource): string {
  return `it names something else (${collection === '' ? kind : `/${collection}`})`;
}
