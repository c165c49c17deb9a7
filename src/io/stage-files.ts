import { lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { eachLimited } from './each-limited.ts';
import { makeFolder } from './make-folder.ts';
import { errorCode, ifThere, orStop } from './out-failure.ts';

/** In this order: what a person made is safe before it is replaced, and the manifest tells of what is done. */
export type Step = 'copy' | 'content' | 'manifest';

export interface FileToStage {
  readonly step: Step;
  /** Absolute. */
  readonly target: string;
  /** The same as the user knows it, for diagnostics. */
  readonly shown: string;
  readonly bytes: Uint8Array;
  /** Permissions; those of a new file when absent. */
  readonly mode?: number;
}

export interface StagedFile {
  readonly step: Step;
  readonly temp: string;
  readonly target: string;
  readonly shown: string;
}

/** A temporary file of ours, with the id of the process that wrote it. */
export const TEMP_NAME = /^\..+\.(\d+)-\d+\.tmp$/;

let counter = 0;

/**
 * Writes each file under a temporary name beside its target, whole and on the disk, and makes missing folders.
 * @throws Stop when one cannot be written; then none of the temporary files is left.
 */
export async function stageFiles(files: readonly FileToStage[]): Promise<readonly StagedFile[]> {
  const staged = new Map<FileToStage, StagedFile>();
  try {
    await eachLimited(files, async (file) => {
      const temp = await orStop(file.shown, () => stage(file));
      staged.set(file, { temp, step: file.step, target: file.target, shown: file.shown });
    });
  } catch (error) {
    await discard([...staged.values()]);
    throw error;
  }
  return files.flatMap((file) => staged.get(file) ?? []);
}

/** Puts staged files in their places, in order, and sees that their names are on the disk. */
export async function renameStaged(files: readonly StagedFile[]): Promise<void> {
  for (const { temp, target, shown } of files) await orStop(shown, () => rename(temp, target));
  const folders = new Map(files.map(({ target, shown }) => [dirname(target), dirname(shown)]));
  for (const [folder, shown] of folders) await orStop(shown, () => syncFolder(folder));
}

/** Removes what is left of staged files; those in their places are no longer there under their temporary names. */
export async function discard(files: readonly StagedFile[]): Promise<void> {
  // The first failure is what the user has to know; one of cleaning up after it would hide it.
  await Promise.all(files.map(({ temp }) => rm(temp, { force: true }).catch(() => {})));
}

async function stage({ target, bytes, mode }: FileToStage): Promise<string> {
  await makeFolder(dirname(target));
  // A name that is too long has to be found before anything is renamed.
  await ifThere(() => lstat(target));
  const { handle, temp } = await openTemp(target, mode ?? 0o644);
  try {
    await handle.writeFile(bytes);
    // Some file systems have no permissions and refuse; the file is no worse for it.
    if (mode !== undefined) await handle.chmod(mode).catch(() => {});
    await handle.sync();
    await handle.close();
    return temp;
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(temp, { force: true }).catch(() => {});
    throw error;
  }
}

/** A name can be taken: by a dead process with our id, as is usual in containers, or by another thread. */
async function openTemp(target: string, mode: number) {
  for (;;) {
    const temp = join(dirname(target), tempName(basename(target)));
    try {
      return { temp, handle: await open(temp, 'wx', mode) };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Of a long name only the end: the temporary name must not be too long where the name itself is not. */
function tempName(name: string): string {
  counter += 1;
  return `.${name.slice(-50)}.${process.pid}-${counter}.tmp`;
}

/** A rename outlives a power cut only once its folder is on the disk; some platforms refuse to be asked. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!['EPERM', 'EINVAL', 'EACCES', 'EISDIR'].includes(errorCode(error) ?? '')) throw error;
  }
}
