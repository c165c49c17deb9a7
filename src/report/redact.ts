import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { RunReport } from '../model/report.ts';
import { replaceBase64 } from './find-in-base64.ts';

const REMOVED = '(removed)';

/** Shorter secrets would be found in words and numbers that mean something else: they count as whole values only. */
const SHORTEST = 4;

/** Replaces secrets in a text, in whatever form a server or a tool may echo them. */
export type Redact = (text: string) => string;

export function redactor(secrets: readonly string[]): Redact {
  const sorted = [...new Set(secrets)]
    .filter((secret) => secret !== '')
    .toSorted((left, right) => right.length - left.length);
  if (sorted.length === 0) return (text) => text;
  const long = sorted.filter((secret) => secret.length >= SHORTEST);
  const plain = long.flatMap((secret) => [inAnyForm(secret), everyByteEncoded(secret)]);
  const parts = long.flatMap((secret) => inBase64(secret).map(inAnyForm));
  const short = sorted.filter((secret) => secret.length < SHORTEST).map(asWholeValue);
  const all = new RegExp([...plain, ...parts, ...short].join('|'), 'gi');
  if (plain.length === 0) return (text) => text.replaceAll(all, REMOVED);
  const inBytes = new RegExp(plain.join('|'), 'i');
  return (text) => replaceBase64(text.replaceAll(all, REMOVED), (decoded) => inBytes.test(decoded), REMOVED);
}

/** All of a text, of a JSON string, of a parameter in a URL, or what follows `Bearer`. */
function asWholeValue(secret: string): string {
  const form = inAnyForm(secret);
  return `(?<=^|=|\\bbearer )${form}(?=$|&)|(?<=")${form}(?="(?!\\s*:))`;
}

/** The report with every string of it redacted, and long ones cut. */
export function redactReport(report: RunReport, redact: Redact): RunReport {
  return redactValue(report, redact) as RunReport;
}

/** What is thrown while secrets are around, without them: a message may repeat what was sent. */
export function redactError(error: unknown, redact: Redact): unknown {
  if (error instanceof Stop) {
    const [first, ...rest] = error.diagnostics;
    const redacted = (one: Diagnostic): Diagnostic =>
      ({ ...one, args: redactValue(one.args, redact) }) as Diagnostic;
    return new Stop([redacted(first), ...rest.map(redacted)]);
  }
  if (!(error instanceof Error)) return redactValue(error, redact);
  const { message, stack = '' } = error;
  return Object.assign(error, { message: redact(message), stack: redact(stack) });
}

function redactValue(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return clipped(redact(value.slice(0, LONGEST + MARGIN)));
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactValue(inner, redact)]));
}

/** A server may say megabytes; a person reads the beginning. */
const LONGEST = 4_000;
/** Cut off after redaction, so that no half of a secret stays at the cut. */
const MARGIN = 4_000;

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const SHORT_ESCAPES = new Map([
  ['\n', 'n'],
  ['\r', 'r'],
  ['\t', 't'],
  ['\b', 'b'],
  ['\f', 'f'],
]);
const ENTITIES = new Map([
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['"', 'quot'],
  ["'", 'apos'],
]);
/** Of the web's alphabet of base64. */
const TWINS = new Map([
  ['+', '-'],
  ['/', '_'],
]);

/**
 * A pattern for a text that is plain, URL-encoded, JSON- or HTML-escaped, also several times over, character by
 * character, since encoders differ in which ones they leave alone. Repetitions have a limit so that no text makes it
 * slow.
 */
function inAnyForm(text: string): string {
  return [...text].map((one) => (/^[\w.-]$/.test(one) ? literal(one) : escapedOrNot(one))).join('');
}

function everyByteEncoded(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

function escapedOrNot(character: string): string {
  const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
  const code = character.codePointAt(0) ?? 0;
  const units = character.split('');
  const short = SHORT_ESCAPES.get(character);
  const named = ENTITIES.get(character);
  const twin = TWINS.get(character);
  const numbers = `#0{0,6}${code}|#x0{0,6}${hex(code, 1)}`;
  return `(?:${[
    character === '\\' ? '\\\\{1,8}' : `\\\\{0,8}${literal(character)}`,
    [...Buffer.from(character)].map((byte) => `%(?:25){0,4}${hex(byte, 2)}`).join(''),
    units.map((unit) => `\\\\{1,8}u${hex(unit.charCodeAt(0), 4)}`).join(''),
    `&(?:amp;){0,4}(?:${named === undefined ? numbers : `${named}|${numbers}`});`,
    ...(short === undefined ? [] : [`\\\\{1,8}${short}`]),
    ...(twin === undefined ? [] : [literal(twin)]),
    ...(character === ' ' ? ['\\+'] : []),
  ].join('|')})`;
}

function literal(character: string): string {
  return character.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/**
 * Base64 takes three bytes at a time, so that a secret inside a longer text looks different by where it starts; of
 * each of the three, the part that depends on the secret alone.
 */
function inBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = offset === 0 ? 0 : offset + 1;
    // The last character may hold bits of what follows.
    const end = (offset + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    const own = text.slice(start, end);
    return own.length < 6 ? [] : [own];
  });
}
