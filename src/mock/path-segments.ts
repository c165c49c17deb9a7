/** One segment of a path template: text and parameters in turn, `{name}:cancel`, `f.{fmt}`. */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'mixed'; readonly parts: readonly Part[] };

type Part = { readonly text: string } | { readonly name: string };

/** `/contacts/{contactId}/` -> `contacts`, `{contactId}`, and an empty one that stands for the trailing slash. */
export function parseTemplate(template: string): readonly Segment[] {
  const path = template.split(/[?#]/)[0] ?? '';
  return path.replace(/^\//, '').split('/').map(parseSegment);
}

/** Parameters by name when `text` is what the segment describes; a parameter is never empty. */
export function matchMixed(
  parts: readonly Part[],
  text: string,
): readonly (readonly [string, string])[] | undefined {
  const found: [string, string][] = [];
  let rest = text;
  for (const [index, part] of parts.entries()) {
    if ('text' in part) {
      if (!rest.startsWith(part.text)) return undefined;
      rest = rest.slice(part.text.length);
      continue;
    }
    const end = endOfParameter(parts[index + 1], index + 2 >= parts.length, rest);
    if (end <= 0) return undefined;
    found.push([part.name, rest.slice(0, end)]);
    rest = rest.slice(end);
  }
  return rest === '' ? found : undefined;
}

function parseSegment(segment: string): Segment {
  const whole = /^\{([^{}]+)\}$/.exec(segment)?.[1];
  if (whole !== undefined) return { kind: 'parameter', name: whole };
  if (!/\{[^{}]+\}/.test(segment)) return { kind: 'literal', text: segment };
  const pieces = segment.split(/\{([^{}]+)\}/);
  const parts = pieces.map((piece, index): Part => (index % 2 === 0 ? { text: piece } : { name: piece }));
  return { kind: 'mixed', parts: parts.filter((part) => 'name' in part || part.text !== '') };
}

/** A parameter ends where the next text begins: its last occurrence when nothing follows that text. */
function endOfParameter(next: Part | undefined, nextIsLast: boolean, rest: string): number {
  if (next === undefined) return rest.length;
  if (!('text' in next)) return 1;
  return nextIsLast ? rest.length - next.text.length : rest.indexOf(next.text, 1);
}
