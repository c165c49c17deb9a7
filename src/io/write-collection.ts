import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Collection } from '../model/collection.ts';
import { inspectOut, openOut } from './open-out.ts';
import { orStop } from './out-failure.ts';
import { planVersion } from './plan-history.ts';
import { writeTogether } from './write-together.ts';

/** Writes a collection's text to a file (absolute), which is old or new at any moment, never half. */
export async function writeCollection(file: string, text: string): Promise<void> {
  const folder = { real: dirname(file), shown: dirname(file) };
  await writeTogether(folder, [{ path: basename(file), bytes: Buffer.from(text) }]);
}

/** Keeps a build in the history of the out folder, unless it stands there anyway as `file`. */
export async function keepVersion(
  folder: string,
  { module, file }: { readonly module: string; readonly file: string },
  build: { readonly collection: Collection; readonly text: string },
): Promise<void> {
  const out = await openOut(folder);
  const found = (await inspectOut(out, [file])).get(file);
  if (found?.type === 'file' && found.bytes.toString() === build.text) return;
  const { add, remove } = await planVersion(out, module, build.collection);
  await writeTogether(out, add);
  for (const path of remove)
    await orStop(join(out.shown, path), () => rm(join(out.real, path), { force: true }));
}
