import { printable } from '../diagnostics/printable.ts';
import type { BuildProgress } from '../model/build.ts';
import type { Screen } from './console.ts';

export interface Progress {
  readonly show: (event: BuildProgress) => void;
  /** Clears the live line, so that what follows starts on a clean one. */
  readonly end: () => void;
}

const STEP = 10;
const BAR = 20;

/** Live on a terminal; elsewhere a plain line for every tenth module, none for a build of fewer. */
export function showProgress(screen: Screen): Progress {
  const { replaceLine } = screen;
  if (!replaceLine) return { show: (event) => plain(event, screen), end: () => {} };
  const clear = (): void => replaceLine('');
  // An interrupt ends the process where it stands, and the prompt would follow on the same line.
  process.once('exit', clear);
  return {
    show: (event) => replaceLine(shorten(live(event), screen.columns ?? 80)),
    end: () => {
      process.off('exit', clear);
      clear();
    },
  };
}

export const NO_PROGRESS: Progress = { show: () => {}, end: () => {} };

function live(event: BuildProgress): string {
  if (event.type === 'waiting') return waiting(event.pid);
  if (event.type === 'start') return `Reading ${event.modules} ${event.modules === 1 ? 'spec' : 'specs'}`;
  if (event.type === 'write') return `Writing ${event.files} files`;
  const full = event.modules === 0 ? BAR : Math.floor((event.done / event.modules) * BAR);
  const bar = '█'.repeat(full) + '░'.repeat(BAR - full);
  return `${bar} ${event.done}/${event.modules} ${printable(event.module)}`;
}

function plain(event: BuildProgress, screen: Screen): void {
  if (event.type === 'waiting') screen.print(waiting(event.pid));
  if (event.type !== 'module' || event.modules < STEP) return;
  if (event.done % STEP === 0) screen.print(`${event.done} of ${event.modules} modules`);
}

function waiting(pid: number): string {
  return `Waiting for another run at the same folder (process ${pid})`;
}

/** One column is left free: a full line makes some terminals break it. */
function shorten(text: string, columns: number): string {
  return text.length < columns ? text : text.slice(0, columns - 1);
}
