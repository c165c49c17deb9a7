import { createHash } from 'node:crypto';
import type { BuildCache } from './build-modules.ts';
import { cacheFolder } from './io/cache-folder.ts';
import { type CacheStore, openCacheStore } from './io/cache-store.ts';
import { codeIdentity } from './io/code-identity.ts';
import { outReader, type ReadOut } from './io/out-reader.ts';
import { readKeptLayouts } from './io/read-kept-layouts.ts';
import { type KeptModule, readKeptModule } from './io/read-kept-module.ts';
import { realPaths } from './io/real-paths.ts';
import type { Config } from './model/config.ts';
import type { LaidOut } from './model/layout.ts';
import type { ModuleBuild } from './model/module-build.ts';
import type { SpecText } from './model/spec.ts';
import { type HashNow, referencedFiles, textsNow } from './texts-now.ts';

export interface CacheParts {
  /** What decides, besides the input, what is built; undefined: nothing tells, and there is no cache. */
  readonly identity: string | undefined;
  readonly store: CacheStore;
}

/** The cache that the config asks for, for one build; undefined: none. */
export async function openBuildCache(
  config: Config,
  parts: Partial<CacheParts> = {},
): Promise<BuildCache | undefined> {
  const { identity = codeIdentity() } = parts;
  if (identity === undefined || (config.cache === false && !parts.store)) return undefined;
  const store = parts.store ?? (await openCacheStore(config.cache || cacheFolder(config.workingDirectory)));
  const opened = { config, identity };
  const hashNow = textsNow(config.limits);
  const readOut = await outReader(config.out);
  return {
    find: (spec, settings) => find(spec, keyOf(spec, settings, opened), { store, hashNow, readOut }),
    keep: (spec, settings, built) => keep(spec, built, { store, key: keyOf(spec, settings, opened) }),
    ...keptLayouts(store, identity),
    trim: store.trim,
  };
}

interface Opened {
  readonly config: Config;
  readonly identity: string;
}

/**
 * Over all that decides what a spec becomes but the texts of its references, which are known once it is built: those
 * are in the entry. Paths are absolute: diagnostics name them, and they decide what a reference may reach.
 */
function keyOf(spec: SpecText, settings: string, { identity, config: { workingDirectory } }: Opened): string {
  const { module, file, base, mediaType, text } = spec;
  const parts = [identity, settings, workingDirectory, module, file, base ?? '', mediaType ?? '', text];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}\0`).update(part);
  return hash.digest('hex');
}

interface Looking {
  readonly store: CacheStore;
  readonly hashNow: HashNow;
  readonly readOut: ReadOut;
}

async function find(
  spec: SpecText,
  key: string,
  { store, hashNow, readOut }: Looking,
): Promise<ModuleBuild | undefined> {
  for (const name of store.names(`module-${key}-`)) {
    const kept = readKeptModule(store.read(name), spec);
    if (!kept || !(await holds(spec, kept, hashNow))) continue;
    const { file, hash } = kept.build.entry;
    const there = await readOut(file);
    if (there && sha256(there) === hash) return kept.build;
    const content = store.read(`text-${hash}`);
    if (content !== undefined && sha256(content) === hash) return { ...kept.build, content };
  }
  return undefined;
}

/** References still lead where they led, and say what they said. */
async function holds(spec: SpecText, { build, real }: KeptModule, hashNow: HashNow): Promise<boolean> {
  const { references, specHash } = build.entry;
  const places = await realPaths(referencedFiles(spec, references));
  return (
    places.every((place, index) => place === real[index]) && (await hashNow(spec, references)) === specHash
  );
}

/** A module that was not made from files alone is not kept. */
async function keep(
  spec: SpecText,
  { content, ...build }: ModuleBuild,
  { store, key }: { readonly store: CacheStore; readonly key: string },
): Promise<void> {
  const { inputs, references, hash, specHash } = build.entry;
  if (inputs === '' || content === undefined) return;
  const kept: KeptModule = { build, real: await realPaths(referencedFiles(spec, references)) };
  await store.keep(`text-${hash}`, content);
  await store.keep(`module-${key}-${specHash}`, JSON.stringify(kept));
}

/** More than all known APIs together have: a spec with a media type of its own for each operation fills no cache. */
const MOST_LAYOUTS = 1000;

/** Read when the first is looked for: a build that finds all modules needs none. */
function keptLayouts(store: CacheStore, identity: string): Pick<BuildCache, 'layouts' | 'keepLayouts'> {
  const name = `layouts-${sha256(identity)}`;
  let known: Map<string, LaidOut> | undefined;
  let grew = false;
  const open = (): Map<string, LaidOut> => {
    known ??= new Map(readKeptLayouts(store.read(name)));
    return known;
  };
  return {
    layouts: {
      get: (key) => open().get(key),
      set: (key, laidOut) => {
        grew = true;
        open().set(key, laidOut);
      },
    },
    keepLayouts: async () => {
      if (grew) await store.keep(name, JSON.stringify([...open()].slice(-MOST_LAYOUTS)));
    },
  };
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
