import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';

/**
 * Variables as lines of a `.env`, each under its name of the shell, sorted as given. Quotes are such that a shell that
 * sources the file and every library that parses it read the same value, and no value can end its line: one that
 * cannot be written so is left out, with a diagnostic.
 */
export function dotenvLines(
  variables: ReadonlyMap<string, string>,
  shellName: (name: string) => string,
): Outcome<readonly string[]> {
  const lines = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const [name, value] of variables) {
    const key = shellName(name);
    const quoted = quote(value);
    const reason = faultOf(key, quoted, lines);
    if (reason === undefined) lines.set(key, `${key}=${quoted}`);
    else diagnostics.push(diagnostic('dotenv-left-out', { name, reason }));
  }
  return { value: [...lines.values()], diagnostics };
}

function faultOf(
  key: string,
  quoted: string | undefined,
  lines: ReadonlyMap<string, string>,
): string | undefined {
  if (!/^[A-Z_][A-Z\d_]*$/.test(key)) return `${key} is no name of a shell variable`;
  if (lines.has(key)) return `another variable is ${key} already`;
  return quoted === undefined ? 'no quotes hold its value in every shell and library' : undefined;
}

const PLAIN = /^[\w.:/@%+,=-]*$/;
/** What ends a line, in whatever reader, and what no text file holds. */
const UNWRITABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Between single quotes nothing means anything; between double quotes a shell expands, and libraries differ. */
function quote(value: string): string | undefined {
  if (PLAIN.test(value)) return value;
  if (UNWRITABLE.test(value)) return undefined;
  // Some take a backslash and a quote for a quote, and read on.
  if (!value.includes("'")) return value.endsWith('\\') ? undefined : `'${value}'`;
  return /["$`\\!]/.test(value) ? undefined : `"${value}"`;
}
