import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/sort-diagnostics.ts';
import { eachLimited } from '../io/each-limited.ts';
import { checkFolders, type Found, inspectOut, type OutFolder, openOut } from '../io/open-out.ts';
import { formatSpecLock, SPEC_LOCK } from '../io/spec-lock.ts';
import { takeTurns } from '../io/take-turns.ts';
import { writeTogether } from '../io/write-together.ts';
import type { BuildProgress } from '../model/build.ts';
import type { Limits } from '../model/config.ts';
import type { LockedFile, SpecLock } from '../model/spec-lock.ts';
import type { PulledFile, SpecFolder } from './pull-file.ts';
import { type PulledModule, pullModule } from './pull-module.ts';
import type { PullSource, SourceModule } from './pull-source.ts';
import { recoverLock } from './recover-lock.ts';

export interface PullOptions {
  /** The folder of specs, absolute. */
  readonly into: string;
  readonly modules: readonly SourceModule[];
  readonly limits: Limits;
  readonly dryRun: boolean;
  /** Replaces files that were changed by hand. */
  readonly force: boolean;
  readonly onProgress?: (event: BuildProgress) => void;
}

export interface PullResult {
  readonly into: string;
  /** By path relative to the folder. */
  readonly files: readonly { readonly path: string; readonly change: PullChange; readonly bytes: number }[];
  /** Modules whose old files stay as they were; the diagnostics say why. */
  readonly failed: readonly string[];
  readonly modules: number;
  /** Something was written, or would be: the files that changed, or the lock alone. */
  readonly wrote: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export type PullChange = 'new' | 'changed' | 'unchanged';

/**
 * Pulls specs from a source into a folder. Every document is there, checked, before the first file is replaced; each
 * file is the old one or the new one at any moment, and the lock comes last. A module of which anything is missing
 * keeps all its old files, and so does one that was changed by hand.
 * @throws Stop when the folder cannot be written, or its lock is none.
 */
export async function pullSpecs(source: PullSource, options: PullOptions): Promise<PullResult> {
  const onWait = (pid: number): void => options.onProgress?.({ type: 'waiting', pid });
  return options.dryRun
    ? pullNow(source, options)
    : takeTurns(options.into, () => pullNow(source, options), onWait);
}

async function pullNow(source: PullSource, options: PullOptions): Promise<PullResult> {
  const out = await openOut(options.into);
  const hashOf = (path: string): Promise<string | undefined> => hashAt(out, path);
  const lock = await recoverLock(options.into, hashOf);
  const pulled = await pullModules(source, options, { lock, hashOf });
  await checkFolders(out, [...pathsOf(pulled), SPEC_LOCK]);
  const found = await inspectOut(out, [...pathsOf(pulled), SPEC_LOCK]);
  const kept = pulled.map((module) => refuseEdited(module, { out, lock, found, force: options.force }));
  const modules = refuseClashes(kept, out);
  // What a spec refers to is there before the spec is.
  const files = new Map(
    modules.flatMap((module) => module.files.map((file) => [file.path, file] as const).reverse()),
  );
  const changes = [...files.values()].map((file) => ({ ...file, change: changeOf(file, found) }));
  const text = formatSpecLock(lockOf(lock, files));
  const isLockNew = files.size > 0 && !isSame(found.get(SPEC_LOCK), Buffer.from(text));
  const write = changes.filter(({ change }) => change !== 'unchanged');
  if (!options.dryRun && (write.length > 0 || isLockNew))
    await writeTogether(out, [
      ...write.flatMap(({ path, bytes }) => (bytes ? [{ path, bytes }] : [])),
      { path: SPEC_LOCK, bytes: Buffer.from(text) },
    ]);
  return {
    into: options.into,
    files: changes
      .map(({ path, change, locked: { bytes } }) => ({ path, change, bytes }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    failed: modules.filter((module) => module.files.length === 0).map(({ module }) => module),
    modules: modules.length,
    wrote: write.length > 0 || isLockNew,
    diagnostics: sortDiagnostics(modules.flatMap(({ diagnostics }) => diagnostics)),
  };
}

async function pullModules(
  source: PullSource,
  { modules, limits, onProgress }: PullOptions,
  folder: SpecFolder,
): Promise<readonly PulledModule[]> {
  const pulling = { source, folder, maxFiles: limits.referencedFiles, asked: new Map() };
  const pulled = new Map<string, PulledModule>();
  await eachLimited(modules, async (module) => {
    const one = await pullModule(module, pulling);
    pulled.set(module.module, one);
    onProgress?.({
      type: 'module',
      module: module.module,
      done: pulled.size,
      modules: modules.length,
      ok: one.files.length > 0,
    });
  });
  return [...pulled.values()].toSorted((a, b) => (a.module < b.module ? -1 : 1));
}

async function hashAt(out: OutFolder, path: string): Promise<string | undefined> {
  const found = (await inspectOut(out, [path])).get(path);
  return found?.type === 'file' ? hash(found.bytes) : undefined;
}

function pathsOf(modules: readonly PulledModule[]): readonly string[] {
  return [...new Set(modules.flatMap(({ files }) => files.map(({ path }) => path)))];
}

interface Before {
  readonly out: OutFolder;
  readonly lock: SpecLock | undefined;
  readonly found: ReadonlyMap<string, Found>;
  readonly force: boolean;
}

/** What stands in a file's place and is neither what was pulled before nor what was pulled now is a person's. */
function refuseEdited(module: PulledModule, { out, lock, found, force }: Before): PulledModule {
  const edited = module.files.filter(({ path, bytes }) => {
    const there = found.get(path);
    if (bytes === undefined || there === undefined || there.type === 'nothing') return false;
    if (there.type !== 'file') return true;
    return !force && !isSame(there, bytes) && hash(there.bytes) !== lock?.files[path]?.sha256;
  });
  if (edited.length === 0) return module;
  const faults = edited.map(({ path }) =>
    diagnostic('spec-edited', { path }, { file: join(out.shown, path) }),
  );
  return { ...module, files: [], diagnostics: faults };
}

/** Two documents of the source that would be one file here. */
function refuseClashes(modules: readonly PulledModule[], out: OutFolder): readonly PulledModule[] {
  const taken = new Map<string, string>();
  return modules.map((module) => {
    const clash = module.files.find(({ path, locked }) => (taken.get(path) ?? locked.url) !== locked.url);
    for (const { path, locked } of clash ? [] : module.files) taken.set(path, locked.url);
    if (!clash) return module;
    const reason = `${clash.path} is ${taken.get(clash.path)} and ${clash.locked.url}`;
    const fault = diagnostic('spec-unreadable', { reason }, { file: join(out.shown, clash.path) });
    return { ...module, files: [], diagnostics: [fault] };
  });
}

function changeOf({ path, bytes }: PulledFile, found: ReadonlyMap<string, Found>): PullChange {
  if (bytes === undefined || isSame(found.get(path), bytes)) return 'unchanged';
  return found.get(path)?.type === 'nothing' ? 'new' : 'changed';
}

/** What was not pulled now keeps its entry. */
function lockOf(
  lock: SpecLock | undefined,
  files: ReadonlyMap<string, PulledFile>,
): ReadonlyMap<string, LockedFile> {
  const pulled = [...files].map(([path, { locked }]) => [path, locked] as const);
  return new Map([...Object.entries(lock?.files ?? {}), ...pulled]);
}

function isSame(found: Found | undefined, bytes: Uint8Array): boolean {
  return found?.type === 'file' && found.bytes.equals(bytes);
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
