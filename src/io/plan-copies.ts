import type { FileToWrite } from './compare-out.ts';
import { checkFolders, inspectOut, type OutFolder } from './open-out.ts';

/** A hand-edited file, and where its content is kept before the file is replaced. */
export interface EditedCopy {
  readonly path: string;
  readonly copy: string;
  readonly bytes: Uint8Array;
  readonly mode?: number;
  /** An earlier build has already kept the same content there. */
  readonly there: boolean;
}

const COPIES_FOLDER = 'edited';

/**
 * Finds a place in `edited/` for each file that a person has changed, where nothing else is lost.
 * @throws Stop when something stands in the way of that folder or it leads elsewhere.
 */
export async function planCopies(
  out: OutFolder,
  files: readonly FileToWrite[],
): Promise<readonly EditedCopy[]> {
  const copies: EditedCopy[] = [];
  for (const { path, edited: bytes, mode } of files) {
    if (!bytes) continue;
    await checkFolders(out, [`${COPIES_FOLDER}/${path}`]);
    const taken = new Set(copies.map(({ copy }) => copy));
    const place = await findPlace(out, path, { bytes, taken });
    copies.push({ path, bytes, ...place, ...(mode === undefined ? {} : { mode }) });
  }
  return copies;
}

async function findPlace(
  out: OutFolder,
  path: string,
  { bytes, taken }: { readonly bytes: Uint8Array; readonly taken: ReadonlySet<string> },
): Promise<Pick<EditedCopy, 'copy' | 'there'>> {
  for (let count = 1; ; count += 1) {
    const copy = `${COPIES_FOLDER}/${numbered(path, count)}`;
    if (taken.has(copy)) continue;
    const found = (await inspectOut(out, [copy])).get(copy);
    if (found === undefined || found.type === 'nothing') return { copy, there: false };
    if (found.type === 'file' && found.bytes.equals(bytes)) return { copy, there: true };
  }
}

/** `a/b.postman_collection.json`, 2 -> `a/b-2.postman_collection.json`. */
function numbered(path: string, count: number): string {
  if (count === 1) return path;
  const name = path.lastIndexOf('/') + 1;
  const dot = path.indexOf('.', name + 1);
  const end = dot < 0 ? path.length : dot;
  return `${path.slice(0, end)}-${count}${path.slice(end)}`;
}
