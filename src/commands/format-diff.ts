import { formatFile } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { sayNotCompared } from '../diff/aspect-words.ts';
import { groupChanges, othersOf } from '../diff/group-changes.ts';
import { phraseOf } from '../diff/phrase.ts';
import type { Paint } from '../io/console.ts';
import type { Change, DiffReport, Grade } from '../model/diff.ts';
import type { DiagnosticsView } from './format-diagnostics.ts';

/** What changed, by module, breaking first; each with the place in its spec. */
export function formatDiff(report: DiffReport, view: DiagnosticsView): string[] {
  const { paint } = view;
  const modules = groupChanges(report.changes).flatMap(({ module, groups }) => [
    paint.bold(printable(module)),
    ...groups.flatMap((group) => formatGroup(group, view)),
    '',
  ]);
  const { breaking, risky, safe } = report.summary;
  const untold = sayNotCompared(report.notCompared);
  const counts = `${breaking} breaking, ${risky} risky, ${safe} safe`;
  return [
    ...modules,
    `${printable(report.from)} → ${printable(report.to)}: ${breaking > 0 ? paint.red(counts) : counts}`,
    ...(untold === undefined ? [] : [untold]),
  ];
}

function formatGroup([first, ...others]: readonly [Change, ...Change[]], view: DiagnosticsView): string[] {
  const { paint, relativeTo, locate } = view;
  const operation = first.operation === '' ? '' : `${printable(first.operation)}  `;
  const more = paint.dim(sayMore(first, others));
  const position = locate(first.where);
  const place = formatFile(first.where.file, relativeTo) + (position ? `:${position.line}` : '');
  return [
    `  ${colour(first.grade, paint)}  ${operation}${printable(phraseOf(first))}${more}`,
    paint.dim(`            ${place} #${printable(first.where.pointer ?? '')}`),
  ];
}

/** `  and 2 more operations`. */
function sayMore({ operation }: Change, others: readonly Change[]): string {
  const count = othersOf(operation, others);
  return count === 0 ? '' : `  and ${count} more operation${count === 1 ? '' : 's'}`;
}

function colour(grade: Grade, paint: Paint): string {
  const word = grade.padEnd('breaking'.length);
  if (grade === 'safe') return paint.green(word);
  return grade === 'breaking' ? paint.red(word) : paint.yellow(word);
}
