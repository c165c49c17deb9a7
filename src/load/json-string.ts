/** Strings of a JSON text by their offsets: what a parser throws away, and what stands between them, is found so. */

/** The offset after the string whose opening quote stands at `offset`; the end of a text that ends inside it. */
export function afterString(text: string, offset: number): number {
  for (let at = text.indexOf('"', offset + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    if (!isEscaped(text, at)) return at + 1;
  }
  return text.length;
}

/** The file may have changed since it was read: what is no JSON string is taken as it is written. */
export function nameIn(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(offset - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

const BACKSLASH = 0x5c;
