import type { Outcome } from '../diagnostics/diagnostic.ts';
import { decodeText } from './decode-text.ts';
import { refuse } from './refuse.ts';

/** As far as a title is looked for in a page. */
const HEAD = 20_000;
const LONGEST_TITLE = 100;

/** The bytes of `file` as text; undefined with one diagnostic when they are none, or nothing, or a web page. */
export function checkText(bytes: Uint8Array, file: string): Outcome<string | undefined> {
  const decoded = decodeText(bytes);
  if ('byte' in decoded) return refuse(file, 'spec-binary', { byte: decoded.byte });
  const { text } = decoded;
  if (!/\S/.test(text)) return refuse(file, 'spec-empty', { bytes: bytes.byteLength });
  if (isHtml(text)) return refuse(file, 'spec-html', { title: titleOf(text) });
  return { value: text, diagnostics: [] };
}

function isHtml(text: string): boolean {
  return /^\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html)\b/i.test(text.slice(0, HEAD));
}

function titleOf(page: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(page.slice(0, HEAD))?.[1] ?? '';
  return title.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TITLE);
}
