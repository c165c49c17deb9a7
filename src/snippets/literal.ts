/** What a terminal or an editor would act on instead of showing, and halves of surrogate pairs; lines may end. */
export const HIDDEN =
  /(?!\n)[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
};

/** A string literal of JavaScript (ECMA-262, section 12.9.4). */
export function javascriptString(text: string): string {
  return literal(text, (code) => `\\u{${code.toString(16)}}`);
}

/** A string literal of Python (language reference, section 2.4.1). */
export function pythonString(text: string): string {
  return literal(text, (code) =>
    code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`,
  );
}

function literal(text: string, escaped: (code: number) => string): string {
  const short = text.replaceAll(/["\\\n\r\t]/g, (character) => SHORT[character] ?? character);
  return `"${short.replaceAll(HIDDEN, (character) => escaped(character.codePointAt(0) ?? 0))}"`;
}
