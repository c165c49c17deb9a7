import { basename, dirname, join } from 'node:path';
import { diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { environmentFile } from '../io/environment-file.ts';
import { isGitIgnored } from '../io/is-git-ignored.ts';
import { openOut } from '../io/open-out.ts';
import { readEnvironment } from '../io/read-built.ts';
import { readDotEnv, shellName } from '../io/read-variables.ts';
import { exists } from '../io/surroundings.ts';
import { writeTogether } from '../io/write-together.ts';
import type { Config } from '../model/config.ts';
import type { Manifest } from '../model/output.ts';
import { builtVariables } from './built-variables.ts';
import { type FilledEnvironment, fillEnvironment } from './fill-environment.ts';
import { PRIVATE_ENDING } from './private-file.ts';

export interface PrivateEnvironment extends Omit<FilledEnvironment, 'content'> {
  /** Absolute. */
  readonly file: string;
}

/**
 * Writes a private copy of an environment of the out folder beside it, with the values of a `.env`, for its owner's
 * eyes only. Says when git would take it along.
 * @throws Stop when the environment or the `.env` cannot be read, or the copy not be written.
 */
export async function writePrivate(
  config: Config,
  manifest: Manifest,
  { name, from }: { readonly name: string; readonly from: string },
): Promise<Outcome<PrivateEnvironment>> {
  const shared = environmentFile(config, manifest, name);
  if (shared.endsWith(PRIVATE_ENDING))
    throw new Stop([diagnostic('usage-invalid', { reason: `${name} is a private copy already` })]);
  const file = join(
    dirname(shared),
    basename(shared).replace(/(\.postman_environment)?\.json$/, PRIVATE_ENDING),
  );
  const { content, ...variables } = fillEnvironment({
    name,
    shared: await readEnvironment(shared),
    before: exists(file) ? await readEnvironment(file) : undefined,
    used: (await builtVariables(config, manifest)).collections,
    given: readDotEnv(from),
    shellName,
  });
  const bytes = Buffer.from(`${JSON.stringify(content, null, 2)}\n`);
  await writeTogether(await openOut(dirname(file)), [{ path: basename(file), bytes, mode: 0o600 }]);
  const isIgnored = await isGitIgnored(file);
  return {
    value: { file, ...variables },
    diagnostics:
      isIgnored === false ? [diagnostic('private-not-ignored', { path: basename(file) }, { file })] : [],
  };
}
