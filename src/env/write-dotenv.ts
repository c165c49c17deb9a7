import { basename, dirname } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { isGitIgnored } from '../io/is-git-ignored.ts';
import { openOut } from '../io/open-out.ts';
import { exists } from '../io/surroundings.ts';
import { writeTogether } from '../io/write-together.ts';

/** Writes a `.env` for its owner's eyes only. @throws Stop when a file is there and not to be replaced. */
export async function writeDotenv(
  file: string,
  lines: readonly string[],
  { force }: { readonly force: boolean },
): Promise<readonly Diagnostic[]> {
  const path = basename(file);
  if (!force && exists(file)) throw new Stop([diagnostic('file-in-the-way', { path }, { file })]);
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  await writeTogether(await openOut(dirname(file)), [{ path, bytes, mode: 0o600 }]);
  return (await isGitIgnored(file)) === false ? [diagnostic('private-not-ignored', { path }, { file })] : [];
}
