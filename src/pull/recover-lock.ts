import { readSpecLock, readStagedLocks } from '../io/spec-lock.ts';
import type { LockedFile, SpecLock } from '../model/spec-lock.ts';

/**
 * The lock of a folder of specs, with what a pull has put in place that was killed before it could say so: without
 * that, its files would look like a person's. The lock that it had made ready tells which those are.
 * @throws Stop `lock-unreadable`.
 */
export async function recoverLock(
  folder: string,
  hashOf: (path: string) => Promise<string | undefined>,
): Promise<SpecLock | undefined> {
  const lock = await readSpecLock(folder);
  const staged = (await readStagedLocks(folder)).flatMap(({ files }) => Object.entries(files));
  const placed: [string, LockedFile][] = [];
  for (const [path, locked] of staged)
    if ((await hashOf(path)) === locked.sha256) placed.push([path, locked]);
  if (placed.length === 0) return lock;
  return { lockVersion: 1, files: { ...lock?.files, ...Object.fromEntries(placed) } };
}
