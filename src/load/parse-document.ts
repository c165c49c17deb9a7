import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { at, nodeAt } from '../diagnostics/pointer.ts';
import type { SourceText } from '../model/spec.ts';
import { parseJson } from './json-text.ts';
import type { Losses } from './losses.ts';
import type { SyntaxFault } from './text-position.ts';
import { DEEPEST_YAML, parseYaml } from './yaml-text.ts';

/** Braces begin JSON, and so does the comment that some put before them; a YAML document of keys begins with neither. */
const JSON_START = /^\s*([{[]|\/[/*])/;

/**
 * JSON or YAML text as plain JSON; undefined, with a `spec-syntax` diagnostic, when it is neither. What plain JSON
 * cannot hold of it is a diagnostic too.
 */
export function parseDocument(
  text: string,
  file: string,
  { base = file, mediaType = '' }: Omit<SourceText, 'text'> = {},
): Outcome<unknown> {
  const format = formatOf(text, base, mediaType);
  const parsed = format === 'JSON' ? parseJson(text) : parseYaml(text);
  if (parsed === 'too-deep')
    return {
      value: undefined,
      diagnostics: [diagnostic('spec-too-deep', { limit: DEEPEST_YAML }, { file })],
    };
  if ('value' in parsed) return { value: parsed.value, diagnostics: tellLosses(parsed, file) };
  return {
    value: undefined,
    diagnostics: [diagnostic('spec-syntax', { format, ...faultOf(parsed) }, { file })],
  };
}

/**
 * The first character decides, since files called .json hold YAML at times. Where YAML is promised, what starts
 * with a brace may be a flow mapping; elsewhere it was meant as JSON.
 */
export function formatOf(text: string, file: string, mediaType = ''): 'JSON' | 'YAML' {
  // What is no text at all would pass for a word of YAML.
  if (!JSON_START.test(text) && !text.includes('\0')) return 'YAML';
  return promisesYaml(file, mediaType) && !('value' in parseJson(text)) ? 'YAML' : 'JSON';
}

/** The name, and where that says nothing, the server. */
function promisesYaml(file: string, mediaType: string): boolean {
  const [, extension] = /\.(json|ya?ml)$/i.exec(file.replace(/[?#].*$/s, '')) ?? [];
  return extension === undefined ? /\byaml\b/i.test(mediaType) : !/json/i.test(extension);
}

function tellLosses(
  { value, losses }: { readonly value: unknown; readonly losses: Losses },
  file: string,
): readonly Diagnostic[] {
  const repeated = losses.repeated.map((path) =>
    diagnostic('key-repeated', { key: path.at(-1) ?? '' }, { file, pointer: at('', ...path) }),
  );
  const numbers = losses.numbers.flatMap(({ path, written }) => {
    const pointer = at('', ...path);
    const read = nodeAt(value, pointer);
    // What stands under the first of two equal names is gone altogether.
    return typeof read === 'number'
      ? [diagnostic('number-inexact', { written, read }, { file, pointer })]
      : [];
  });
  return [...repeated, ...numbers];
}

function faultOf({ reason, line, column }: SyntaxFault): SyntaxFault {
  return { reason, line, column };
}
