import type { Outcome } from '../diagnostics/diagnostic.ts';
import type { Limits } from '../model/config.ts';
import { type Download, download, type MayLead } from './download.ts';

/** The document at an http(s) address; undefined with one diagnostic when there is none to be had. */
export async function fetchBytes(
  address: string,
  limits: Limits,
  mayLead?: MayLead,
): Promise<Outcome<Download | undefined>> {
  const answer = await download(address, limits, {}, mayLead);
  if (answer.kind === 'document') return { value: answer.download, diagnostics: [] };
  // That a document is unchanged is told only to who knows it.
  return { value: undefined, diagnostics: answer.kind === 'refused' ? [answer.reason] : [] };
}
