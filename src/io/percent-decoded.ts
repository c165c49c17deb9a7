/** Text with its percent escapes decoded, or as it stands when one of them is broken. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
