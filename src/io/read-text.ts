import type { Outcome } from '../diagnostics/diagnostic.ts';
import type { Limits } from '../model/config.ts';
import { checkText } from './check-text.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { readFileBytes } from './read-file-bytes.ts';
import { isUrl, shownUrl } from './shown-url.ts';

/**
 * The text at an absolute path or http(s) URL, without a byte order mark. Undefined with exactly one diagnostic,
 * located at the path or the URL without its secrets, when it is not there, too large, empty, binary or a web
 * page.
 */
export async function readText(file: string, limits: Limits): Promise<Outcome<string | undefined>> {
  const { value, diagnostics } = isUrl(file)
    ? await fetchBytes(file, limits)
    : await readFileBytes(file, limits.specBytes);
  if (!value) return { value: undefined, diagnostics };
  return checkText(value, isUrl(file) ? shownUrl(file) : file);
}
