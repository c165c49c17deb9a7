import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { collectBytes } from './collect-bytes.ts';
import { errorCode, systemReason } from './out-failure.ts';
import { isSpecPath, type TreeLimits } from './read-folder.ts';

/**
 * The .json and .yaml files of a zip archive by path. Nothing is unpacked to the disk.
 * @throws Stop `archive-unreadable` for no archive, a path that leaves it, a link, a file or a whole that is larger
 * than the limits, whatever the archive says of its sizes.
 */
export async function readArchive(
  file: string,
  limits: TreeLimits,
): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    const archive = await openPromise(file, { autoClose: false });
    try {
      return await readEntries(archive, file, limits);
    } finally {
      archive.close();
    }
  } catch (error) {
    if (error instanceof Stop || !(error instanceof Error)) throw error;
    throw unreadable(
      file,
      errorCode(error) === undefined ? `it is no sound zip archive (${error.message})` : systemReason(error),
    );
  }
}

async function readEntries(
  archive: ZipFile,
  file: string,
  limits: TreeLimits,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  let entries = 0;
  let room = limits.bytes;
  for await (const entry of archive.eachEntry()) {
    entries += 1;
    if (entries > limits.files) throw unreadable(file, `it holds more than ${limits.files} files`);
    const { fileName } = entry;
    if (isLink(entry)) throw unreadable(file, `${fileName} is a symbolic link`);
    if (!isSpecPath(fileName)) continue;
    if (files.has(fileName)) throw unreadable(file, `it holds ${fileName} twice`);
    const stream: Readable = await archive.openReadStreamPromise(entry);
    const bytes = await collectBytes(stream, Math.min(limits.fileBytes, room));
    if (!bytes) throw unreadable(file, `${fileName} is larger than is read; see limits.specBytes`);
    room -= bytes.byteLength;
    files.set(fileName, bytes);
  }
  return files;
}

const FILE_TYPE = 0o170000;
const LINK = 0o120000;

/** Unix keeps the type of a file in the upper half of the attributes. */
function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & FILE_TYPE) === LINK;
}

function unreadable(file: string, reason: string): Stop {
  return new Stop([diagnostic('archive-unreadable', { reason }, { file })]);
}
