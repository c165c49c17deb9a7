import { dirname, join } from 'node:path';
import type { OutFolder } from './open-out.ts';
import { removeStaleTemps } from './remove-stale-temps.ts';
import { discard, renameStaged, stageFiles } from './stage-files.ts';

/**
 * Replaces files of a folder in the given order: all are on the disk under temporary names before the first gets its
 * own, so that a full disk or a kill leaves each file as it was or as it is to be.
 * @throws Stop `out-not-writable`, with nothing replaced unless the system fails in the midst of the renaming.
 */
export async function writeTogether(
  out: OutFolder,
  files: readonly { readonly path: string; readonly bytes: Uint8Array; readonly mode?: number }[],
): Promise<void> {
  const targets = files.map(({ path, bytes, mode }) => ({
    step: 'content' as const,
    target: join(out.real, path),
    shown: join(out.shown, path),
    bytes,
    ...(mode !== undefined && { mode }),
  }));
  await removeStaleTemps([...new Set(targets.map(({ target }) => dirname(target)))]);
  const staged = await stageFiles(targets);
  try {
    await renameStaged(staged);
  } catch (error) {
    await discard(staged);
    throw error;
  }
}
