import { relative } from 'node:path';
import { type Diagnostic, helpOf, messageOf, type Where } from './diagnostic.ts';
import { printable } from './printable.ts';

/** 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Looks up where a node stands in its file; undefined when the file cannot be read again (a URL, stdin). */
export type Locate = (where: Where) => Position | undefined;

export interface FormatOptions {
  /** Files are shown relative to this folder. */
  readonly relativeTo: string;
  readonly locate: Locate;
}

/**
 * `path:line:column  severity  message  (code)`, then the pointer and the help on lines of their own. Without
 * colours and safe for a terminal, whatever the spec held.
 */
export function formatDiagnostic(found: Diagnostic, options: FormatOptions): string {
  const parts = [found.severity, printable(messageOf(found)), `(${found.code})`];
  if (found.where) parts.unshift(formatPlace(found, found.where, options));
  const lines = [parts.join('  ')];
  if (found.where?.pointer) lines.push(`    at #${printable(found.where.pointer)}`);
  lines.push(`    ${printable(helpOf(found))}`);
  return lines.join('\n');
}

/** A diagnostic as `--json` prints it; `file` absolute or a URL, `line` and `column` 1-based where known. */
export interface DiagnosticJson {
  readonly code: Diagnostic['code'];
  readonly severity: Diagnostic['severity'];
  readonly message: string;
  readonly help: string;
  readonly file?: string;
  readonly pointer?: string;
  readonly line?: number;
  readonly column?: number;
}

export function formatDiagnosticJson(found: Diagnostic, locate: Locate): DiagnosticJson {
  const { code, severity, where } = found;
  return {
    code,
    severity,
    message: messageOf(found),
    help: helpOf(found),
    ...where,
    ...(where && positionOf(found, where, locate)),
  };
}

/** A file as a person at `relativeTo` would name it; URLs and `stdin` stay as they are. */
export function formatFile(file: string, relativeTo: string): string {
  if (file === 'stdin' || /^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return printable(file);
  return printable(relative(relativeTo, file) || '.');
}

function formatPlace(found: Diagnostic, where: Where, { relativeTo, locate }: FormatOptions): string {
  const position = positionOf(found, where, locate);
  const file = formatFile(where.file, relativeTo);
  return position ? `${file}:${position.line}:${position.column}` : file;
}

/** A file that does not parse has no pointers; its diagnostic brings line and column along. */
function positionOf(found: Diagnostic, where: Where, locate: Locate): Position | undefined {
  if (found.code === 'spec-syntax') return { line: found.args.line, column: found.args.column };
  return where.pointer === undefined ? undefined : locate(where);
}
