import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './out-failure.ts';

/**
 * Makes a folder and those above it. Level by level: the `recursive` of Node 20 tries for ever where a folder is
 * there and takes no other, as `/proc` does.
 * @throws the error of `mkdir`; a file in the place of the folder is found by whoever writes into it.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    const parent = dirname(path);
    if (errorCode(error) !== 'ENOENT' || parent === path) throw error;
    await makeFolder(parent);
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
