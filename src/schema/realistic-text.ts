/** What a field of this name would hold in real life: the first entry whose words are in the name wins. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/e-?mail/, 'ana.lopez@example.com'],
  [/phone|mobile|fax/, '+14155550123'],
  [/first ?name|given ?name/, 'Ana'],
  [/last ?name|family ?name|surname/, 'Lopez'],
  [/full ?name|contact ?name|user ?name/, 'Ana Lopez'],
  [/company|business|organi[sz]ation/, 'Acme Studio'],
  [/web ?site|url|uri|link|href|webhook|avatar|logo|image|photo/, 'https://example.com'],
  [/time ?zone/, 'America/New_York'],
  [/country/, 'US'],
  [/postal|zip/, '94105'],
  [/city/, 'San Francisco'],
  [/state|province/, 'California'],
  [/address|street/, '500 Howard Street'],
  [/currency/, 'USD'],
  [/locale|language|lang$/, 'en-US'],
  [/colou?r/, '#1F6FEB'],
  [/password|secret/, 'your-password'],
  [/date|(created|updated|deleted) ?(at|on)|timestamp/, '2026-01-15T09:30:00.000Z'],
  [/time$/, '09:30'],
  [/description|note|comment|message|body|content|text/, 'Met at the spring trade fair.'],
  [/title|subject/, 'Follow-up call'],
  [/^(source|medium)$/, 'website'],
  [/(^| )slug$/, 'follow-up-call'],
];

/** Deterministic text that reads like the value of a field called `name`. */
export function realisticText(name: string): string {
  const words = wordsOf(name);
  if (/(^| )ids?$/.test(words)) return sampleId(words);
  const known = BY_NAME.find(([pattern]) => pattern.test(words));
  return known ? known[1] : `sample ${words}`.trim();
}

/** `contactFirst_name` -> `contact first name`. */
function wordsOf(name: string): string {
  return name
    .slice(0, 60)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase();
}

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

/** 20 characters as such platforms issue them, the same ones for the same name (a Lehmer generator, seeded by it). */
function sampleId(words: string): string {
  let state = 7;
  for (const character of words) state = (state * 31 + (character.codePointAt(0) ?? 0)) % 2_147_483_647;
  let id = '';
  for (let position = 0; position < 20; position++) {
    state = (state * 48_271) % 2_147_483_647;
    id += ALPHABET[state % ALPHABET.length];
  }
  return id;
}
