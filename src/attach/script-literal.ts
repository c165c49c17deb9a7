import type { Json } from '../model/json.ts';

/**
 * A value as a JavaScript expression: the only way in which text of a spec reaches a script. Nothing in it ends a
 * string, a comment, a template, a script element or a line, and Postman finds no `{{variable}}` in it.
 */
export function scriptLiteral(value: Json): string {
  const text = JSON.stringify(value)
    // As a key of a literal, `__proto__` would set the prototype; in brackets it is a name.
    .replaceAll(/(?<=[{,])"__proto__":/g, '["__proto__"]:');
  return text.replaceAll(DANGEROUS, escapeCharacter);
}

const DANGEROUS =
  /[<>`\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\{(?=\{)|\$(?=\{)|\*(?=\/)/g;

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
