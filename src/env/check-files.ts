import { basename, join } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { isGitIgnored } from '../io/is-git-ignored.ts';
import { readPostmanJson } from '../io/read-json.ts';
import type { Config } from '../model/config.ts';
import type { Manifest } from '../model/output.ts';
import type { BuiltVariables } from './built-variables.ts';
import { checkShared } from './check-shared.ts';
import { PRIVATE_ENDING } from './private-file.ts';

/**
 * What is wrong with collections and environments that are to be shared: secrets, and variables that do not fit what
 * was built. @throws Stop for a file that is neither, or cannot be read.
 */
export async function checkFiles(
  files: readonly string[],
  built: BuiltVariables | undefined,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const file of files) {
    const isPrivate = file.endsWith(PRIVATE_ENDING);
    const value = await readPostmanJson(file);
    const diagnostics = checkShared(value, { file, isPrivate, ...(built && { built }) });
    if (!diagnostics) {
      const reason = 'it is neither a Postman collection nor an environment';
      throw new Stop([diagnostic('environment-unreadable', { reason }, { file })]);
    }
    found.push(...diagnostics);
    if (isPrivate && (await isGitIgnored(file)) === false)
      found.push(diagnostic('private-not-ignored', { path: basename(file) }, { file }));
  }
  return found;
}

/** Every file of the out folder. */
export function builtFiles({ out }: Config, { modules, environments }: Manifest): readonly string[] {
  return [...Object.values(modules), ...Object.values(environments)].map(({ file }) => join(out, file));
}
