import type { Severity } from '../diagnostics/catalogue.ts';
import { type Diagnostic, messageOf } from '../diagnostics/diagnostic.ts';
import { type FormatOptions, formatDiagnostic, formatFile } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import type { Paint } from '../io/console.ts';
import { cut } from './format-table.ts';

export interface DiagnosticsView extends FormatOptions {
  readonly paint: Paint;
  readonly columns: number;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Each diagnostic in full, the severity in its colour. */
export function formatAll(
  diagnostics: readonly Diagnostic[],
  { paint, ...options }: DiagnosticsView,
): string[] {
  return diagnostics.map((found) => {
    const [first = '', ...rest] = formatDiagnostic(found, options).split('\n');
    const head = first.replace(`  ${found.severity}  `, `  ${colour(found.severity, paint)}  `);
    return [head, ...rest.map((line) => paint.dim(line))].join('\n');
  });
}

/** Of all that was found, the errors, in full: what is told even with `--quiet`. */
export function formatErrors(diagnostics: readonly Diagnostic[], view: DiagnosticsView): string[] {
  return formatAll(
    diagnostics.filter(({ severity }) => severity === 'error'),
    view,
  );
}

/** `2 errors, 14 warnings, 3 notes`; empty when there are none. */
export function formatCounts(diagnostics: readonly Diagnostic[]): string {
  const names = { error: 'error', warning: 'warning', info: 'note' };
  return SEVERITIES.map((severity) => ({
    name: names[severity],
    count: diagnostics.filter((found) => found.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}${count === 1 ? '' : 's'}`)
    .join(', ');
}

/** One line for all diagnostics of one code in one file, the gravest first, at most `lines` of them. */
export function formatGroups(
  diagnostics: readonly Diagnostic[],
  lines: number,
  view: DiagnosticsView,
): string[] {
  const groups = groupByCodeAndFile(diagnostics).slice(0, lines);
  return groups.map((group) => {
    const { found, count } = group;
    const file = found.where ? `${formatFile(found.where.file, view.relativeTo)}: ` : '';
    const times = count > 1 ? ` ×${count}` : '';
    const room = view.columns - `  ${found.severity}${times}  `.length;
    return `  ${colour(found.severity, view.paint)}${times}  ${cut(file + printable(messageOf(found)), room)}`;
  });
}

interface Group {
  readonly found: Diagnostic;
  readonly count: number;
}

function groupByCodeAndFile(diagnostics: readonly Diagnostic[]): Group[] {
  const groups = new Map<string, Group>();
  for (const found of diagnostics) {
    const key = `${found.code}\0${found.where?.file ?? ''}`;
    const group = groups.get(key);
    groups.set(key, { found: group?.found ?? found, count: (group?.count ?? 0) + 1 });
  }
  return SEVERITIES.flatMap((severity) =>
    [...groups.values()].filter(({ found }) => found.severity === severity),
  );
}

function colour(severity: Severity, paint: Paint): string {
  if (severity === 'info') return paint.cyan(severity);
  return severity === 'error' ? paint.red(severity) : paint.yellow(severity);
}
