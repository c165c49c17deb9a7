import { type CatalogueEntry, catalogue, type Severity } from './catalogue.ts';

export type DiagnosticCode = keyof typeof catalogue;
export type DiagnosticArgs<Code extends DiagnosticCode> =
  (typeof catalogue)[Code] extends CatalogueEntry<infer Args> ? Args : never;

/** Something that a person should know about their input. Its words stand in the catalogue. */
export type Diagnostic = {
  [Code in DiagnosticCode]: {
    readonly code: Code;
    readonly severity: Severity;
    readonly args: DiagnosticArgs<Code>;
    readonly where?: Where;
  };
}[DiagnosticCode];

export interface Where {
  /** Absolute path or URL. */
  readonly file: string;
  /** RFC 6901 JSON pointer to a node that exists; absent when the file as a whole is meant. */
  readonly pointer?: string;
}

/** What every stage returns: its result, and all that it found on the way. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

export function diagnostic<Code extends DiagnosticCode>(
  code: Code,
  args: DiagnosticArgs<Code>,
  where?: Where,
): Diagnostic {
  const { severity } = catalogue[code];
  return { code, severity, args, ...(where && { where }) } as Diagnostic;
}

/** What went wrong, in one sentence; the place is not in it. */
export function messageOf(found: Diagnostic): string {
  return entryOf(found).message(found.args);
}

/** What to do about it. */
export function helpOf(found: Diagnostic): string {
  const { help } = entryOf(found);
  return typeof help === 'string' ? help : help(found.args);
}

// The code ties entry and arguments together, which the type of a looked-up union member cannot express.
function entryOf(found: Diagnostic): CatalogueEntry<unknown> {
  return catalogue[found.code] as CatalogueEntry<unknown>;
}
