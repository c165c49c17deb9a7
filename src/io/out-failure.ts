import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is larger than the system allows',
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links lead in a circle',
};

/** Runs a step of reading or writing the out folder; throws a `Stop` that names `file` when the system refuses. */
export async function orStop<T>(file: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    throw new Stop([diagnostic('out-not-writable', { reason: systemReason(error) }, { file })]);
  }
}

/** What the step gives; undefined when the file is not there. */
export async function ifThere<T>(step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** An error of the file system in words. */
export function systemReason(error: unknown): string {
  const code = errorCode(error) ?? '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

/** `ENOSPC` and the like; undefined when the error does not come from the system, and so is a bug of ours. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
