import { createHash } from 'node:crypto';
import type { RunReport } from '../model/report.ts';
import { inScript } from './in-script.ts';
import { verdictOf } from './verdict.ts';

/** Texts of the files in `templates/` that the page is made of. */
export interface PageTemplates {
  readonly page: string;
  /** One after the other. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/**
 * The report as one page that needs nothing else. The report and its verdict go into the page's JSON block, and its
 * policy allows exactly the style and the script that stand in it.
 */
export function formatHtml(report: RunReport, { page, styles, scripts }: PageTemplates): string {
  const [style, script] = [styles.join('\n'), scripts.join('\n')];
  const parts = new Map([
    [
      'POLICY',
      `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`,
    ],
    ['STYLE', style],
    ['REPORT', inScript({ ...report, verdict: verdictOf(report) })],
    ['SCRIPT', script],
  ]);
  return page.replace(/\b(POLICY|STYLE|REPORT|SCRIPT)\b/g, (name) => parts.get(name) ?? name);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
