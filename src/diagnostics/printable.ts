/**
 * What a terminal would act on instead of showing: controls (escape sequences start with one), line and
 * paragraph separators, bidirectional overrides, invisible and tag characters, and halves of surrogate pairs.
 */
const HOSTILE =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Names and titles of a hostile spec have megabytes; what a person needs of them stands at the start. */
const LONGEST = 4_000;

/**
 * `text` on one line, safe to show: each character that a terminal would act on is made visible, and what is too long
 * to be read is cut.
 */
export function printable(text: string): string {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return shown.replace(HOSTILE, (character) => visible(character.codePointAt(0) ?? 0));
}

/** JSON (as `JSON.stringify` gives it) with the same characters written as escapes; it parses to the same value. */
export function printableJson(json: string): string {
  return json.replace(HOSTILE, (character) => (character === '\n' ? character : escaped(character)));
}

function visible(code: number): string {
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `\\u{${code.toString(16)}}`;
}

function escaped(character: string): string {
  let text = '';
  for (let index = 0; index < character.length; index++) {
    text += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return text;
}
