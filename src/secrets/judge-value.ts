import { isWords } from './token-shapes.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Ids of MongoDB. */
const OBJECT_ID = /^[\da-f]{24}$/i;
const TIME = /^\d{4}-\d\d-\d\d/;
const PLACEHOLDER = /\{\{|\$\{|^[<[(]|your|sample|example|placeholder|change.?me|redacted/i;
/** Words that no machine makes; code, and addresses. */
const WORDED = /dummy|hidden|mock|fake|sandbox|test|string|token|secret|pass|:\/\/|[\s()]/i;
/** A person typed it, or left a part of it out: chance gives `1234` or `xxxx` to one of 100,000 tokens. */
const MADE_UP = /0123|1234|2345|3456|4567|5678|6789|abcd|bcde|cdef|wxyz|(.)\1{3}|\.\.|…/i;

const SHORTEST_GENERATED = 16;
const LONGEST_GENERATED = 2_000;
const SWITCHES = 3;

/** True for a value under a secret name that a machine may have made: no word, id, time or placeholder. */
export function looksGenerated(value: string): boolean {
  if (value.length < SHORTEST_GENERATED || value.length > LONGEST_GENERATED) return false;
  if (UUID.test(value) || OBJECT_ID.test(value) || TIME.test(value)) return false;
  if (isPlaceholder(value) || WORDED.test(value) || MADE_UP.test(value) || isWords(value)) return false;
  return switches(value) >= SWITCHES;
}

/** True for what stands in the place of a secret: nothing, a variable, `<your token>`, `********`. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || new Set(value).size <= 2;
}

const LEAST_BITS = 4.25;
const LEAST_SWITCHES = 6;

/** Ids that were put together, of a document, of a time; ids that say of what they are; paths, hashes. */
const COMPOSED = /(^|[_/-])(\d{10,}|[\da-f]{24})([_/-]|$)|^[a-z]+_|^\/|^sha\d+-/i;

/** True for a value that is random for sure, whatever it is called; ids, hashes and encoded text are not. */
export function isRandom(value: string): boolean {
  if (!/[a-z]/.test(value) || !/[A-Z]/.test(value)) return false;
  if (switches(value) < LEAST_SWITCHES || MADE_UP.test(value) || WORDED.test(value)) return false;
  if (isPlaceholder(value)) return false;
  return bitsPerCharacter(value) >= LEAST_BITS && !COMPOSED.test(value) && !isEncodedText(value);
}

/** How often letters and digits take turns. */
function switches(value: string): number {
  return (value.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g) ?? []).length;
}

/** Shannon's entropy. */
function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Base64 of what a person can read: a cursor, an encoded address. */
function isEncodedText(value: string): boolean {
  return /^[\t\n\r -~]+$/.test(Buffer.from(value, 'base64').toString('latin1'));
}
