import { createHash } from 'node:crypto';
import { findDrifts } from './check/find-drifts.ts';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { sortDiagnostics } from './diagnostics/sort-diagnostics.ts';
import { Stop } from './diagnostics/stop.ts';
import { sealEntry } from './emit/seal-entry.ts';
import { outReader, type ReadOut } from './io/out-reader.ts';
import { readManifest } from './io/read-out.ts';
import type { BuildResult } from './model/build.ts';
import type { CheckResult } from './model/check.ts';
import type { Config } from './model/config.ts';
import { type BuildHooks, type Holds, planBuild } from './pipeline.ts';
import { entryFiles, formatOf, manifestFiles } from './postman/manifest-files.ts';
import { textsNow } from './texts-now.ts';
import { findTypesDrifts } from './types-check.ts';

export interface CheckHooks extends Pick<BuildHooks, 'stdin' | 'modules'> {
  /** Builds every module, also those that need not be. */
  readonly full: boolean;
}

export interface Checked extends CheckResult {
  readonly failed: BuildResult['failed'];
  /** Of the modules that had to be built. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Whether the out folder is what the specs give now. A module is built, in memory, unless the manifest shows that
 * nothing it comes from has changed, nor its file. Writes nothing.
 * @throws Stop when there is no build to compare with, or no spec can be built.
 */
export async function checkOut(config: Config, { full, ...asked }: CheckHooks): Promise<Checked> {
  const hooks = { ...asked, stdin: replayable(asked.stdin) };
  const previous = await readManifest(config.out);
  if (!previous) throw new Stop([diagnostic('out-not-built', { out: config.out })]);
  if (previous.manifestVersion === 1) throw new Stop([diagnostic('out-outdated', { out: config.out })]);
  const read = await outReader(config.out);
  const { plan, failed, diagnostics } = await planBuild(
    config,
    hooks,
    full ? never : unchanged(read, config),
  );
  const paths = new Set([
    ...manifestFiles(previous).map(({ file }) => file),
    ...plan.files.map(({ path }) => path),
  ]);
  const onDisk = new Map<string, string>();
  for (const path of paths) {
    const bytes = await read(path);
    if (bytes) onDisk.set(path, bytes.toString());
  }
  const names = failed.map(({ module }) => module);
  return {
    drifts: [
      ...findDrifts({ plan, previous, onDisk, failed: names }),
      ...(await findTypesDrifts(config, { ...hooks, full, read })),
    ],
    modules: new Set([...Object.keys(previous.modules), ...plan.collections.keys(), ...names]).size,
    failed,
    diagnostics: sortDiagnostics(diagnostics),
  };
}

/** Collections and types are each made from what is read, and standard input can be read once. */
function replayable(stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let read: Uint8Array[] | undefined;
  return {
    async *[Symbol.asyncIterator]() {
      if (read) return yield* read;
      read = [];
      for await (const chunk of stream) {
        read.push(chunk);
        yield chunk;
      }
    },
  };
}

const never: Holds = async () => false;

/** Whether the manifest shows that nothing a module comes from has changed, nor its file. */
export function unchanged(read: ReadOut, { limits, format }: Config): Holds {
  const hashNow = textsNow(limits);
  return async (spec, entry, settings) => {
    if (entry.inputs === '' || sealEntry(entry, settings) !== entry.inputs) return false;
    if (formatOf(entry) !== format) return false;
    for (const { file, hash } of entryFiles(entry)) {
      const bytes = await read(file);
      if (!bytes || createHash('sha256').update(bytes).digest('hex') !== hash) return false;
    }
    return (await hashNow(spec, entry.references)) === entry.specHash;
  };
}
