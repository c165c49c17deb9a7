import { inspectOut, openOut } from './open-out.ts';

/** The bytes of a file by its path in the out folder; undefined where no plain file is. */
export type ReadOut = (path: string) => Promise<Buffer | undefined>;

/** Reads files of the out folder, each once. @throws Stop when something else stands in the folder's place. */
export async function outReader(folder: string): Promise<ReadOut> {
  const out = await openOut(folder);
  const known = new Map<string, Buffer | undefined>();
  return async (path) => {
    if (known.has(path)) return known.get(path);
    const found = (await inspectOut(out, [path])).get(path);
    const bytes = found?.type === 'file' ? found.bytes : undefined;
    known.set(path, bytes);
    return bytes;
  };
}
