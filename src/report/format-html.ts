import { createHash } from 'node:crypto';
import type { RunReport } from '../model/report.ts';

/**
 * The report as one page that needs nothing else. `template` is `templates/report.html`: the report goes into its
 * JSON block, and its policy allows exactly the style and the script that stand in it.
 */
export function formatHtml(report: RunReport, template: string): string {
  const [style, script] = [contentOf(template, 'style'), contentOf(template, 'script')];
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  return template.replace('POLICY', () => policy).replace('{} /* report */', () => inScript(report));
}

function contentOf(template: string, element: string): string {
  const found = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(template);
  if (!found) throw new Error(`The template has no <${element}>.`);
  return found[1] ?? '';
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** HTML reads a script's text up to its end tag, whatever stands in quotes. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
