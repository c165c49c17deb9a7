import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from './is-running.ts';
import { ifThere } from './out-failure.ts';
import { TEMP_NAME } from './stage-files.ts';

const STALE_AFTER_MS = 60 * 60 * 1000;

/** Removes temporary files that a killed build left behind in these folders; those of a running build stay. */
export async function removeStaleTemps(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      const pid = TEMP_NAME.exec(name)?.[1];
      // A leftover that cannot be removed does no harm; whether we can write here shows soon enough.
      if (pid !== undefined) await removeIfStale(join(folder, name), Number(pid)).catch(() => {});
    }
  }
}

async function removeIfStale(file: string, pid: number): Promise<void> {
  const entry = await ifThere(() => lstat(file));
  if (!entry?.isFile()) return;
  if (isRunning(pid) && Date.now() - entry.mtimeMs < STALE_AFTER_MS) return;
  await rm(file, { force: true });
}
