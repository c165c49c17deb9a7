import { readFile, stat } from 'node:fs/promises';
import type { Outcome } from '../diagnostics/diagnostic.ts';
import { describeFailure } from './describe-failure.ts';
import { refuse } from './refuse.ts';

/** A regular file of at most `limit` bytes; undefined with one diagnostic when it is none. */
export async function readFileBytes(path: string, limit: number): Promise<Outcome<Uint8Array | undefined>> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return refuse(path, 'spec-unreadable', { reason: 'it is a folder' });
    // Opening a pipe that nobody writes to would wait for ever.
    if (!found.isFile()) {
      return refuse(path, 'spec-unreadable', {
        reason: 'it is a pipe, socket or device; `-` reads standard input',
      });
    }
    if (found.size > limit) return refuse(path, 'spec-too-large', { limit });
    const bytes = await readFile(path);
    // Counted again: the file may have grown.
    if (bytes.length > limit) return refuse(path, 'spec-too-large', { limit });
    return { value: bytes, diagnostics: [] };
  } catch (error) {
    return refuse(path, 'spec-unreadable', { reason: describeFailure(error) });
  }
}
