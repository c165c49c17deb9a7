import { printableJson } from '../diagnostics/printable.ts';
import { HIDDEN } from './literal.ts';
import { mapText, type Pieces } from './pieces.ts';
import { addressOf } from './read-request.ts';
import { type FormPair, type MultipartField, type SnippetRequest, UPLOAD } from './snippet-request.ts';

/** How a word of the command is written. */
export type WriteWord = (pieces: Pieces) => string;

/** A command for a POSIX shell; a variable that is not set stops it before anything is sent. */
export function writeCurl(request: SnippetRequest, comment: readonly string[]): string {
  // Of brackets and braces in an address curl would make several.
  const options = ['--silent --show-error --fail-with-body --globoff', ...curlOptions(request, shellWord)];
  const lines = [...comment.map((line) => `# ${line}`), `curl ${options.join(' \\\n  ')}`];
  return `${lines.join('\n')}\n`;
}

/** The options that say what is sent. */
export function curlOptions(request: SnippetRequest, word: WriteWord): readonly string[] {
  const { method, base, headers, basic } = request;
  return [
    `--request ${word([method])}`,
    `--url ${word([...base, ...addressOf(request)])}`,
    ...(basic ? [`--user ${word([...basic.username, ':', ...basic.password])}`] : []),
    ...headers.map(({ name, value }) => `--header ${word(headerText(name, value))}`),
    ...bodyOptions(request, word),
  ];
}

/** With nothing after the colon curl would take the header away. */
function headerText(name: string, value: Pieces): Pieces {
  return value.length === 0 ? [`${name};`] : [`${name}: `, ...value];
}

function bodyOptions({ body }: SnippetRequest, word: WriteWord): readonly string[] {
  if (body === undefined) return [];
  if (body.kind === 'text') return [`--data-raw ${word(mapText(body.text, shownInJson(body.raw)))}`];
  if (body.kind === 'file') return [`--data-binary ${word(['@', { variable: UPLOAD }])}`];
  if (body.kind === 'form') return body.fields.map((field) => `--data-urlencode ${word(pair(field))}`);
  return body.fields.map((field) => part(field, word));
}

/** curl encodes what follows the first `=`. */
function pair({ name, value }: FormPair): Pieces {
  return [`${encodeURIComponent(Buffer.from(name).toString())}=`, ...value];
}

function part({ name, value, contentType }: MultipartField, word: WriteWord): string {
  const type = contentType === undefined ? '' : `;type=${contentType}`;
  if (value === undefined) return `--form ${word([`${name}=@"`, { variable: UPLOAD }, `"${type}`])}`;
  // Without a type nothing in the value has a meaning; with one, nothing between quotes has.
  if (type === '') return `--form-string ${word([`${name}=`, ...value])}`;
  const inQuotes = mapText(value, (text) => text.replaceAll(/["\\]/g, '\\$&'));
  return `--form ${word([`${name}="`, ...inQuotes, `"${type}`])}`;
}

/** In JSON, what a terminal would act on can stand as an escape. */
function shownInJson(raw: string): (text: string) => string {
  try {
    // It fails where such a character stands between values.
    JSON.parse(printableJson(raw));
    return printableJson;
  } catch {
    return (text) => text;
  }
}

function shellWord(pieces: Pieces): string {
  const words = mapText(pieces, (text) => text).map((piece) =>
    typeof piece === 'string' ? quoted(piece) : `"\${${piece.variable}:?}"`,
  );
  return words.join('') || "''";
}

/** Between single quotes a shell knows no special character but the quote itself; it has no NUL. */
function quoted(text: string): string {
  const clean = text.replaceAll('\0', '');
  if (/^[\w@%+=:,./-]+$/.test(clean)) return clean;
  const whole = `'${clean.replaceAll("'", "'\\''")}'`;
  return whole.replaceAll(HIDDEN, (character) => `'"$(printf '${octal(character)}')"'`);
}

/** POSIX, printf: a byte as `\ddd`. */
function octal(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
