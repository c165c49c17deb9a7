import type { Json } from '../model/json.ts';
import { checkValue } from '../schema/check-value.ts';
import { isObject } from '../schema/read.ts';
import type { EventCatalogue, KnownEvent } from './event-catalogue.ts';

/** `unknown`: no spec describes such an event. */
export interface Judgement {
  readonly verdict: 'matches' | 'differs' | 'unknown';
  /** Empty when the event does not say. */
  readonly type: string;
  /** Of the spec that describes it; empty for an unknown one. */
  readonly module: string;
  /** What differs from the schema, with its place. */
  readonly faults: readonly string[];
}

const MOST_FAULTS = 10;

/** Whether an event is as a spec describes it: as one of them, where several describe its type. */
export function judgeEvent(event: Json, catalogue: EventCatalogue): Judgement {
  const type = isObject(event) && typeof event['type'] === 'string' ? event['type'] : '';
  const checked = (catalogue.get(type) ?? []).map((known) => ({ known, faults: faultsOf(event, known) }));
  const [best] = checked.toSorted((left, right) => left.faults.length - right.faults.length);
  if (!best) return { verdict: 'unknown', type, module: '', faults: [] };
  const { known, faults } = best;
  return { verdict: faults.length === 0 ? 'matches' : 'differs', type, module: known.module, faults };
}

function faultsOf(event: Json, { schema, schemas }: KnownEvent): readonly string[] {
  return checkValue(event, schema, schemas, MOST_FAULTS).map(({ path, reason }) =>
    path === '' ? reason : `${path}: ${reason}`,
  );
}
