import { createHash } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { makeFolder } from './make-folder.ts';
import { ifThere, systemReason } from './out-failure.ts';
import { discard, renameStaged, stageFiles } from './stage-files.ts';

/** Keeps the latest refresh token that came of a first one, for whoever owns the folder and nobody else. */
export interface TokenFile {
  /** Undefined when none was kept. @throws Stop when it cannot be read. */
  readonly read: () => Promise<string | undefined>;
  /** Sees that a file can be written, without touching the one that is there. @throws Stop when it cannot. */
  readonly prepare: () => Promise<void>;
  /** Whole or not at all; on the disk when done. @throws Stop when it cannot be written. */
  readonly write: (token: string) => Promise<void>;
}

const FOLDER = '.hoopai-postman';

/**
 * The file for what descends from `first`: named after its hash, so that the tokens of two apps do not take each
 * other's place, and a new first token begins anew. Its folder tells git to ignore all that is in it.
 */
export function tokenFile(workingDirectory: string, first: string): TokenFile {
  const folder = join(workingDirectory, FOLDER);
  const hash = createHash('sha256').update(first).digest('hex').slice(0, 16);
  const file = join(folder, `refresh-token-${hash}`);
  const orStop = async <T>(isUsedUp: boolean, step: () => Promise<T>): Promise<T> => {
    try {
      return await step();
    } catch (error) {
      throw new Stop([diagnostic('token-not-kept', { reason: reasonOf(error), isUsedUp }, { file: folder })]);
    }
  };
  return {
    read: () => orStop(false, async () => (await ifThere(() => readFile(file, 'utf8')))?.trim() || undefined),
    prepare: () =>
      orStop(false, async () => {
        await makeFolder(folder);
        // Some file systems have no permissions and refuse.
        await chmod(folder, 0o700).catch(() => {});
        await replace(join(folder, '.gitignore'), '*\n', 0o644);
      }),
    write: (token) => orStop(true, () => replace(file, `${token}\n`, 0o600)),
  };
}

async function replace(file: string, text: string, mode: number): Promise<void> {
  const staged = await stageFiles([
    { step: 'content', target: file, shown: file, bytes: Buffer.from(text), mode },
  ]);
  try {
    await renameStaged(staged);
  } catch (error) {
    await discard(staged);
    throw error;
  }
}

function reasonOf(error: unknown): string {
  const told = error instanceof Stop ? error.diagnostics[0] : undefined;
  return told?.code === 'out-not-writable' ? told.args.reason : systemReason(error);
}
