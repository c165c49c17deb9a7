import type { Aspect } from '../model/contract.ts';

/** What a person would call an aspect. */
const WORDS: Readonly<Record<Aspect, string>> = {
  schemas: 'enums, formats, limits, null and required fields',
  examples: 'fields of bodies',
  'auth schemes': 'auth schemes',
  scopes: 'scopes',
  deprecation: 'deprecation',
  ids: 'operation ids',
  'content types': 'content types',
  'response headers': 'headers of responses',
  required: 'which parameters and bodies are required',
  servers: 'servers',
};

/** `Not compared, since a collection does not tell: …`; undefined when all was compared. */
export function sayNotCompared(aspects: readonly Aspect[]): string | undefined {
  if (aspects.length === 0) return undefined;
  return `Not compared, since a collection does not tell: ${aspects.map((aspect) => WORDS[aspect]).join('; ')}`;
}
