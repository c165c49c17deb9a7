import type { Json } from '../model/json.ts';
import { scriptLiteral } from './script-literal.ts';

/** Texts of the files in `templates/` that scripts are made of. */
export interface ScriptTemplates {
  readonly requestTest: string;
  readonly webhookTest: string;
  readonly capture: string;
  readonly restore: string;
  readonly mockToken: string;
  readonly captureTokens: string;
  readonly refreshToken: string;
}

/**
 * A template with values in place of its markers: the literal before the comment with a value's name, which makes
 * the template itself run. Gives the script's lines.
 */
export function renderScript(template: string, values: { readonly [name: string]: Json }): readonly string[] {
  let script = template;
  for (const [name, value] of Object.entries(values)) {
    const marker = new RegExp(`(\\{\\}|\\[\\]|'') /\\* ${name} \\*/`);
    if (!marker.test(script)) throw new Error(`The template has no place for ${name}.`);
    script = script.replace(marker, () => literalInLines(value));
  }
  return script.trimEnd().split('\n');
}

/** Each entry at the top on a line of its own, so that a person finds it; a schema stays on one. */
function literalInLines(value: Json): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return scriptLiteral(value);
  const lines = Object.entries(value).map(([key, inner]) => `  ${key}: ${scriptLiteral(inner)},\n`);
  return `{\n${lines.join('')}}`;
}
