/** Characters that an editor, a diff or a terminal would obey rather than show. */
const DISOBEDIENT = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** JSON as it is written to files: two spaces, a line end, and no invisible character unescaped. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`.replace(
    DISOBEDIENT,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
