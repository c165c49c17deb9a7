/** Characters of base64 and of its alphabet for URLs, as a tool may write them: URL-encoded, JSON-escaped. */
const PLUS = '%(?:25){0,4}2b|\\\\{1,8}u002b|&#(?:43|x2b);';
const SLASH = '%(?:25){0,4}2f|\\\\{1,8}(?:u002f|/)|&#(?:47|x2f);';
/** MIME (RFC 2045, section 6.8) breaks the lines of base64; so does JSON or a URL that holds them. */
const BREAK = '\\r?\\n[ \\t]*|\\\\{1,8}[rn]|%(?:25){0,4}0[da]|&#(?:10|13|x[ad]);';
const RUN = new RegExp(`(?:[a-z0-9+/_-]|${PLUS}|${SLASH}|${BREAK})+`, 'gi');
const PLUSES = new RegExp(PLUS, 'gi');
const SLASHES = new RegExp(SLASH, 'gi');
const BREAKS = new RegExp(BREAK, 'gi');

/** Of four bytes; less says nothing. */
const SHORTEST = 6;
/** Base64 of base64 of base64 is as far as we look. */
const DEEPEST = 3;

/**
 * Calls `replace` in place of each stretch of base64 that holds what `isFound` finds in its bytes, whatever stood
 * before it, in lines or not, also when it is base64 once more. What a text glues to it, such as the path of a URL,
 * goes with it.
 */
export function replaceBase64(
  text: string,
  isFound: (decoded: string) => boolean,
  replacement: string,
): string {
  return text.replaceAll(RUN, (run) => (holds(run, isFound, 1) ? replacement : run));
}

function holds(run: string, isFound: (decoded: string) => boolean, depth: number): boolean {
  const plain = run.replaceAll(BREAKS, '').replaceAll(PLUSES, '+').replaceAll(SLASHES, '/');
  if (plain.length < SHORTEST) return false;
  // Letters before it shift it: one of four beginnings is right.
  return [0, 1, 2, 3].some((start) => {
    const decoded = Buffer.from(plain.slice(start), 'base64').toString('utf8');
    if (isFound(decoded)) return true;
    return depth < DEEPEST && (decoded.match(RUN) ?? []).some((inner) => holds(inner, isFound, depth + 1));
  });
}
