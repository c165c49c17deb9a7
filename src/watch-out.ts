import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { openBuildCache } from './build-cache.ts';
import { findDrifts } from './check/find-drifts.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { Stop } from './diagnostics/stop.ts';
import { type CacheStore, memoryStore } from './io/cache-store.ts';
import { findSpecFolder } from './io/find-spec-files.ts';
import { isBuilt } from './io/find-spec-sources.ts';
import { outReader } from './io/out-reader.ts';
import { isUrl } from './io/shown-url.ts';
import { packageRoot } from './io/surroundings.ts';
import { takeTurns } from './io/take-turns.ts';
import { type FileWatch, type WatchedFolder, watchFiles } from './io/watch-files.ts';
import type { BuildResult } from './model/build.ts';
import type { Drift } from './model/check.ts';
import type { Config } from './model/config.ts';
import { type BuildHooks, type PlannedBuild, planBuild, writeBuild } from './pipeline.ts';
import { referencedFiles } from './texts-now.ts';

export interface WatchHooks extends Pick<BuildHooks, 'stdin' | 'modules'> {
  /** The config as it is now. */
  readonly readConfig: () => Promise<Config>;
  /** Absolute path of the config file that the user named. */
  readonly configFile: string | undefined;
  /** Called after each build, the first included, and when one could not be done. */
  readonly onRound: (round: Round) => Promise<void>;
  /** Settles when the watching shall end; a build that is under way is finished. */
  readonly until: Promise<void>;
  /** Milliseconds, from anywhere. */
  readonly now: () => number;
}

/** One build of many. */
export interface Round {
  /** Milliseconds from the change, its editor done with it, to the last file written. */
  readonly ms: number;
  readonly config: Config;
  /** Undefined: nothing could be built, and the files stay as they were. */
  readonly built: BuildResult | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What differs from the build before. */
  readonly drifts: readonly Drift[];
}

const DATA = /\.(json|ya?ml)$/i;
const CONFIG = /^hoopai-postman\.config\.\w+$/;

/**
 * Builds, and builds again whenever a spec, what it refers to, the config or a template changes; what did not change
 * comes from the cache. A build that cannot be done leaves the files of the last one.
 * @throws Stop when the config cannot be used at the start.
 */
export async function watchOut(hooks: WatchHooks): Promise<void> {
  let config = await hooks.readConfig();
  const memory = memoryStore();
  const isConfig = (file: string): boolean => CONFIG.test(basename(file)) || file === hooks.configFile;
  const round = async (changed: ReadonlySet<string>): Promise<void> => {
    const start = hooks.now();
    try {
      if ([...changed].some(isConfig)) config = await hooks.readConfig();
      files.add(await foldersOf(config, hooks));
      const built = takeTurns(config.out, () => buildNow(config, hooks, memory));
      const { folders, ...done } = await built;
      files.add(folders);
      await hooks.onRound({ ms: hooks.now() - start, config, ...done });
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      const { diagnostics } = error;
      await hooks.onRound({ ms: hooks.now() - start, config, built: undefined, diagnostics, drifts: [] });
    }
  };
  let work = Promise.resolve();
  let fail: (error: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const enqueue = (changed: ReadonlySet<string>): Promise<void> => {
    work = work.then(() => round(changed)).catch(fail);
    return work;
  };
  const files: FileWatch = watchFiles((path) => isBuilt(path, config.out), enqueue);
  try {
    files.add(await foldersOf(config, hooks));
    await files.ready;
    await Promise.race([enqueue(new Set()).then(() => hooks.until), failure]);
  } finally {
    await files.close();
    await work;
  }
}

interface Done extends Omit<Round, 'ms' | 'config' | 'built'> {
  readonly built: BuildResult;
  /** Where files lie that the specs refer to. */
  readonly folders: readonly WatchedFolder[];
}

async function buildNow(config: Config, { stdin, modules }: WatchHooks, memory: CacheStore): Promise<Done> {
  const cache =
    (await openBuildCache(config)) ??
    (await openBuildCache(config, { identity: 'this process', store: memory }));
  const hooks = { stdin, ...(cache && { cache }), ...(modules && { modules }) };
  const planned = await planBuild(config, hooks);
  const onDisk = await textsOf(planned, config);
  const built = await writeBuild(planned, config, {});
  await cache?.trim();
  const { plan, previous, failed } = planned;
  const names = failed.map(({ module }) => module);
  const drifts = previous ? findDrifts({ plan, previous, onDisk, failed: names }) : [];
  return { built, drifts, diagnostics: built.diagnostics, folders: referencedFolders(planned) };
}

/** What stands in the place of the planned files. */
async function textsOf({ plan }: PlannedBuild, { out }: Config): Promise<ReadonlyMap<string, string>> {
  const read = await outReader(out);
  const texts = new Map<string, string>();
  for (const { path } of plan.files) {
    const bytes = await read(path);
    if (bytes) texts.set(path, bytes.toString());
  }
  return texts;
}

async function foldersOf(config: Config, { configFile }: WatchHooks): Promise<readonly WatchedFolder[]> {
  const paths = config.specs.filter((spec) => spec !== '-' && !isUrl(spec));
  const specs = await Promise.all(paths.map(findSpecFolder));
  return [
    ...specs.map(({ folder, deep }) => ({
      folder,
      names: DATA,
      deep: deep && !isAbove(folder, config.workingDirectory),
    })),
    { folder: config.workingDirectory, names: CONFIG },
    { folder: join(packageRoot(), 'templates'), names: /\.js$/ },
    ...(configFile === undefined ? [] : [{ folder: dirname(configFile), names: /\.(json|ya?ml|m?[jt]s)$/ }]),
  ];
}

/** Where a folder of specs is gone, or is not there yet, all that lies beside the project is none of ours. */
function isAbove(folder: string, workingDirectory: string): boolean {
  const way = relative(folder, workingDirectory);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}

/** Of files that are there, and of those that are missing still. */
function referencedFolders({ modules, diagnostics }: PlannedBuild): readonly WatchedFolder[] {
  const there = modules.flatMap(({ summary, entry }) =>
    isAbsolute(summary.file) ? referencedFiles(summary, entry.references) : [],
  );
  const missing = diagnostics.flatMap((found) =>
    found.code === 'reference-not-found' && found.where && isAbsolute(found.where.file)
      ? resolve(dirname(found.where.file), found.args.ref.replace(/#.*$/s, ''))
      : [],
  );
  const folders = new Set([...there, ...missing].map((file) => dirname(file)));
  return [...folders].map((folder) => ({ folder, names: DATA }));
}
