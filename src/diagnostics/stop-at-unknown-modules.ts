import { diagnostic } from './diagnostic.ts';
import { nearest } from './nearest.ts';
import { Stop } from './stop.ts';

/** @throws Stop with a diagnostic for each name in `asked` that is not among `known`. */
export function stopAtUnknownModules(asked: readonly string[], known: readonly string[]): void {
  const [first, ...rest] = asked
    .filter((module) => !known.includes(module))
    .map((module) =>
      diagnostic('module-unknown', {
        module,
        known: known.join(', '),
        nearest: nearest(module, known) ?? '',
      }),
    );
  if (first) throw new Stop([first, ...rest]);
}
