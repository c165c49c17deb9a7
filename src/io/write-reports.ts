import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { orStop } from './out-failure.ts';

/** Writes files by name into a folder, each under a temporary name first. Their texts are made one after the other. */
export async function writeReports(folder: string, files: ReadonlyMap<string, () => string>): Promise<void> {
  await orStop(folder, () => makeFolder(folder));
  for (const [name, format] of files) {
    const temp = join(folder, `.${name}.${process.pid}.tmp`);
    await orStop(join(folder, name), () => writeFile(temp, format()));
    await orStop(join(folder, name), () => rename(temp, join(folder, name)));
  }
}

/** GitHub shows what jobs append to this file on the page of the run. */
export async function appendStepSummary(markdown: string): Promise<void> {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (file) await orStop(file, () => appendFile(file, `${markdown}\n`));
}

/** A folder with the text that file fields upload, and how to remove it. */
export async function makeUploads(): Promise<{
  readonly folder: string;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'hoopai-postman-'));
  await writeFile(join(folder, 'upload.txt'), 'A small text that a smoke run uploads.\n');
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
