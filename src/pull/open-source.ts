import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { stopAtUnknownModules } from '../diagnostics/stop-at-unknown-modules.ts';
import { readArchive } from '../io/read-archive.ts';
import { readFolder } from '../io/read-folder.ts';
import { isUrl } from '../io/shown-url.ts';
import { folderExists } from '../io/surroundings.ts';
import type { Limits, PullConfig } from '../model/config.ts';
import type { PullSource, SourceModule } from './pull-source.ts';
import { treeSource } from './tree-source.ts';
import { urlSource } from './url-source.ts';

const MOST_FILES = 20_000;
/** All files of a folder or archive together may be as large as so many specs. */
const SPECS = 8;

/** What the config or a flag says to pull from. @throws Stop when that is nothing, or cannot be read. */
export async function openSource(pull: PullConfig, limits: Limits): Promise<PullSource> {
  const { from } = pull;
  const source =
    from === undefined || isUrl(from) ? urlSource(pull, limits) : treeSource(await readTree(from, limits));
  const reason = faultOf(pull, source);
  if (reason === undefined) return source;
  throw new Stop([diagnostic('pull-source-missing', { reason })]);
}

function faultOf({ from, modules }: PullConfig, source: PullSource): string | undefined {
  if (from === undefined && modules.length > 0) return 'modules are named, but no address of theirs';
  if (source.modules.length > 0) return undefined;
  return from === undefined || isUrl(from) ? 'no module is named' : `${from} holds no OpenAPI document`;
}

/** The modules that were asked for, or all. @throws Stop for one that the source does not have. */
export function chooseModules({ modules }: PullSource, names: readonly string[]): readonly SourceModule[] {
  if (names.length === 0) return modules;
  const known = modules.map(({ module }) => module).toSorted();
  stopAtUnknownModules(names, known);
  return modules.filter(({ module }) => names.includes(module));
}

function readTree(from: string, { specBytes }: Limits): Promise<ReadonlyMap<string, Uint8Array>> {
  const limits = { files: MOST_FILES, fileBytes: specBytes, bytes: SPECS * specBytes };
  return folderExists(from) ? readFolder(from, limits) : readArchive(from, limits);
}
