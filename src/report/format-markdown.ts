import type { RunReport } from '../model/report.ts';
import { hasFailed } from './totals.ts';

const MOST_FAILURES = 30;

/** The summary that a CI shows on the page of a run. */
export function formatMarkdown({ totals, modules, mode, target, state }: RunReport): string {
  const failures = modules.flatMap(({ module, requests }) =>
    requests.filter(hasFailed).map((request) => ({ module, request })),
  );
  return [
    `## Smoke run: ${totals.failed === 0 && state === 'complete' ? 'all passed' : `${totals.failed} failed`}`,
    '',
    `${totals.sent} requests, ${totals.assertions} assertions, ${totals.skipped} skipped, ${totals.retries} sent again; mode ${mode} on ${code(target.name)}${state === 'complete' ? '' : `; **${state}**`}`,
    '',
    '| module | requests | failed | skipped | p50 ms | p95 ms | operations | statuses |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...modules.map(
      ({ module, totals: own, timing, coverage: { operations, statuses } }) =>
        `| ${code(module)} | ${own.sent} | ${own.failed} | ${own.skipped} | ${timing?.p50 ?? ''} | ${timing?.p95 ?? ''} | ${operations.exercised}/${operations.documented} | ${statuses.seen}/${statuses.documented} |`,
    ),
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

/** One annotation for each failed request, as GitHub's runner reads them from the log. */
export function formatAnnotations({ modules }: RunReport): readonly string[] {
  return modules.flatMap(({ module, requests }) =>
    requests.filter(hasFailed).map(({ name, error, assertions, traceId }) => {
      const messages = assertions
        .filter(({ passed }) => !passed)
        .map((one) => `${one.name}: ${one.message ?? ''}`);
      const text = [error ?? '', ...messages, traceId ? `traceId ${traceId}` : ''].filter(Boolean).join('\n');
      return `::error title=${property(`${module}: ${name}`)}::${data(text)}`;
    }),
  );
}

/** Text in a code span: no markup in it counts, and a table's cell does not end. */
function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();
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
