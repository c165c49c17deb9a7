import { printable } from '../diagnostics/printable.ts';
import type { RequestReport, RunReport } from '../model/report.ts';
import { hasFailed } from './totals.ts';
import { counted, verdictOf } from './verdict.ts';

const MOST_FAILURES = 30;

/** The summary that a CI shows on the page of a run. */
export function formatMarkdown(report: RunReport): string {
  const { totals, modules, mode, target } = report;
  const failures = modules.flatMap(({ module, requests }) =>
    requests.filter(hasFailed).map((request) => ({ module, request })),
  );
  const broken = modules.flatMap(({ module, error }) => (error === undefined ? [] : [{ module, error }]));
  const { passed, headline } = verdictOf(report);
  return [
    `## Smoke run: ${passed ? '✅' : '❌'} ${headline}`,
    '',
    `${counted(totals.sent, 'request')}, ${counted(totals.assertions, 'assertion')}, ${totals.skipped} skipped, ${totals.retries} sent again; mode ${mode} on ${code(target.name)}`,
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

/** GitHub shows as many errors of a step, and drops the rest without a word. */
const MOST_ANNOTATIONS = 10;

/**
 * Annotations as GitHub's runner reads them from the log, a line each: for a run that was cut short, for each module
 * that broke off and each failed request; the last one that is shown says how many more there are.
 */
export function formatAnnotations(report: RunReport): readonly string[] {
  const { unfinished, headline } = verdictOf(report);
  const all = [
    ...(unfinished ? [annotation('Smoke run', [headline])] : []),
    ...report.modules.flatMap(({ module, error }) =>
      error === undefined ? [] : [annotation(`${module}: not run to its end`, [error])],
    ),
    ...report.modules.flatMap(({ module, requests }) =>
      requests.filter(hasFailed).map((request) => annotateRequest(module, request)),
    ),
  ];
  if (all.length <= MOST_ANNOTATIONS) return all;
  const shown = all.slice(0, MOST_ANNOTATIONS - 1);
  return [
    ...shown,
    annotation('Smoke run', [`${all.length - shown.length} more: see the summary of the job`]),
  ];
}

function annotateRequest(module: string, { name, error, assertions, traceId }: RequestReport): string {
  const messages = assertions
    .filter(({ passed }) => !passed)
    .map((one) => `${one.name}: ${one.message ?? ''}`);
  const lines = [error ?? '', ...messages, traceId ? `traceId ${traceId}` : ''];
  return annotation(`${module}: ${name}`, lines.filter(Boolean));
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
