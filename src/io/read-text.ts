import type { Outcome } from '../diagnostics/diagnostic.ts';
import type { Limits } from '../model/config.ts';
import type { SourceText } from '../model/spec.ts';
import { checkText } from './check-text.ts';
import type { MayLead } from './download.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { readFileBytes } from './read-file-bytes.ts';
import { isUrl, shownUrl } from './shown-url.ts';

/**
 * The text at an absolute path or http(s) URL, without a byte order mark. Undefined with exactly one diagnostic,
 * located at the path or the URL without its secrets, when it is not there, too large, empty, binary or a web
 * page.
 */
export async function readText(
  file: string,
  limits: Limits,
  mayLead?: MayLead,
): Promise<Outcome<SourceText | undefined>> {
  return isUrl(file) ? readUrl(file, limits, mayLead) : readFile(file, limits);
}

async function readUrl(
  address: string,
  limits: Limits,
  mayLead: MayLead | undefined,
): Promise<Outcome<SourceText | undefined>> {
  const { value, diagnostics } = await fetchBytes(address, limits, mayLead);
  if (!value) return { value: undefined, diagnostics };
  const { bytes, validators: _, ...answer } = value;
  return asSource(checkText(bytes, shownUrl(address)), answer);
}

async function readFile(path: string, limits: Limits): Promise<Outcome<SourceText | undefined>> {
  const { value, diagnostics } = await readFileBytes(path, limits.specBytes);
  if (!value) return { value: undefined, diagnostics };
  return asSource(checkText(value, path));
}

function asSource(
  { value: text, diagnostics }: Outcome<string | undefined>,
  answer: Omit<SourceText, 'text'> = {},
): Outcome<SourceText | undefined> {
  return { value: text === undefined ? undefined : { text, ...answer }, diagnostics };
}
