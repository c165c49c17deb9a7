import type { Where } from '../diagnostics/diagnostic.ts';
import type { Aspect } from './contract.ts';

/** `breaking`: a caller that kept to the contract fails. `risky`: one may. `safe`: none does. */
export type Grade = 'breaking' | 'risky' | 'safe';

/** One difference between two contracts. */
export interface Change {
  /** Name in the table of rules. */
  readonly rule: string;
  readonly grade: Grade;
  readonly module: string;
  /** Operation key; the new one of an operation that moved; empty: the module as a whole. */
  readonly operation: string;
  /** What changed: `query limit`, `body`, `response 200`; empty: the operation itself. */
  readonly subject: string;
  /** JSON pointer into the value of `subject`, `*` for any item; empty: the whole. */
  readonly field: string;
  /** What it was and is, in a few words or as JSON; absent: nothing to show. */
  readonly before?: string;
  readonly after?: string;
  /** Which side `where` is of: the older for what is gone. */
  readonly side: 'from' | 'to';
  readonly where: Where;
}

export interface DiffReport {
  readonly from: string;
  readonly to: string;
  /** How many of each; what several operations share by a schema counts once. */
  readonly summary: { readonly [grade in Grade]: number };
  /** By module, then grade, then operation. */
  readonly changes: readonly Change[];
  /** What one of the sides does not tell, so that nothing of it was compared. */
  readonly notCompared: readonly Aspect[];
}
