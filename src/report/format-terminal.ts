import { printable } from '../diagnostics/printable.ts';
import type { ModuleReport, RequestReport, RunReport } from '../model/report.ts';
import { hasFailed } from './totals.ts';
import { counted, verdictOf } from './verdict.ts';

export type Paint = Readonly<
  Record<'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan', (text: string) => string>
>;

export interface TerminalOptions {
  readonly paint: Paint;
  /** Skipped requests and weak checks one by one. */
  readonly verbose: boolean;
}

/** Failures shown in full; a broken target makes hundreds of the same. */
const MOST_FAILURES = 20;
const LONGEST_NAME = 29;

/** What a run found, for a person: a line a module, then each failure with what helps to mend it. */
export function formatTerminal(report: RunReport, { paint, verbose }: TerminalOptions): readonly string[] {
  const failures = report.modules.flatMap((module) =>
    module.requests.filter(hasFailed).map((request) => ({ module: module.module, request })),
  );
  const shown = failures.slice(0, MOST_FAILURES);
  return [
    ...formatModules(report.modules, paint),
    ...report.modules.flatMap(({ module, error }) =>
      error === undefined
        ? []
        : ['', `${paint.red('Not run to its end')}: ${printable(module)}: ${printable(error)}`],
    ),
    ...shown.flatMap(({ module, request }) => ['', ...formatFailure(module, request, paint)]),
    ...(failures.length > shown.length
      ? ['', `… and ${counted(failures.length - shown.length, 'more failure')}: see the reports.`]
      : []),
    ...(verbose ? formatSkipped(report, paint) : []),
    '',
    ...formatTotals(report, paint),
  ];
}

function formatModules(modules: readonly ModuleReport[], paint: Paint): readonly string[] {
  const names = modules.map(({ module }) => clipped(printable(module)));
  const width = Math.max(6, ...names.map((name) => name.length));
  const head = `${'Module'.padEnd(width)}  Requests  Assertions  Failed  Skipped   p50   p95`;
  return [
    paint.dim(head),
    ...modules.map((report, index) => {
      const { totals, timing } = report;
      const cells = [
        (names[index] ?? '').padEnd(width),
        String(totals.sent).padStart(8),
        String(totals.assertions).padStart(10),
        String(totals.failed).padStart(6),
        String(totals.skipped).padStart(7),
        `${timing ? Math.round(timing.p50) : '–'}`.padStart(4),
        `${timing ? Math.round(timing.p95) : '–'}`.padStart(4),
      ];
      const line = cells.join('  ');
      return totals.failed > 0 || report.error !== undefined ? paint.red(line) : line;
    }),
  ];
}

/** With the numbers after it a line has at most 80 columns. */
function clipped(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

/** What was asked, what was expected, what came, and what helps to look into it: one labelled line each. */
function formatFailure(module: string, request: RequestReport, paint: Paint): readonly string[] {
  const { key, name, purpose, status, reason, error, assertions, traceId, curl } = request;
  const came = status === undefined ? 'no response' : `${status} ${reason ?? ''}`.trim();
  const line = (label: string, text: string): string =>
    `  ${paint.dim(label.padEnd(8))} ${printable(text.replaceAll(/\s*\n\s*/g, ' '))}`;
  const title = printable(`${module}: ${name}${purpose === '' ? '' : ` (${purpose})`}`);
  return [
    `${paint.red('✗')} ${paint.bold(title)}`,
    line('request', key),
    ...assertions
      .filter(({ passed }) => !passed)
      .map((one) => line('expected', `${one.name}: ${withoutTrace(one.message ?? 'failed', traceId)}`)),
    line('came', came),
    ...(error === undefined ? [] : [line('error', error)]),
    ...(traceId === undefined ? [] : [line('traceId', traceId)]),
    ...(curl === undefined ? [] : [line('try', curl)]),
  ];
}

/** The message names it for those who run the collection elsewhere; here it has its own line. */
function withoutTrace(message: string, traceId: string | undefined): string {
  return traceId === undefined ? message : message.replace(`; traceId ${traceId}`, '');
}

function formatSkipped({ modules }: RunReport, paint: Paint): readonly string[] {
  const skipped = modules.flatMap(({ module, skipped: list }) =>
    list.map(({ key, reason }) => printable(`  ${module}: ${key}: ${reason}`)),
  );
  const weak = modules.flatMap(({ module, weak: list }) =>
    list.map(({ key, reason }) => printable(`  ${module}: ${key}: ${reason}`)),
  );
  return [
    ...(skipped.length > 0 ? ['', paint.bold('Skipped'), ...skipped] : []),
    ...(weak.length > 0 ? ['', paint.bold('Checked only in part'), ...weak] : []),
  ];
}

function formatTotals(report: RunReport, paint: Paint): readonly string[] {
  const { totals, mode, target, durationMs } = report;
  const { passed, headline } = verdictOf(report);
  const facts = [
    counted(totals.assertions, 'assertion'),
    ...(totals.retries > 0 ? [`${totals.retries} sent again`] : []),
    ...(totals.weak > 0 ? [`${totals.weak} checked only in part (--verbose)`] : []),
  ];
  const where = `mode ${mode}, ${target.kind === 'mock' ? 'on the mock' : printable(`on ${target.name} (${target.baseUrl})`)}, ${(durationMs / 1000).toFixed(1)} s`;
  return [
    passed ? paint.green(`✓ ${headline}`) : paint.red(`✗ ${printable(headline)}`),
    facts.join(', '),
    paint.dim(where),
  ];
}
