import type { RawExecution } from '../model/smoke.ts';
import type { FromWorker } from './newman-worker.ts';

/** Requests in a row that got no answer, or a refusal for the time being, after which the target counts as down. */
const MOST_UNANSWERED = 10;

/**
 * Follows what the workers of a run tell, and gives the reason when there is no use in going on: the day's requests
 * are used (`perDay`: how many there are), or the target is down, which is told once and not once a request.
 */
export function watchTarget(perDay?: number): (message: FromWorker) => string | undefined {
  let [asked, unanswered] = [0, 0];
  return (message) => {
    if (message.type === 'day-used') return 'the platform takes no more requests on this day';
    if (message.type === 'ask') return ++asked === perDay ? `a day has ${perDay} requests` : undefined;
    if (message.type !== 'ended' || !isSent(message.execution)) return undefined;
    const failure = failureOf(message.execution);
    unanswered = failure === undefined ? 0 : unanswered + 1;
    return unanswered < MOST_UNANSWERED
      ? undefined
      : `the target seems to be down: ${unanswered} requests in a row failed, the last with ${failure}`;
  };
}

function isSent({ method, skipped }: RawExecution): boolean {
  return method !== '' && skipped === undefined;
}

function failureOf({ status, error }: RawExecution): string | undefined {
  if (status === undefined) return error ?? 'no answer';
  return status === 429 || status === 503 ? `status ${status}` : undefined;
}
