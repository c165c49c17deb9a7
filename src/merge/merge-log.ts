import type { Json } from '../model/json.ts';
import type { MergeChange, MergeOptions, MergeSide } from '../model/merge.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import { isCredentialHeader, isSecretName } from '../secrets/secret-name.ts';
import { compact } from './read-json.ts';

/** One thing in its three versions; undefined where a version does not have it. */
export interface Versions {
  readonly base: Json | undefined;
  readonly theirs: Json | undefined;
  readonly ours: Json | undefined;
}

/** Where in the collection a merge is, and what it tells of there. */
export interface Place {
  readonly item: readonly string[];
  readonly operation?: string;
  readonly field: readonly string[];
  readonly log: MergeLog;
}

export function inside(place: Place, ...steps: readonly string[]): Place {
  return { ...place, field: [...place.field, ...steps] };
}

/** Collects what a merge does and decides its conflicts. */
export class MergeLog {
  readonly changes: MergeChange[] = [];
  readonly #ids = new Map<string, number>();

  constructor(
    private readonly options: MergeOptions,
    /** Whether there is a base; without one nothing of theirs gives way. */
    private readonly threeWay: boolean,
  ) {}

  tell(place: Place, outcome: 'kept' | 'taken', what: MergeChange['what']): void {
    this.changes.push({ id: this.#idOf(place), outcome, what, ...whereOf(place) });
  }

  /** Both sides changed one thing: which of them counts. */
  settle(
    place: Place,
    versions: Versions,
    byDefault: MergeSide,
    what: MergeChange['what'] = 'changed',
  ): MergeSide {
    const id = this.#idOf(place);
    const { chosen, decidedBy } = this.#decide(id, byDefault);
    const shown = mayBeSecret(place.field, versions) ? {} : compact({ ...versions });
    this.changes.push({ id, outcome: 'conflict', what, ...whereOf(place), ...shown, chosen, decidedBy });
    return chosen;
  }

  #decide(id: string, byDefault: MergeSide): Required<Pick<MergeChange, 'chosen' | 'decidedBy'>> {
    const decided = this.options.decisions?.get(id);
    if (decided) return { chosen: decided, decidedBy: 'person' };
    if (this.options.prefer) return { chosen: this.options.prefer, decidedBy: 'prefer' };
    return { chosen: this.threeWay ? byDefault : 'theirs', decidedBy: 'default' };
  }

  /** Two requests may have one name, and two headers one key. */
  #idOf({ item, operation = '', field }: Place): string {
    const name = [operation || item.join(' / '), ...field].filter(Boolean).join(' | ');
    const count = (this.#ids.get(name) ?? 0) + 1;
    this.#ids.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  }
}

function whereOf({ item, operation, field }: Place): Pick<MergeChange, 'item' | 'operation' | 'field'> {
  return { item, ...(operation === undefined ? {} : { operation }), field };
}

/** By the name that a value stands under, or by what it looks like: a report goes to logs. */
function mayBeSecret(field: readonly string[], versions: Versions): boolean {
  const isNamed = field.some((step) => step === 'auth' || isCredentialHeader(step) || isSecretName(step));
  const name = field.findLast((step) => step !== 'value') ?? '';
  const values = Object.values(versions).filter((value) => value !== undefined) as readonly Json[];
  return isNamed || values.some((value) => findSecrets({ [name]: value }).length > 0);
}
