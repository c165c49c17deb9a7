import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { formatFile } from '../diagnostics/format-diagnostic.ts';
import type { Drift, DriftState } from '../model/check.ts';
import type { Round } from '../watch-out.ts';
import { formatRequest, nameOf } from './format-check.ts';
import { type DiagnosticsView, formatAll, formatCounts } from './format-diagnostics.ts';

const WORDS: Readonly<Record<DriftState, string>> = {
  missing: 'added',
  changed: 'changed',
  edited: 'replaced what was edited by hand',
  stale: 'removed',
  format: 'in another format',
  unbuildable: 'not built; its last collection stays',
  manifest: 'changed where it does not show',
};

/** Requests that are named of one module; the others are counted, and all where more modules changed than `MODULES`. */
const REQUESTS = 10;
const MODULES = 3;

export interface WatchView extends DiagnosticsView {
  readonly verbose: boolean;
}

/** The first build on two lines, and what is wrong. */
export function formatStart({ built, config, diagnostics }: Round, view: WatchView): string[] {
  const shown = diagnostics.filter(({ severity }) => view.verbose || severity === 'error');
  const others = diagnostics.filter(({ severity }) => severity !== 'error');
  const counts = others.length > 0 && !view.verbose ? ` (${formatCounts(others)})` : '';
  const modules = built?.modules.length ?? 0;
  const head = built
    ? `Built ${modules} ${modules === 1 ? 'collection' : 'collections'} in ${formatFile(config.out, view.relativeTo)}${counts}`
    : 'Nothing could be built';
  return [...formatAll(shown, view), view.paint.bold(head), 'Watching for changes; Ctrl-C ends'];
}

/** What a later build changed, and what was not said of the specs `before`. */
export function formatRound(
  { drifts, diagnostics, built, ms }: Round,
  before: readonly Diagnostic[],
  view: WatchView,
): string[] {
  const known = new Set(before.map((found) => JSON.stringify(found)));
  const shown = diagnostics.filter(
    (found) => !known.has(JSON.stringify(found)) && (view.verbose || found.severity !== 'info'),
  );
  const time = view.paint.dim(`(${Math.round(ms)} ms)`);
  const named = drifts.length > MODULES ? 0 : REQUESTS;
  const [first, ...others] = drifts.flatMap((drift) => formatDrift(drift, named, view));
  if (!built) return [...formatAll(shown, view), `Nothing could be built; the last collections stay ${time}`];
  return [...formatAll(shown, view), `${first ?? 'Nothing changed'} ${time}`, ...others];
}

function formatDrift({ requests, ...drift }: Drift, named: number, { paint }: WatchView): string[] {
  const states = drift.states.map((state) => WORDS[state]).join(', ');
  const shown = requests.slice(0, named).map((request) => `  ${formatRequest(request)}`);
  const more = requests.length - shown.length;
  const counted =
    more === 0
      ? []
      : [`  ${shown.length > 0 ? 'and ' : ''}${more} ${shown.length > 0 ? 'more' : 'requests'}`];
  return [`${paint.bold(nameOf(drift))}  ${states}`, ...shown, ...counted];
}
