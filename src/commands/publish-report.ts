import type { Screen } from '../io/console.ts';
import { readTemplate } from '../io/read-templates.ts';
import { appendStepSummary, writeReports } from '../io/write-reports.ts';
import type { RunReport } from '../model/report.ts';
import { formatHtml, type PageTemplates } from '../report/format-html.ts';
import { formatJunit } from '../report/format-junit.ts';
import { formatAnnotations, formatMarkdown } from '../report/format-markdown.ts';

/** Writes the report in its forms into a folder, and tells GitHub's runner where it runs there. */
export async function publishReport(report: RunReport, folder: string, notes: Screen): Promise<void> {
  const files = new Map([
    ['smoke.json', () => `${JSON.stringify(report, null, 2)}\n`],
    ['junit.xml', () => formatJunit(report)],
    ['report.html', () => formatHtml(report, pageTemplates())],
  ]);
  await writeReports(folder, files);
  if (!process.env['GITHUB_ACTIONS']) return;
  await appendStepSummary(formatMarkdown(report));
  for (const line of formatAnnotations(report)) notes.print(line);
}

/** What the page is made of. */
export function pageTemplates(): PageTemplates {
  return {
    page: readTemplate('report.html'),
    styles: ['report.css', 'report-rows.css'].map(readTemplate),
    scripts: ['report-rows.js', 'report.js'].map(readTemplate),
  };
}
