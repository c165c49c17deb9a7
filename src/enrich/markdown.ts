/** Text of a spec as Markdown that cannot be read as anything but that text. */

/** CommonMark 0.31, section 6.1: a fence longer than any run of backticks inside. */
export function codeSpan(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return '';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** CommonMark 0.31, section 4.5. */
export function codeBlock(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** One line of plain text: every character that Markdown or HTML would act on is escaped. */
export function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>|#&~]/g, '\\$&');
}

/** A link, if `url` is one that a browser may follow; its text alone otherwise. */
export function link(text: string, url: string): string {
  if (!/^https?:\/\/[^\s<>]+$/i.test(url)) return plain(`${text} ${url}`);
  return `[${plain(text)}](<${url}>)`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
