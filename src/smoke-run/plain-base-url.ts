import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { shownUrl } from '../io/shown-url.ts';

/** Requests add their path to it, and reports show it. @throws Stop when it is none, or holds a password. */
export function plainBaseUrl(text: string): string {
  if (text === '') return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain =
    url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (isPlain) return text.replace(/\/+$/, '');
  throw new Stop([diagnostic('target-invalid', { url: shownUrl(text) })]);
}
