import { printable } from '../diagnostics/printable.ts';
import type { Change, DiffReport, Grade } from '../model/diff.ts';
import { sayNotCompared } from './aspect-words.ts';
import { GRADES } from './diff-contracts.ts';
import { groupChanges, othersOf } from './group-changes.ts';
import { phraseOf } from './phrase.ts';

const TITLES: Readonly<Record<Grade, string>> = { breaking: 'Breaking', risky: 'Risky', safe: 'Safe' };

/** The report as Markdown for a pull request or a changelog: text of specs stands in code spans, never as markup. */
export function formatMarkdown(report: DiffReport): string {
  const { breaking, risky, safe } = report.summary;
  const lines = [
    `## API changes from ${code(report.from)} to ${code(report.to)}`,
    '',
    report.changes.length === 0 ? 'None.' : `**${breaking} breaking**, ${risky} risky, ${safe} safe.`,
  ];
  for (const { module, groups } of groupChanges(report.changes)) {
    lines.push('', `### ${code(module)}`);
    for (const grade of GRADES) {
      const some = groups.filter(([{ grade: own }]) => own === grade);
      if (some.length > 0) lines.push('', `**${TITLES[grade]}**`, '', ...some.map(formatGroup));
    }
  }
  const untold = sayNotCompared(report.notCompared);
  if (untold !== undefined) lines.push('', `${untold}.`);
  return `${lines.join('\n')}\n`;
}

function formatGroup([first, ...others]: readonly [Change, ...Change[]]): string {
  const operation = first.operation === '' ? '' : `${code(first.operation)} `;
  const count = othersOf(first.operation, others);
  const more = count === 0 ? '' : `, and ${count} more operation${count === 1 ? '' : 's'}`;
  return `- ${operation}${code(phraseOf(first))}${more}`;
}

/** CommonMark 0.31, section 6.1: a fence longer than any run of backticks inside. */
function code(text: string): string {
  const line = printable(text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim());
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') || line === '' ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
