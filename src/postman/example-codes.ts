import { STATUS_CODES } from 'node:http';
import type { Response } from '../model/api.ts';

/**
 * A status code for the saved example of each documented response, all different: its own, for a range such as
 * `4XX` the first free one of the range, for `default` 500, or 200 where no success is documented.
 */
export function exampleCodes(responses: readonly Response[]): ReadonlyMap<Response, number> {
  const codes = new Map<Response, number>();
  const taken = new Set<number>();
  const take = (response: Response, from: number): void => {
    let code = from;
    while (taken.has(code)) code++;
    taken.add(code);
    codes.set(response, code);
  };
  const exact = responses.filter(({ status }) => /^\d{3}$/.test(status));
  for (const response of exact) take(response, Number(response.status));
  for (const response of responses)
    if (/^\dXX$/.test(response.status)) take(response, Number(response.status[0]) * 100);
  const succeeds = [...taken].some((code) => code >= 200 && code < 300);
  for (const response of responses) if (response.status === 'default') take(response, succeeds ? 500 : 200);
  return codes;
}

/** The reason phrase of a code (RFC 9110, section 15); empty for a code that has none. */
export function reasonPhrase(code: number): string {
  return STATUS_CODES[code] ?? '';
}
