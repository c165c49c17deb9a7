import { type Diagnostic, messageOf } from './diagnostic.ts';

/** The run cannot start, or not go on: exit code 2. Carries what the user has to know; never a bug of ours. */
export class Stop extends Error {
  override readonly name = 'Stop';

  constructor(readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]]) {
    super(diagnostics.map(messageOf).join('\n'));
  }
}
