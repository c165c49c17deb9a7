import type { Random } from './random.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TRIES = 40;

/** A new id that looks like the documented one: same length, same kinds of characters, same prefix (`cus_`). */
export function mintId<Id extends string | number>(
  example: Id,
  random: Random,
  isTaken: (id: string) => boolean,
): Id {
  for (let count = 0; count < TRIES; count++) {
    const id = alike(String(example), random);
    if (!isTaken(id)) return (typeof example === 'number' ? Number(id) : id) as Id;
  }
  // So short that chance finds no free one: it grows.
  const long = alike(`${example}000000`, random);
  return (typeof example === 'number' ? Number(long) : long) as Id;
}

/** A trace id in the form of a UUID. */
export function mintTraceId(random: Random): string {
  return alike('00000000-0000-4000-8000-000000000000', random);
}

function alike(example: string, random: Random): string {
  const uuid = UUID.test(example);
  const hex = uuid || /^(?=.*\d)[0-9a-f]{8,}$/i.test(example);
  const prefix = uuid ? '' : (/^[A-Za-z]+[_:-](?=.)/.exec(example)?.[0] ?? '');
  let id = prefix;
  for (let index = prefix.length; index < example.length; index++) {
    // Version and variant of a UUID (RFC 9562, section 4).
    const fixed = uuid && (index === 14 || index === 19);
    const character = example[index] ?? '';
    id += fixed ? character : replaced(character, id === prefix, uuid || hex, random);
  }
  return id;
}

function replaced(character: string, first: boolean, hex: boolean, random: Random): string {
  const pick = (alphabet: string): string => alphabet[Math.floor(random() * alphabet.length)] ?? character;
  if (hex && /[0-9a-f]/i.test(character))
    return pick(/[A-F]/.test(character) ? '0123456789ABCDEF' : '0123456789abcdef');
  if (/\d/.test(character)) return pick(first ? DIGITS.slice(1) : DIGITS);
  if (/[a-z]/.test(character)) return pick(LOWER);
  if (/[A-Z]/.test(character)) return pick(LOWER.toUpperCase());
  return character;
}
