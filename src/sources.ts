import { realpath } from 'node:fs/promises';
import type { Diagnostic, Outcome, Where } from './diagnostics/diagnostic.ts';
import { nodeAt } from './diagnostics/pointer.ts';
import { sortDiagnostics } from './diagnostics/sort-diagnostics.ts';
import { stopAtNothing } from './diagnostics/stop-at-nothing.ts';
import { onItsHost } from './io/download.ts';
import { readText } from './io/read-text.ts';
import { type LoadOptions, loadSpec } from './load/load-spec.ts';
import { locateOrigin } from './load/locate-origin.ts';
import type { ApiModel } from './model/api.ts';
import type { Config } from './model/config.ts';
import type { JsonObject } from './model/json.ts';
import type { LoadedSpec, SpecText } from './model/spec.ts';
import { normalise } from './normalise/normalise.ts';
import { readSources, type Sources } from './read-sources.ts';

/** A spec as the model that everything else is made from. */
export interface SourcedApi {
  readonly api: ApiModel;
  /** What it was read from: the spec with every reference resolved that leads out of it. */
  readonly document: JsonObject;
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
  // A spec is asked for by a person, a reference by the spec: where it may lead was decided before.
  const readReference = (file: string): ReturnType<typeof readText> => {
    const known = texts.get(file) ?? readText(file, config.limits, onItsHost);
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
    const api = normalise(spec);
    return {
      value: {
        api: api.value,
        document: spec.document,
        locate,
        place: (pointer) => locateOrigin(spec, existing(pointer, spec)),
      },
      diagnostics: [...loaded.diagnostics, ...locate(api.diagnostics)],
    };
  };
}

export interface Apis {
  readonly apis: readonly ApiModel[];
  /** Specs that are not usable; the diagnostics say why. */
  readonly failed: Sources['failed'];
}

export interface SourcedApis extends Pick<Apis, 'failed'> {
  readonly sourced: readonly SourcedApi[];
}

/** Every spec that was asked for, as its model. @throws Stop when none is usable or a module is not known. */
export async function readApis(
  config: Config,
  stdin: AsyncIterable<Uint8Array>,
  modules: readonly string[] | undefined,
): Promise<Outcome<Apis>> {
  const { value, diagnostics } = await readSourcedApis(config, stdin, modules);
  return { value: { apis: value.sourced.map(({ api }) => api), failed: value.failed }, diagnostics };
}

/** The same, each with its document. @throws as `readApis`. */
export async function readSourcedApis(
  config: Config,
  stdin: AsyncIterable<Uint8Array>,
  modules: readonly string[] | undefined,
): Promise<Outcome<SourcedApis>> {
  const sources = await readSources(config, stdin, modules);
  const readApi = apiReader(config);
  const sourced: SourcedApi[] = [];
  const failed = [...sources.value.failed];
  const diagnostics = [...sources.diagnostics];
  for (const spec of sources.value.specs) {
    const read = await readApi(spec);
    diagnostics.push(...read.diagnostics);
    if (read.value) sourced.push(read.value);
    else failed.push({ module: spec.module, file: spec.file });
  }
  if (sourced.length > 0) return { value: { sourced, failed }, diagnostics: sortDiagnostics(diagnostics) };
  return stopAtNothing(diagnostics, config);
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
