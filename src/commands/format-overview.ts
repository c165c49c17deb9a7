import { formatFile } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import type { Paint } from '../io/console.ts';
import type { Overview } from '../model/overview.ts';
import type { NextStep } from './next-steps.ts';

/** What is built, what is stale, what the last run said, what to do: a line each. */
export function formatOverview(
  { out, built, stale, lastRun }: Overview,
  steps: readonly NextStep[],
  { relativeTo, paint }: { readonly relativeTo: string; readonly paint: Paint },
): string[] {
  const place = formatFile(out, relativeTo);
  const facts = built
    ? [
        `Built     ${count(built.modules, 'module')}, ${count(built.requests, 'request')} in ${place}`,
        `Stale     ${staleText(stale)}`,
        `Last run  ${runText(lastRun)}`,
      ]
    : [`Nothing is built yet in ${place}.`];
  const width = Math.max(...steps.map(({ does }) => does.length));
  return [
    ...facts,
    '',
    paint.bold('Next'),
    ...steps.map(
      ({ does, command }, index) =>
        `  ${index + 1}. ${does.padEnd(width)}  ${paint.cyan(printable(command))}`,
    ),
    '',
    'All commands: npx hoopai-postman --help',
  ];
}

const MOST = 6;

function staleText(stale: Overview['stale']): string {
  const names = Object.entries(stale);
  if (names.length === 0) return 'nothing: a build would change no module';
  const shown = names.slice(0, MOST).map(([module, why]) => `${printable(module)} (${why})`);
  return [...shown, ...(names.length > MOST ? [`${names.length - MOST} more`] : [])].join(', ');
}

function runText(run: Overview['lastRun']): string {
  if (!run) return 'none';
  const { totals, target, state, failed, startedAt } = run;
  const where = target.kind === 'mock' ? 'on the mock' : `on ${target.name}`;
  const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
  const ended = state === 'complete' ? '' : ` (${state})`;
  const said =
    failed.length > 0
      ? `${totals.failed} of ${count(totals.sent, 'request')} failed, in ${failed.slice(0, MOST).join(', ')}`
      : `${count(totals.passed, 'request')} passed`;
  return printable(`${said}${skipped}${ended}, ${where}, ${startedAt}`);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
