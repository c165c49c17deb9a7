import { join } from 'node:path';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { sortDiagnostics } from './diagnostics/sort-diagnostics.ts';
import { Stop } from './diagnostics/stop.ts';
import { formatJson } from './emit/format-json.ts';
import { findBase, moduleOfBuild } from './io/find-base.ts';
import { readExport } from './io/read-export.ts';
import { readManifest } from './io/read-out.ts';
import { requireCollections } from './io/require-collections.ts';
import { takeTurns } from './io/take-turns.ts';
import { keepVersion, writeCollection } from './io/write-collection.ts';
import { keptSecrets } from './merge/kept-secrets.ts';
import { likelyModules } from './merge/likely-modules.ts';
import { mergeCollections } from './merge/merge-collections.ts';
import type { Collection } from './model/collection.ts';
import type { Config } from './model/config.ts';
import type { JsonObject } from './model/json.ts';
import type { Merged, MergeOptions, MergeReport } from './model/merge.ts';
import type { Manifest } from './model/output.ts';
import { planBuild } from './pipeline.ts';
import { fingerprintOf } from './postman/fingerprint.ts';

export interface MergeRequest {
  /** The export; absolute. */
  readonly file: string;
  /** Which module it is of; default: found by what is in it. */
  readonly module?: string;
  /** The collection that was imported, absolute, or `none`; default: found by the export's fingerprint. */
  readonly base?: string;
  readonly prefer?: NonNullable<MergeOptions['prefer']>;
  /** Where to write; absolute. Default: `merged/` in the out folder. */
  readonly output?: string;
  readonly dryRun: boolean;
  /** Asks a person about conflicts, by `MergeChange.id`. */
  readonly decide?: (report: MergeReport) => Promise<NonNullable<MergeOptions['decisions']>>;
  readonly stdin: AsyncIterable<Uint8Array>;
}

export interface MergedExport extends Merged {
  readonly module: string;
  /** File of the base; undefined: there was none. */
  readonly base?: string;
  readonly output: string;
  /** What a person has typed in that looks like a secret. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Merges an export from Postman with what the specs give now, and writes the result.
 * @throws Stop when the export is none of ours, its base is not found, or its module cannot be built.
 */
export async function mergeExport(config: Config, request: MergeRequest): Promise<MergedExport> {
  const manifest = await readManifest(config.out);
  if (!manifest) throw new Stop([diagnostic('out-not-built', { out: config.out })]);
  requireCollections(config.out, manifest);
  const theirs = await readExport(request.file);
  const module = await moduleOf(theirs, { config, manifest, request });
  const base = await baseOf(theirs, { config, manifest, request, module });
  const ours = await buildNow(config, module, request);
  const versions = { base: base?.collection, theirs, ours: ours.collection };
  const options = request.prefer ? { prefer: request.prefer } : {};
  let merged = mergeCollections(versions, options);
  if (request.decide && merged.report.changes.some(({ decidedBy }) => decidedBy === 'default'))
    merged = mergeCollections(versions, { ...options, decisions: await request.decide(merged.report) });
  const output = request.output ?? join(config.out, 'merged', `${module}.postman_collection.json`);
  if (!request.dryRun) {
    const text = formatJson(merged.collection);
    await takeTurns(config.out, async () => {
      // The merged collection descends from this build: the next merge has to find it.
      await keepVersion(config.out, { module, file: ours.path }, ours);
      await writeCollection(output, text);
    });
  }
  const both = { merged: merged.collection, ours: ours.collection };
  const diagnostics = keptSecrets(both, request.file);
  return { ...merged, module, output, diagnostics, ...(base && { base: base.file }) };
}

interface Context {
  readonly config: Config;
  readonly manifest: Manifest;
  readonly request: MergeRequest;
}

/** By its fingerprint, or else the module that most of its operations are of; one that is asked for has to be likely. */
async function moduleOf(theirs: JsonObject, { config, manifest, request }: Context): Promise<string> {
  const all = Object.entries(manifest.modules);
  const keys = Object.fromEntries(all.map(([module, { requests }]) => [module, Object.keys(requests)]));
  const likely = likelyModules(theirs, keys);
  const among = likely.length > 0 ? likely : Object.keys(keys);
  const fingerprint = fingerprintOf(theirs);
  const built = fingerprint ? await moduleOfBuild(config.out, { manifest, among }, fingerprint) : undefined;
  const possible = built === undefined ? likely : [built];
  const asked = request.module;
  const module = asked ?? possible[0];
  if (module === undefined)
    throw stopAt(request, diagnostic('export-foreign', { known: Object.keys(keys).join(', ') }));
  if (possible[0] !== undefined && !possible.includes(module))
    throw stopAt(request, diagnostic('export-of-other-module', { module: possible[0], asked: module }));
  return module;
}

interface Built {
  readonly path: string;
  readonly text: string;
  readonly collection: Collection;
}

async function buildNow(config: Config, module: string, { stdin }: MergeRequest): Promise<Built> {
  const { plan, diagnostics } = await planBuild({ ...config, format: 'v2.1' }, { stdin, modules: [module] });
  const path = plan.collections.get(module);
  const text = plan.files.find((file) => file.path === path)?.content;
  if (path !== undefined && text !== undefined)
    return { path, text, collection: JSON.parse(text) as Collection };
  const [first, ...rest] = sortDiagnostics(diagnostics).filter(({ severity }) => severity === 'error');
  throw first ? new Stop([first, ...rest]) : new Error(`Nothing was built for ${module}.`);
}

async function baseOf(
  theirs: JsonObject,
  { config, manifest, request, module }: Context & { readonly module: string },
): Promise<{ readonly collection: object; readonly file: string } | undefined> {
  if (request.base === 'none') return undefined;
  if (request.base !== undefined) return { collection: await readExport(request.base), file: request.base };
  const fingerprint = fingerprintOf(theirs);
  const file = manifest.modules[module]?.file;
  const base = fingerprint && (await findBase(config.out, { module, file }, fingerprint));
  if (base) return base;
  throw stopAt(request, diagnostic('base-not-found', { build: fingerprint ?? '', out: config.out }));
}

function stopAt({ file }: MergeRequest, found: ReturnType<typeof diagnostic>): Stop {
  return new Stop([{ ...found, where: { file } }]);
}
