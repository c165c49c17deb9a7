import type { Json } from '../model/json.ts';

/** Objects and lists inside one another: no event has more, and what is deeper would be hard on whoever reads it. */
const DEEPEST = 100;

/** An event's body as JSON, or why it is none. */
export function readEvent(bytes: Uint8Array): { readonly event: Json } | { readonly reason: string } {
  const parsed = parse(bytes);
  if ('reason' in parsed) return parsed;
  return isDeeper(parsed.event, DEEPEST)
    ? { reason: `the body is nested deeper than ${DEEPEST} objects and lists` }
    : parsed;
}

function parse(bytes: Uint8Array): { readonly event: Json } | { readonly reason: string } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { event: JSON.parse(text) as Json };
  } catch (error) {
    if (error instanceof SyntaxError) return { reason: 'the body is no valid JSON' };
    return { reason: 'the body is no UTF-8 text' };
  }
}

/** Level by level, so that no depth is too much for it. */
function isDeeper(value: Json, most: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const inner = level.filter((one) => typeof one === 'object' && one !== null);
    if (depth >= most && inner.length > 0) return true;
    level = inner.flatMap((one) => Object.values(one as object));
  }
  return false;
}
