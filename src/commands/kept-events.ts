import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { ReceivedEvent } from '../hooks/serve-hooks.ts';

const USUAL = 100;
const MOST = 1_000;
/** Bytes of an event that is shown whole: the page asks for all of them again and again. */
const LARGEST_SHOWN = 64 * 1024;

/** How many events are kept. @throws Stop when the flag's value makes no sense. */
export function askedKeep(keep: number | undefined): number {
  if (keep === undefined) return USUAL;
  if (Number.isInteger(keep) && keep >= 1 && keep <= MOST) return keep;
  const reason = `flag --keep: expected a whole number from 1 to ${MOST}`;
  throw new Stop([diagnostic('usage-invalid', { reason })]);
}

/** The last events of a receiver, in memory only: they may hold people's data. */
export interface KeptEvents {
  readonly add: (event: ReceivedEvent) => void;
  /** Where the receiver listens. */
  readonly at: (url: string) => void;
  /** What the page of events asks for. */
  readonly shown: () => {
    readonly url: string;
    readonly keeps: number;
    readonly events: readonly ReceivedEvent[];
  };
}

/** Keeps the last `keeps` events. */
export function keptEvents(keeps: number): KeptEvents {
  const events: ReceivedEvent[] = [];
  let url = '';
  return {
    add: (event) => {
      const tooLarge = `${event.bytes} bytes, of which the page shows none: more than ${LARGEST_SHOWN}`;
      events.push(event.bytes > LARGEST_SHOWN ? { ...event, event: tooLarge } : event);
      if (events.length > keeps) events.shift();
    },
    at: (place) => {
      url = place;
    },
    shown: () => ({ url, keeps, events }),
  };
}
