import type { Screen } from '../io/console.ts';
import { readTemplate } from '../io/read-templates.ts';
import { appendStepSummary, writeReports } from '../io/write-reports.ts';
import type { RunReport } from '../model/report.ts';
import { formatHtml } from '../report/format-html.ts';
import { formatJunit } from '../report/format-junit.ts';
import { formatAnnotations, formatMarkdown } from '../report/format-markdown.ts';

/** Writes the report in its forms into a folder, and tells GitHub's runner where it runs there. */
export async function publishReport(report: RunReport, folder: string, notes: Screen): Promise<void> {
  const files = new Map([
    ['smoke.json', `${JSON.stringify(report, null, 2)}\n`],
    ['junit.xml', formatJunit(report)],
    ['report.html', formatHtml(report, readTemplate('report.html'))],
  ]);
  await writeReports(folder, files);
  if (!process.env['GITHUB_ACTIONS']) return;
  await appendStepSummary(formatMarkdown(report));
  for (const line of formatAnnotations(report)) notes.print(line);
}

export function hasFailures({ totals, modules, state }: RunReport): boolean {
  const nothing = totals.sent === 0 && totals.skipped > 0;
  return (
    nothing || totals.failed > 0 || state !== 'complete' || modules.some(({ error }) => error !== undefined)
  );
}
