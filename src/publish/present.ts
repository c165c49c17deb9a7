import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import type { MergeSide } from '../model/merge.ts';
import type { Decided } from '../model/publish.ts';

/** What stands for an entity in the workspace. */
export interface Present {
  readonly uid: string;
  /** As the server gives it. */
  readonly server: JsonObject;
  /** It stood in the workspace, but not in the lock. */
  readonly found: boolean;
}

/** What a person chose for all entities. */
export interface Choices {
  /** Whose version counts where a person and the specs changed one thing. */
  readonly prefer?: MergeSide;
}

/** Nothing is done with the entity. */
export function failed(...diagnostics: readonly Diagnostic[]): Decided {
  return { decision: { action: 'failed' }, conflicts: [], diagnostics };
}
