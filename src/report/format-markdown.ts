import { printable } from '../diagnostics/printable.ts';
import type { RunReport } from '../model/report.ts';
import { hasFailed } from './totals.ts';

const MOST_FAILURES = 30;

/** The summary that a CI shows on the page of a run. */
export function formatMarkdown({ totals, modules, mode, target, state }: RunReport): string {
  const failures = modules.flatMap(({ module, requests }) =>
    requests.filter(hasFailed).map((request) => ({ module, request })),
  );
  const broken = modules.flatMap(({ module, error }) => (error === undefined ? [] : [{ module, error }]));
  const green = totals.failed === 0 && state === 'complete' && broken.length === 0;
  return [
    `## Smoke run: ${green ? 'all passed' : `${totals.failed} failed`}`,
    '',
    `${totals.sent} requests, ${totals.assertions} assertions, ${totals.skipped} skipped, ${totals.retries} sent again; mode ${mode} on ${code(target.name)}${state === 'complete' ? '' : `; **${state}**`}`,
    '',
    '| module | requests | failed | skipped | p50 ms | p95 ms | operations | statuses |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...modules.map(
      ({ module, totals: own, timing, coverage: { operations, statuses } }) =>
        `| ${cell(module)} | ${own.sent} | ${own.failed} | ${own.skipped} | ${timing?.p50 ?? ''} | ${timing?.p95 ?? ''} | ${operations.exercised}/${operations.documented} | ${statuses.seen}/${statuses.documented} |`,
    ),
    ...(broken.length === 0 ? [] : ['', '### Not run to the end', '']),
    ...broken.map(({ module, error }) => `- ${code(module)}: ${code(error)}`),
    ...(failures.length === 0 ? [] : ['', '### Failures', '']),
    ...failures.slice(0, MOST_FAILURES).map(({ module, request }) => {
      const messages = request.assertions
        .filter(({ passed }) => !passed)
        .map(({ name, message }) => `${name}: ${message ?? ''}`);
      return `- ${code(`${module} ${request.key}`)}: ${code([request.error ?? '', ...messages].filter(Boolean).join('; '))}`;
    }),
    ...(failures.length > MOST_FAILURES ? [`- and ${failures.length - MOST_FAILURES} more`] : []),
    '',
  ].join('\n');
}

/** One annotation for each failed request and each module that broke off, as GitHub's runner reads them from the log. */
export function formatAnnotations({ modules }: RunReport): readonly string[] {
  return modules.flatMap(({ module, requests, error: broken }) => [
    ...(broken === undefined ? [] : [annotation(`${module}: not run to its end`, [broken])]),
    ...requests.filter(hasFailed).map(({ name, error, assertions, traceId }) => {
      const messages = assertions
        .filter(({ passed }) => !passed)
        .map((one) => `${one.name}: ${one.message ?? ''}`);
      const lines = [error ?? '', ...messages, traceId ? `traceId ${traceId}` : ''];
      return annotation(`${module}: ${name}`, lines.filter(Boolean));
    }),
  ]);
}

/** The log is shown in a terminal too, so that what a terminal would act on is made visible. */
function annotation(title: string, lines: readonly string[]): string {
  const text = lines.flatMap((line) => line.split(/\r?\n/)).map(printable);
  return `::error title=${property(printable(title))}::${data(text.join('\n'))}`;
}

/** A table ends a cell at a `|` even in a code span, and takes `\|` for a `|` there. */
function cell(text: string): string {
  return code(text.replaceAll('\\', '/')).replaceAll('|', '\\|');
}

/** Text in a code span: no markup in it counts. */
function code(text: string): string {
  const line = printable(text.replaceAll(/\s+/g, ' ').trim());
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
