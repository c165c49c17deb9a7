import { diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { Stop } from '../diagnostics/stop.ts';
import { generatedLanguages } from './generated-languages.ts';
import type { Language } from './language.ts';
import { writeCurl } from './write-curl.ts';
import { writeJavascript } from './write-javascript.ts';
import { writePython } from './write-python.ts';

/** Their snippets read variables from the environment and run as they are. */
const OWN: readonly Language[] = [
  { name: 'curl', extension: 'sh', write: (request, { comment }) => writeCurl(request, comment) },
  {
    name: 'javascript',
    extension: 'mjs',
    write: (request, { comment, names }) => writeJavascript(request, comment, names),
  },
  {
    name: 'python',
    extension: 'py',
    write: (request, { comment, names }) => writePython(request, comment, names),
  },
];

export const OWN_NAMES: readonly string[] = OWN.map(({ name }) => name);

/**
 * The languages of these names, each once.
 * @throws Stop for names that nothing knows, and where the package that knows the others is not installed.
 */
export function findLanguages(names: readonly string[]): readonly Language[] {
  const asked = [...new Set(names.map((name) => name.toLowerCase()))];
  if (asked.every((name) => OWN_NAMES.includes(name))) return OWN.filter(({ name }) => asked.includes(name));
  const generated = generatedLanguages();
  const known = [...OWN, ...(generated ?? []).filter(({ name }) => !OWN_NAMES.includes(name))];
  const unknown = asked.filter((name) => !known.some((one) => one.name === name));
  const [first, ...rest] = unknown.map((language) => refusal(language, known, generated !== undefined));
  if (first) throw new Stop([first, ...rest]);
  return known.filter(({ name }) => asked.includes(name));
}

function refusal(language: string, languages: readonly Language[], isInstalled: boolean) {
  const names = languages.map(({ name }) => name);
  const known = names.join(', ');
  return isInstalled
    ? diagnostic('language-unknown', { language, known, nearest: nearest(language, names) ?? '' })
    : diagnostic('language-not-installed', { language, known });
}
