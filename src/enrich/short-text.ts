/** At most `most` UTF-16 units of the text, with an ellipsis for the rest; no half of a surrogate pair is left over. */
export function shortText(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
