import { isRandom, looksGenerated } from './judge-value.ts';
import { isPublicName, SECRET_WORDS } from './secret-name.ts';
import { type TokenFound, tokensIn } from './token-shapes.ts';

/** What looks like a secret inside of a text: a JSON body, a script, an address, prose. */
export function secretsIn(text: string): TextFindings {
  if (text.length < SHORTEST) return NOTHING;
  const certain = [...tokensIn(text), ...namedIn(text)];
  return { certain, random: certain.length > 0 ? [] : randomIn(text) };
}

export interface TextFindings {
  readonly certain: readonly TokenFound[];
  /** Random values without a name of their own in the text. */
  readonly random: readonly TokenFound[];
}

/** True for the name of what is random and no secret: an id, a hash, an address. */
export function isHarmlessName(name: string): boolean {
  return HARMLESS.test(name);
}

const NOTHING: TextFindings = { certain: [], random: [] };
const SHORTEST = 12;

/** `"client_secret": "…"`, `token=…`, `set('api_key', '…')`; the quotes of JSON within JSON are escaped. */
const NAMED = new RegExp(
  `${SECRET_WORDS}\\\\?["']?\\s*[:=,]\\s*\\\\?["']?([^\\s"'\\\\,;&<>{}()[\\]]{16,})`,
  'gi',
);
const BEFORE = 40;

function namedIn(text: string): readonly TokenFound[] {
  return [...text.matchAll(NAMED)].flatMap(({ 0: whole, 1: value = '', index }) => {
    const [start = ''] = /[\w-]*$/.exec(text.slice(Math.max(0, index - BEFORE), index)) ?? [];
    const [end = ''] = /^[\w -]*/.exec(whole) ?? [];
    const name = start + end.trim();
    return !isPublicName(name) && looksGenerated(value)
      ? [{ kind: `a value of ${name}`, shown: '', length: value.length }]
      : [];
  });
}

const HARMLESS = new RegExp(
  `(${[
    ...['ids?', 'key', 'type', 'version', 'accounts?', 'nonce', 'pattern'],
    ...['hash', 'etag', 'sha\\d*', 'md5', 'checksum', 'digest', 'fingerprint', 'integrity'],
    ...['ur[il]', 'href', 'src', 'link', 'path', 'address(?:es)?', 'page', 'cursor', 'marker'],
  ].join('|')})$`,
  'i',
);

/** Alone between blanks or quotes: not a part of an address, of a path, or of something longer. */
const RANDOM = /(?<=^|[\s"'`])[A-Za-z\d_+/-]{32,100}={0,2}(?=$|[\s"'`,;])/g;
/** `"id": `, before its value in a JSON body. */
const NAME_BEFORE = /(\w+)\\?["']?\s*[:=]\s*\\?["']?$/;

function randomIn(text: string): readonly TokenFound[] {
  return [...text.matchAll(RANDOM)].flatMap(({ 0: value, index }) => {
    if (!isRandom(value)) return [];
    const name = NAME_BEFORE.exec(text.slice(Math.max(0, index - BEFORE), index))?.[1] ?? '';
    return HARMLESS.test(name) ? [] : [{ kind: 'a random value', shown: '', length: value.length }];
  });
}
