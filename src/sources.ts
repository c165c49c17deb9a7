import { realpath } from 'node:fs/promises';
import { type Diagnostic, diagnostic, type Outcome, type Where } from './diagnostics/diagnostic.ts';
import { nodeAt } from './diagnostics/pointer.ts';
import { sortDiagnostics } from './diagnostics/sort-diagnostics.ts';
import { Stop } from './diagnostics/stop.ts';
import { stopAtUnknownModules } from './diagnostics/stop-at-unknown-modules.ts';
import { readSpecs } from './io/read-specs.ts';
import { readText } from './io/read-text.ts';
import { type LoadOptions, loadSpec } from './load/load-spec.ts';
import { locateOrigin } from './load/locate-origin.ts';
import type { ApiModel } from './model/api.ts';
import type { Config } from './model/config.ts';
import type { LoadedSpec, SpecText } from './model/spec.ts';
import { normalise } from './normalise/normalise.ts';

export interface Sources {
  readonly specs: readonly SpecText[];
  readonly failed: readonly { readonly module: string; readonly file: string }[];
  /** Modules that are there but were not asked for. */
  readonly unasked: readonly string[];
}

/** Reads every configured spec, and picks the modules that were asked for. */
export async function readSources(
  config: Config,
  stdin: AsyncIterable<Uint8Array>,
  modules: readonly string[] | undefined,
): Promise<Outcome<Sources>> {
  const { value, diagnostics } = await readSpecs(config, stdin);
  if (!modules) return { value: { ...value, unasked: [] }, diagnostics };
  const known = [...value.specs, ...value.failed].map(({ module }) => module).toSorted();
  stopAtUnknownModules(modules, known);
  const asked = ({ module }: { readonly module: string }): boolean => modules.includes(module);
  const failed = value.failed.filter(asked);
  const files = new Set(failed.map(({ file }) => file));
  return {
    value: {
      specs: value.specs.filter(asked),
      failed,
      unasked: known.filter((module) => !modules.includes(module)),
    },
    diagnostics: diagnostics.filter(({ where }) => where === undefined || files.has(where.file)),
  };
}

/** A spec as the model that everything else is made from. */
export interface SourcedApi {
  readonly api: ApiModel;
  /** Diagnostics in the bundled document, as diagnostics in the files that a person has. */
  readonly locate: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
  /** The place in such a file of a pointer into the bundled document, or of the nearest node above it that exists. */
  readonly place: (pointer: string) => Where;
}

/** Undefined when the spec is not usable. */
export type ReadApi = (spec: SpecText) => Promise<Outcome<SourcedApi | undefined>>;

/** Files that several specs reference are looked up and read once. */
export function apiReader(config: Config): ReadApi {
  const texts = new Map<string, ReturnType<typeof readText>>();
  const readReference = (file: string): ReturnType<typeof readText> => {
    const known = texts.get(file) ?? readText(file, config.limits);
    texts.set(file, known);
    return known;
  };
  const realPaths = new Map<string, Promise<string>>();
  const realPath = (path: string): Promise<string> => {
    const known = realPaths.get(path) ?? realpath(path);
    realPaths.set(path, known);
    return known;
  };
  const options: LoadOptions = {
    readReference,
    realPath,
    references: config.references,
    workingDirectory: config.workingDirectory,
    maxFiles: config.limits.referencedFiles,
    maxNesting: config.limits.nesting,
  };
  return async (text) => {
    const loaded = await loadSpec(text, options);
    if (!loaded.value) return { value: undefined, diagnostics: loaded.diagnostics };
    const spec = loaded.value;
    const locate: SourcedApi['locate'] = (diagnostics) => diagnostics.map((found) => located(found, spec));
    const api = normalise(spec, { webhooks: config.webhooks });
    return {
      value: { api: api.value, locate, place: (pointer) => locateOrigin(spec, existing(pointer, spec)) },
      diagnostics: [...loaded.diagnostics, ...locate(api.diagnostics)],
    };
  };
}

export interface Apis {
  readonly apis: readonly ApiModel[];
  /** Specs that are not usable; the diagnostics say why. */
  readonly failed: Sources['failed'];
}

/** Every spec that was asked for, as its model. @throws Stop when none is usable or a module is not known. */
export async function readApis(
  config: Config,
  stdin: AsyncIterable<Uint8Array>,
  modules: readonly string[] | undefined,
): Promise<Outcome<Apis>> {
  const sources = await readSources(config, stdin, modules);
  const readApi = apiReader(config);
  const apis: ApiModel[] = [];
  const failed = [...sources.value.failed];
  const diagnostics = [...sources.diagnostics];
  for (const spec of sources.value.specs) {
    const read = await readApi(spec);
    diagnostics.push(...read.diagnostics);
    if (read.value) apis.push(read.value.api);
    else failed.push({ module: spec.module, file: spec.file });
  }
  const sorted = sortDiagnostics(diagnostics);
  if (apis.length > 0) return { value: { apis, failed }, diagnostics: sorted };
  const [first, ...rest] = sorted.filter(({ severity }) => severity === 'error');
  throw new Stop(
    first
      ? [first, ...rest]
      : [diagnostic('no-specs', { looked: config.specs.join(', ') || '`specs` in the config is empty' })],
  );
}

function existing(pointer: string, { document }: LoadedSpec): string {
  let place = pointer;
  while (place !== '' && nodeAt(document, place) === undefined)
    place = place.slice(0, place.lastIndexOf('/'));
  return place;
}

function located(found: Diagnostic, spec: LoadedSpec): Diagnostic {
  const { where } = found;
  if (where?.pointer === undefined || where.file !== spec.file) return found;
  return { ...found, where: locateOrigin(spec, where.pointer) };
}
