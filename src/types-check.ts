import { buildSettings } from './emit/build-settings.ts';
import { hashOf, readFolderManifest } from './io/folder-manifest.ts';
import type { ReadOut } from './io/out-reader.ts';
import { packageVersion } from './io/surroundings.ts';
import type { Drift, DriftState } from './model/check.ts';
import type { Config } from './model/config.ts';
import type { FolderFile } from './model/generated.ts';
import type { SpecText } from './model/spec.ts';
import { readSources } from './read-sources.ts';
import { apiReader, type ReadApi } from './sources.ts';
import { textsNow } from './texts-now.ts';
import { TYPES_FOLDER, typesInputs, typesModule } from './types/types-entry.ts';

export interface TypesCheckHooks {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly modules?: readonly string[];
  /** Makes the types of every module, also where nothing that they come from has changed. */
  readonly full: boolean;
  readonly read: ReadOut;
}

/** What of the types that were written is not as `types` would write it now; of other modules nothing is asked. */
export async function findTypesDrifts(
  config: Config,
  { stdin, modules, full, read }: TypesCheckHooks,
): Promise<readonly Drift[]> {
  const manifest = await readFolderManifest(config.out, TYPES_FOLDER);
  if (!manifest) return [];
  const { value } = await readSources(config, stdin, undefined);
  const hashNow = hasherNow(config, full);
  const drifts: Drift[] = [];
  for (const [path, entry] of Object.entries(manifest.files)) {
    const name = typesModule(path);
    if (modules && !modules.includes(name)) continue;
    const spec = value.specs.find(({ module }) => module === name);
    const there = await read(path);
    const isFailed = value.failed.some(({ module }) => module === name);
    const states = spec
      ? statesOf(entry, { there: there && hashOf(there.toString()), now: await hashNow(spec, entry) })
      : [isFailed ? ('unbuildable' as const) : ('stale' as const)];
    if (states.length > 0) drifts.push({ kind: 'types', name, path, states, requests: [] });
  }
  return drifts;
}

interface Hashes {
  /** Absent: there is no file. */
  readonly there: string | undefined;
  /** Absent: no types can be made. */
  readonly now: string | undefined;
}

function statesOf({ hash }: FolderFile, { there, now }: Hashes): readonly DriftState[] {
  if (now === undefined) return ['unbuildable'];
  if (there === undefined) return ['missing'];
  if (there === now) return [];
  return [...(now === hash ? [] : ['changed' as const]), ...(there === hash ? [] : ['edited' as const])];
}

/** The hash of the types that a module would be given now: that of before, where all that they come from holds. */
function hasherNow(config: Config, full: boolean) {
  const specHashNow = textsNow(config.limits);
  const readApi = apiReader(config);
  const generator = `hoopai-postman ${packageVersion()}`;
  return async (spec: SpecText, { hash, inputs, references }: FolderFile): Promise<string | undefined> => {
    const settings = buildSettings({ config, generator, templates: '' }, spec.file);
    const specHash = references && (await specHashNow(spec, references));
    const holds = specHash !== undefined && typesInputs(settings, specHash, references) === inputs;
    return holds && !full ? hash : madeNow(spec, readApi);
  };
}

async function madeNow(spec: SpecText, readApi: ReadApi): Promise<string | undefined> {
  const { value } = await readApi(spec);
  if (!value) return undefined;
  const { typesOf } = await import('./types/types-of.ts');
  const types = typesOf(value.api);
  return 'text' in types ? hashOf(types.text) : undefined;
}
