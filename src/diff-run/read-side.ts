import { basename, join, parse, resolve } from 'node:path';
import type { Diagnostic, Where } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { readCollection } from '../diff/read-collection.ts';
import { findSpecFiles } from '../io/find-spec-files.ts';
import { isRevision } from '../io/git-tree.ts';
import { moduleSlug } from '../io/module-slug.ts';
import { readManifest } from '../io/read-out.ts';
import { readText } from '../io/read-text.ts';
import { requireCollections } from '../io/require-collections.ts';
import { isUrl } from '../io/shown-url.ts';
import { folderExists } from '../io/surroundings.ts';
import { operationKeyOf } from '../merge/operation-key.ts';
import type { Config } from '../model/config.ts';
import type { Contract } from '../model/contract.ts';
import { collectionFault } from './collection-fault.ts';
import { readGitSide } from './read-git-side.ts';
import { readSpecSide } from './read-spec-side.ts';
import { unusable } from './unusable-side.ts';

/** What one side of a comparison holds. */
export interface ReadSide {
  readonly name: string;
  /** One file was named, rather than all that there is. */
  readonly oneFile: boolean;
  readonly contracts: readonly Contract[];
  /** Modules whose spec can't be read; the diagnostics say why. */
  readonly failed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where a person finds a place of one of the contracts. */
  readonly place: (where: Where) => Where;
}

export interface SideOptions {
  readonly config: Config;
  readonly stdin: AsyncIterable<Uint8Array>;
}

/**
 * Reads a side by what it is called: `git:REV`, a folder that was built, a folder, glob, URL or file of specs, a
 * collection, or else a git revision. What is there as a file is no revision.
 * @throws Stop when it is none of these, or cannot be read.
 */
export async function readSide(asked: string, options: SideOptions): Promise<ReadSide> {
  const { config, stdin } = options;
  if (asked.startsWith('git:')) return readGitSide(asked.slice('git:'.length), options);
  if (isUrl(asked)) return readSpecSide(asked, { ...config, specs: [asked] }, stdin);
  const path = resolve(config.workingDirectory, asked);
  if (folderExists(path)) {
    const manifest = await readManifest(path);
    if (!manifest) return readSpecSide(asked, { ...config, specs: [path] }, stdin);
    requireCollections(path, manifest);
    const modules = Object.entries(manifest.modules);
    const contracts = modules.map(([module, { file }]) =>
      readCollectionFile(module, join(path, file), options),
    );
    return collectionSide(asked, await Promise.all(contracts), false);
  }
  const files = await findSpecFiles(path);
  if (files.length === 0 && (await isRevision(config.workingDirectory, asked)))
    return readGitSide(asked, options);
  if (files.length === 0) throw unusable(asked, 'there is no such file, folder, glob or git revision');
  if (await isCollection(files, options))
    return collectionSide(asked, [await readCollectionFile(nameOf(path), path, options)], true);
  const side = await readSpecSide(asked, { ...config, specs: [path] }, stdin);
  return { ...side, oneFile: files.length === 1 && files[0] === path };
}

function collectionSide(name: string, contracts: readonly Contract[], oneFile: boolean): ReadSide {
  return { name, oneFile, contracts, failed: [], diagnostics: [], place: (where) => where };
}

/** `contacts.postman_collection.json` -> `contacts`. */
function nameOf(path: string): string {
  return moduleSlug(parse(basename(path)).name.replace(/\.postman_collection$/, ''));
}

/** Whether the one file that is meant is no spec but a collection, of whatever version. */
async function isCollection(files: readonly string[], options: SideOptions): Promise<boolean> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0 || !file.endsWith('.json')) return false;
  const json = await readJson(file, options);
  if (typeof json !== 'object' || json === null || 'openapi' in json || 'swagger' in json) return false;
  return 'item' in json || 'requests' in json || 'collection' in json;
}

async function readCollectionFile(module: string, file: string, options: SideOptions): Promise<Contract> {
  const json = await readJson(file, options);
  const fault = collectionFault(json);
  if (fault !== undefined) throw unusable(file, fault);
  return readCollection({ module, file, json, operationOf: operationKeyOf });
}

async function readJson(file: string, { config }: SideOptions): Promise<unknown> {
  const { value, diagnostics } = await readText(file, config.limits);
  const [first, ...rest] = diagnostics;
  if (first && !value) throw new Stop([first, ...rest]);
  try {
    return JSON.parse(value?.text ?? '') as unknown;
  } catch {
    return undefined;
  }
}
