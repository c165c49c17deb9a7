import { type Diagnostic, diagnostic } from './diagnostic.ts';
import { sortDiagnostics } from './sort-diagnostics.ts';
import { Stop } from './stop.ts';

/** @throws Stop always: no spec is usable; with the errors that say why, or else with where specs were looked for. */
export function stopAtNothing(
  diagnostics: readonly Diagnostic[],
  { specs }: { readonly specs: readonly string[] },
): never {
  const [first, ...rest] = sortDiagnostics(diagnostics).filter(({ severity }) => severity === 'error');
  if (first) throw new Stop([first, ...rest]);
  throw new Stop([diagnostic('no-specs', { looked: specs.join(', ') || '`specs` in the config is empty' })]);
}
