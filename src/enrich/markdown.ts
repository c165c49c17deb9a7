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

/**
 * One line of the spec's Markdown: code, emphasis and links that a browser may follow stay, whole ones only. All else
 * that Markdown or HTML would act on, an image or a tag, is escaped. Takes a text that is short already.
 */
export function inline(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(INLINE, (whole: string, ...rest: unknown[]) => {
      const { label, url, mark, inner } = rest.at(-1) as { readonly [group: string]: string | undefined };
      if (label !== undefined) return `[${inline(label)}](${url})`;
      if (mark !== undefined) return `${mark}${inline(inner ?? '')}${mark}`;
      return whole.length === 1 ? plain(whole) : whole;
    });
}

/** CommonMark 0.31, section 6, as far as it is kept; last, what has to be escaped outside of that. */
const INLINE = new RegExp(
  [
    /\\[!-/:-@[-`{-~]/,
    /(?<!`)(?<fence>`+)(?!`).+?(?<!`)\k<fence>(?!`)/,
    /(?<!!)\[(?<label>[^[\]]+)\]\((?<url>https?:\/\/[^\s<>()`\\]+)\)/,
    /<https?:\/\/[^\s<>`]+>/,
    /https?:\/\/[^\s<>()[\]`*"'\\|]+/,
    /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]*);/,
    /(?<!\w)(?<mark>\*\*|__|\*|_)(?=\S)(?<inner>.+?)(?<=\S)\k<mark>(?!\w)/,
    /[\\`*_[\]<>|#&~]/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** A link, if `url` is one that a browser may follow; its text alone otherwise. */
export function link(text: string, url: string): string {
  if (!/^https?:\/\/[^\s<>]+$/i.test(url)) return plain(`${text} ${url}`);
  return `[${plain(text)}](<${url}>)`;
}

/** Sentences of one description, each on its own whatever Markdown the one before it leaves open. */
export function sentences(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .reduce((text, part) => {
      if (text === '') return part;
      const whole = closed(text);
      if (whole.includes('\n')) return `${whole}\n\n${part}`;
      return `${/[\p{L}\p{N})\]"'`]$/u.test(whole) ? `${whole}.` : whole} ${part}`;
    }, '');
}

/** Markdown with the blocks closed that would swallow what we write after it. */
export function closed(text: string): string {
  const fence = openFence(text);
  const ended = fence === '' ? text : `${text}\n${fence}`;
  return OPEN_HTML.reduce(
    (clean, [start, end]) =>
      clean.replaceAll(start, (whole: string, indent: string, ...rest: unknown[]) => {
        const at = Number(rest.find((part) => typeof part === 'number'));
        return end.test(clean.slice(at + whole.length)) ? whole : `${indent}&lt;`;
      }),
    ended,
  );
}

/** CommonMark 0.31, section 4.5; a fence in a list or a quote ends with that. */
function openFence(text: string): string {
  let open = '';
  let isNested = false;
  for (const line of text.split(/\r?\n/)) {
    const [, before = '', marks, after = ''] =
      /^([\s>]*(?:(?:[-*+]|\d+[.)])\s+)*)(`{3,}(?!.*`)|~{3,})(.*)$/.exec(line) ?? [];
    if (marks === undefined) continue;
    if (open === '') {
      open = marks;
      isNested = !/^ {0,3}$/.test(before);
    } else if (marks.startsWith(open) && after.trim() === '') open = '';
  }
  return isNested ? '' : open;
}

/** CommonMark 0.31, section 4.6: the HTML blocks that an empty line does not end, and what does. */
const OPEN_HTML: readonly (readonly [RegExp, RegExp])[] = [
  [/^( {0,3})<(?=(?:script|pre|style|textarea)(?:\s|>|$))/gim, /<\/(script|pre|style|textarea)>/i],
  [/^( {0,3})<(?=!--)/gm, /-->/],
  [/^( {0,3})<(?=\?)/gm, /\?>/],
  [/^( {0,3})<(?=!\[CDATA\[)/gm, /\]\]>/],
  [/^( {0,3})<(?=![A-Za-z])/gm, />/],
];

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
