import { mapText, type Pieces } from '../snippets/pieces.ts';

/** The node that holds what a person sets once; the expressions of the others read it. */
export const SETTINGS = 'Settings';

/**
 * A parameter of an n8n node. n8n evaluates a text that begins with `=`: in it, what stands between `{{` and `}}` is
 * JavaScript. What is no variable of ours must be neither.
 */
export function n8nText(pieces: Pieces, { encode = false } = {}): string {
  const read = (name: string) => {
    const value = `$('${SETTINGS}').first().json.${name}`;
    return encode ? `encodeURIComponent(${value})` : value;
  };
  const parts = mapText(pieces, (text) => text);
  const [only = ''] = parts;
  if (parts.length < 2 && typeof only === 'string' && !only.startsWith('=')) return only;
  if (isInert(parts))
    return `=${parts.map((part) => (typeof part === 'string' ? part : `{{ ${read(part.variable)} }}`)).join('')}`;
  const sum = parts.map((part) => (typeof part === 'string' ? quoted(part) : read(part.variable)));
  return `={{ ${sum.join(' + ')} }}`;
}

/** Whether its texts can stand in an expression as they are: no braces meet, and no backslash, which n8n may drop. */
function isInert(pieces: Pieces): boolean {
  return pieces.every((piece) => typeof piece !== 'string' || !/\{\{|\}\}|\\|\{$|^\}/.test(piece));
}

/** n8n looks for the end of an expression before it reads the JavaScript in it, so that no brace stands there. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/[{}\u007f-\uffff]/g, (unit) => {
    const code = unit.charCodeAt(0).toString(16);
    return `\\u${code.padStart(4, '0')}`;
  });
}
