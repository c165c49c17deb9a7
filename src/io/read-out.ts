import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { Manifest } from '../model/output.ts';
import { errorCode, ifThere, systemReason } from './out-failure.ts';
import { parseManifest } from './parse-manifest.ts';

/**
 * The manifest of the last build into the folder `out`; undefined when there is none. Every file that it names is
 * a relative path in `collections/`, `environments/` or `postman/`.
 * @throws Stop `manifest-unreadable` when the file is no manifest: a merge conflict in it is the usual case.
 */
export async function readManifest(out: string): Promise<Manifest | undefined> {
  const file = join(out, 'manifest.json');
  const text = await readManifestText(file);
  if (text === undefined) return undefined;
  const parsed = parseManifest(text);
  if ('fault' in parsed) throw unreadable(file, parsed.fault);
  return parsed.manifest;
}

async function readManifestText(file: string): Promise<string | undefined> {
  try {
    const entry = await ifThere(() => stat(file));
    if (entry === undefined) return undefined;
    // A pipe would be waited for without end.
    if (!entry.isFile())
      throw unreadable(file, entry.isDirectory() ? 'it is a folder' : 'it is no plain file');
    return await ifThere(() => readFile(file, 'utf8'));
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    // The out folder itself is a file, which is for the writing to tell.
    if (errorCode(error) === 'ENOTDIR') return undefined;
    throw unreadable(file, systemReason(error));
  }
}

function unreadable(file: string, reason: string): Stop {
  return new Stop([diagnostic('manifest-unreadable', { reason }, { file })]);
}
