import { diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { parseJson } from './json-text.ts';
import type { SyntaxFault } from './text-position.ts';
import { parseYaml } from './yaml-text.ts';

/** JSON or YAML text as plain JSON; undefined, with a `spec-syntax` diagnostic, when it is neither. */
export function parseDocument(text: string, file: string): Outcome<unknown> {
  const format = formatOf(text, file);
  const parsed = format === 'JSON' ? parseJson(text) : parseYaml(text);
  if ('value' in parsed) return { value: parsed.value, diagnostics: [] };
  return {
    value: undefined,
    diagnostics: [diagnostic('spec-syntax', { format, ...faultOf(parsed) }, { file })],
  };
}

/** The name decides; where it says nothing or promises YAML (which JSON is, too), the first character does. */
export function formatOf(text: string, file: string): 'JSON' | 'YAML' {
  if (/\.json$/i.test(file)) return 'JSON';
  return /^\s*[{[]/.test(text) && isJson(text, file) ? 'JSON' : 'YAML';
}

/** What starts with a brace in a YAML file may be a flow mapping; elsewhere it was meant as JSON. */
function isJson(text: string, file: string): boolean {
  return !/\.ya?ml$/i.test(file) || 'value' in parseJson(text);
}

function faultOf({ reason, line, column }: SyntaxFault): SyntaxFault {
  return { reason, line, column };
}
