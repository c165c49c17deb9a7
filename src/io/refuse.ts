import {
  type DiagnosticArgs,
  type DiagnosticCode,
  diagnostic,
  type Outcome,
} from '../diagnostics/diagnostic.ts';

/** Nothing usable was read from `file`, for this one reason. */
export function refuse<Code extends DiagnosticCode>(
  file: string,
  code: Code,
  args: DiagnosticArgs<Code>,
): Outcome<undefined> {
  return { value: undefined, diagnostics: [diagnostic(code, args, { file })] };
}
