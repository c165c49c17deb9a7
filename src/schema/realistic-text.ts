const MOMENT = '2026-01-15T09:30:00.000Z';

/**
 * What a field whose name ends in these words holds, whatever stands before them (`emailStatus` is no address): the
 * first entry that matches wins.
 */
const BY_ENDING: readonly (readonly [RegExp, string])[] = [
  [/(^| )status$/, 'active'],
  [/(^| )(content|mime|media) ?type$/, 'text/plain'],
  [/(^| )type$/, 'standard'],
  [/(^| )(at|date|timestamp)$/, MOMENT],
  [/(^| )(phone|mobile|cell|fax|whatsapp|sms|call|caller|from|to|contact) ?number$/, '+14155550123'],
  [/(^| )(account|card|routing) ?number$/, '000123456789'],
  [/(^| )number$/, '1001'],
  [/(^| )(uuid|guid)s?$/, '6f1c2a9e-4b7d-4e55-9c3a-0d8e7f615b24'],
  [/(^| )(limit|page ?size|per ?page)$/, '10'],
  [/(^| )(offset|skip)$/, '0'],
  [/(^| )page$/, '1'],
  [/(^| )api ?key$/, 'your-api-key'],
  [/(^| )status ?code$/, '200'],
  [/(^| )sort ?code$/, '20-00-00'],
  [/(^| )(area|dial(ling)?|calling) ?code$/, '415'],
  [/(?<!country|currency|language|locale|postal|post|zip|colou?r|time ?zone|state|city)(^| )code$/, 'ABC123'],
  [/(^| )priority$/, 'high'],
  [/(^| )role$/, 'admin'],
  [/(^| )(category|group)$/, 'general'],
  [/(^| )(frequency|interval)$/, 'monthly'],
  [/(^| )(method|channel)$/, 'email'],
  [/(^| )gender$/, 'female'],
  [/(^| )reason$/, 'Asked by phone'],
  [/(^| )version$/, '1.0.0'],
  [/(^| )ip( ?address)?$/, '203.0.113.10'],
  [/(^| )domain$/, 'example.com'],
  [/(^| )(amount|price|total|balance)$/, '49.00'],
  [/(^| )(lat|latitude)$/, '37.7749'],
  [/(^| )(lng|lon|longitude)$/, '-122.4194'],
];

/** What a field of this name would hold in real life: the first entry whose words are in the name wins. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/e-?mail/, 'ana.lopez@example.com'],
  [/phone|mobile|fax/, '+14155550123'],
  [/\busername/, 'ana.lopez'],
  [/first ?name|given ?name/, 'Ana'],
  [/last ?name|family ?name|surname/, 'Lopez'],
  [/full ?name|contact ?name|user name/, 'Ana Lopez'],
  [/company|business|organi[sz]ation/, 'Acme Studio'],
  [/web ?site|\bur[il]|ur[il]s?\b|links?\b|href|webhook|avatar|\blogo|image|photo/, 'https://example.com'],
  [/time ?zone/, 'America/New_York'],
  [/country/, 'US'],
  [/postal|\bzip/, '94105'],
  [/\bcity/, 'San Francisco'],
  [/\bstates?\b|province/, 'California'],
  [/address|street/, '500 Howard Street'],
  [/currency/, 'USD'],
  [/locale|language|lang$/, 'en-US'],
  [/colou?r/, '#1F6FEB'],
  [/password|secret/, 'your-password'],
  [/\b(birth|due|end|expiry|start)?date(?!d)|(created|updated|deleted) ?(at|on)|timestamp/, MOMENT],
  [/\btime$/, '09:30'],
  [/description|\bnotes?\b|comment|message|\bbody|\bcontents?$|\btext/, 'Met at the spring trade fair.'],
  [/title|subject/, 'Follow-up call'],
  [/^(source|medium)$/, 'website'],
  [/(^| )slug$/, 'follow-up-call'],
];

/** Of headers such as `X-Region`. */
const EXTENSION = /^x /;

const ENTRIES = [...BY_ENDING, ...BY_NAME];

/** Deterministic text that reads like the value of a field called `name`. */
export function realisticText(name: string): string {
  const words = wordsOf(name);
  if (/(^| )ids?$|^ids? /.test(words)) return sampleId(words);
  const known = ENTRIES.find(([pattern]) => pattern.test(words));
  return known ? known[1] : `sample ${words.replace(EXTENSION, '')}`.trim();
}

/** Words that any field may hold, after `text`: as many as make it `shortest` long, and no more than `longest`. */
export function longText(text: string, shortest: number, longest: number): string {
  let long = text;
  for (let index = 0; long.length < shortest; index++) long += ` ${FILLER[index % FILLER.length]}`;
  return long.slice(0, longest).trimEnd().padEnd(shortest, '.');
}

const FILLER =
  'for the team in San Francisco as agreed with Ana Lopez after the spring trade fair and to be read before the next call'.split(
    ' ',
  );

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
