import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';

/** Real specs, the official collection schema and the acceptance check; beside the repository, not part of it. */
export const SHARED = join(import.meta.dirname, '..', '..', 'shared');

/** A suite that needs them: skipped, and said so, on a machine without; in CI their absence is a failure. */
export function describeWithShared(name: string, suite: () => void): void {
  const run = existsSync(SHARED) || process.env['CI'] === 'true';
  describe.runIf(run)(run ? name : `${name} (not run: there is no folder ${SHARED})`, suite);
}
