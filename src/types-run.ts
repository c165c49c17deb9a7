import { diagnostic } from './diagnostics/diagnostic.ts';
import { sortDiagnostics } from './diagnostics/sort-diagnostics.ts';
import { stopAtNothing } from './diagnostics/stop-at-nothing.ts';
import { buildSettings } from './emit/build-settings.ts';
import { folderManifest, hashOf, knownFiles, readFolderManifest } from './io/folder-manifest.ts';
import { packageVersion } from './io/surroundings.ts';
import { takeTurns } from './io/take-turns.ts';
import { writePlan } from './io/write-plan.ts';
import type { ApiModel } from './model/api.ts';
import type { Config } from './model/config.ts';
import type { FolderFile, FolderManifest, Generated } from './model/generated.ts';
import type { OutputPlan, PlannedFile } from './model/output.ts';
import { readApis } from './sources.ts';
import { TYPES_FOLDER, typesInputs, typesPath } from './types/types-entry.ts';
import { typesOf } from './types/types-of.ts';

export interface TypesHooks {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Names of the modules; the others stay as they are. */
  readonly modules?: readonly string[];
  /** Plans and checks everything, and writes nothing. */
  readonly dryRun: boolean;
}

/**
 * Writes `types/<module>.ts` of each module into the out folder, and a manifest of them.
 * @throws Stop when no spec is usable, a module is not known, or the folder cannot be written.
 */
export async function writeTypes(config: Config, hooks: TypesHooks): Promise<Generated> {
  const write = () => writeNow(config, hooks);
  return hooks.dryRun ? write() : takeTurns(config.out, write);
}

async function writeNow(config: Config, { stdin, modules, dryRun }: TypesHooks): Promise<Generated> {
  const { value, diagnostics } = await readApis(config, stdin, modules);
  const previous = await readFolderManifest(config.out, TYPES_FOLDER);
  const made: Made[] = [];
  const found = [...diagnostics];
  const failed = [...value.failed];
  for (const api of value.apis) {
    const { module, file } = api;
    const types = typesOf(api);
    if ('text' in types) made.push(madeOf(api, types.text, config));
    else {
      failed.push({ module, file });
      found.push(diagnostic('types-not-made', { module, reason: types.fault }, { file }));
    }
  }
  if (made.length === 0) stopAtNothing(found, config);
  const kept = modules ? undefined : failed.map(({ module }) => typesPath(module));
  const plan = planTypes(made, previous, kept);
  const known = knownFiles(TYPES_FOLDER, previous);
  const written = await writePlan(plan, { out: config.out, dryRun, previous: known });
  return {
    modules: made.map(({ module }) => module),
    failed,
    diagnostics: sortDiagnostics([...found, ...written.diagnostics]),
    changes: written.value,
  };
}

interface Made extends PlannedFile {
  readonly module: string;
  readonly entry: FolderFile;
}

function madeOf({ module, file, specHash, references }: ApiModel, content: string, config: Config): Made {
  const settings = buildSettings({ config, generator: generator(), templates: '' }, file);
  const sealed = references && { inputs: typesInputs(settings, specHash, references), references };
  return { module, path: typesPath(module), content, entry: { hash: hashOf(content), ...sealed } };
}

/** `kept`: the files of before that stay though they are not made now; absent: all of them. */
function planTypes(
  made: readonly Made[],
  previous: FolderManifest | undefined,
  kept: readonly string[] | undefined,
): OutputPlan {
  const paths = new Set(made.map(({ path }) => path));
  const before = Object.entries(previous?.files ?? {}).filter(([path]) => !paths.has(path));
  const stays = ([path]: readonly [string, FolderFile]) => kept === undefined || kept.includes(path);
  const entries = new Map([
    ...before.filter(stays),
    ...made.map(({ path, entry }) => [path, entry] as const),
  ]);
  return {
    files: [
      ...made.map(({ path, content }) => ({ path, content })),
      folderManifest(TYPES_FOLDER, generator(), entries),
    ],
    remove: before.filter((entry) => !stays(entry)).map(([path, { hash }]) => ({ path, hash })),
  };
}

function generator(): string {
  return `hoopai-postman ${packageVersion()}`;
}
