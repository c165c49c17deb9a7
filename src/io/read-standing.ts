import { inspectOut, openOut } from './open-out.ts';

/** What stands at paths of a folder: the text of a file, or `other` for a link or a folder; absent: nothing. */
export async function readStanding(
  folder: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, { readonly text: string } | 'other'>> {
  const found = await inspectOut(await openOut(folder), paths);
  return new Map(
    [...found].flatMap(([path, entry]) => {
      if (entry.type === 'nothing') return [];
      return [[path, entry.type === 'file' ? { text: entry.bytes.toString() } : ('other' as const)]];
    }),
  );
}
