import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Limits } from '../model/config.ts';
import { type DownloadAnswer, download, type Validators } from './download.ts';
import { shownUrl } from './shown-url.ts';

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

export interface Patience {
  readonly wait: (ms: number) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const PATIENCE: Patience = {
  wait: (ms) => new Promise((wake) => setTimeout(wake, ms)),
  now: () => Date.now(),
};

/**
 * As `download`, and up to three times more after a failure of the network, 408, 429 and 5xx: after what the server's
 * Retry-After says, or else half a second, one, two. A server that wants more than a minute is not waited for.
 */
export async function downloadPatiently(
  address: string,
  limits: Limits,
  known: Validators = {},
  { wait, now }: Patience = PATIENCE,
): Promise<DownloadAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await download(address, limits, known);
    if (answer.kind !== 'refused' || !answer.passing || attempt === ATTEMPTS) return answer;
    const pause = pauseOf(answer.retryAfter, now()) ?? FIRST_PAUSE_MS * 2 ** (attempt - 1);
    if (pause > LONGEST_PAUSE_MS) return { ...answer, reason: tooLong(address, pause) };
    await wait(pause);
  }
}

/** Seconds, or a date. */
function pauseOf(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = /^\d+$/.test(retryAfter.trim())
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - now) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds * 1000);
}

function tooLong(address: string, pause: number) {
  const reason = `the server asks to wait ${Math.ceil(pause / 1000)} s`;
  return diagnostic('spec-unreadable', { reason }, { file: shownUrl(address) });
}
