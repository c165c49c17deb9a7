import { opendir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { errorCode, systemReason } from './out-failure.ts';

export interface TreeLimits {
  readonly files: number;
  readonly fileBytes: number;
  /** Of all files together. */
  readonly bytes: number;
}

/** True for what may be a spec, or a part of one; what is hidden, or installed, is none. */
export function isSpecPath(path: string): boolean {
  return /\.(json|ya?ml)$/i.test(path) && !/(^|\/)(\.|node_modules\/)/.test(path);
}

/**
 * The .json and .yaml files below a folder by relative path with `/`; links are not followed.
 * @throws Stop `archive-unreadable` when it cannot be read, or holds more than the limits.
 */
export async function readFolder(
  folder: string,
  limits: TreeLimits,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  let room = limits.bytes;
  try {
    for await (const path of walk(folder, '')) {
      const { size } = await stat(join(folder, path));
      room -= size;
      if (size > limits.fileBytes || room < 0)
        throw unreadable(folder, `${path} is larger than is read; see limits.specBytes`);
      if (files.size === limits.files) throw unreadable(folder, `it holds more than ${limits.files} files`);
      files.set(path, await readFile(join(folder, path)));
    }
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    throw unreadable(folder, systemReason(error));
  }
  return files;
}

async function* walk(folder: string, path: string): AsyncGenerator<string> {
  for await (const entry of await opendir(join(folder, path))) {
    const inner = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isFile() && isSpecPath(inner)) yield inner;
    else if (entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name)) yield* walk(folder, inner);
  }
}

function unreadable(file: string, reason: string): Stop {
  return new Stop([diagnostic('archive-unreadable', { reason }, { file })]);
}
