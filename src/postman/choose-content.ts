import type { MediaType } from '../model/api.ts';

/** The media type to send or to show: JSON where it is offered, else the first one. */
export function chooseContent(contents: readonly MediaType[]): MediaType | undefined {
  return contents.find(({ type }) => isJson(type)) ?? contents[0];
}

/** `application/json`, `application/problem+json; charset=utf-8`. */
export function isJson(type: string): boolean {
  return /^[^/\s]+\/([^;\s]*\+)?json\s*(;|$)/i.test(type.trim());
}
