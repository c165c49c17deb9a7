import { printable } from '../diagnostics/printable.ts';
import { variablesIn } from './pieces.ts';
import { variablesOf } from './read-request.ts';
import { type SnippetRequest, UPLOAD } from './snippet-request.ts';

interface Commented {
  readonly name: string;
  readonly key: string;
  readonly request: SnippetRequest;
  readonly examples: ReadonlyMap<string, string>;
  readonly server: string;
}

/**
 * What stands above a snippet: the operation, and what to set in the environment. Each is one line, and no backslash at
 * its end draws the next one in.
 */
export function commentOf({ name, key, request, examples, server }: Commented): readonly string[] {
  const hosts = variablesIn(request.base).map((variable) => [variable, server] as const);
  const known = new Map([...examples, ...hosts, [UPLOAD, 'the path of a file']]);
  const needs = variablesOf(request).map((variable) => {
    const example = known.get(variable) ?? '';
    return /^[\w .:/-]{1,80}$/.test(example) ? `${variable} (${example})` : variable;
  });
  const title = printable(`${name}: ${key}`).replaceAll('\\', '/');
  return [title, ...(needs.length > 0 ? [`Set in the environment: ${needs.join(', ')}`] : [])];
}
