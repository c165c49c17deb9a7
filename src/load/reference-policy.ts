import { dirname, extname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { ReferenceConfig } from '../model/config.ts';

export interface PolicyOptions {
  readonly references: ReferenceConfig;
  readonly workingDirectory: string;
  /** The path with its symbolic links followed; rejects when nothing is there. */
  readonly realPath: (path: string) => Promise<string>;
}

export type Decision =
  /** The file or URL to read, and the pointer (as written, without `#`) within it. */
  | { readonly file: string; readonly fragment: string }
  | { readonly refused: string }
  | { readonly missing: true };

/** Decides which file a reference in `base` means, and whether it may be read. */
export type ReferencePolicy = (ref: string, base: string) => Promise<Decision>;

const EXTENSIONS = new Set(['.json', '.yaml', '.yml']);

/**
 * What the references of one spec may reach: .json, .yaml and .yml files in the spec's folder, that folder's parent,
 * the working directory, the configured roots and the places of `references.map`; from a spec at a URL, that origin.
 * A spec whose server redirects has two addresses: the one asked for and the one that answered.
 */
export function referencePolicy(
  addresses: readonly string[],
  { references, workingDirectory, realPath }: PolicyOptions,
): ReferencePolicy {
  const places = Object.values(references.map);
  const folders = [
    ...addresses.filter((spec) => !isUrl(spec)).flatMap((spec) => foldersAround(spec, workingDirectory)),
    workingDirectory,
    ...references.roots,
    ...places.filter((place) => !isUrl(place)),
  ];
  const realFolders = Promise.all(folders.map((folder) => realPath(folder).catch(() => folder)));

  return async (ref, base) => {
    const mapped = Object.entries(references.map).find(([prefix]) => ref.startsWith(prefix));
    const [address, fragment] = splitFragment(mapped ? mapped[1] + ref.slice(mapped[0].length) : ref);
    if (address === '') return { file: base, fragment };
    const target = mapped ? { file: address } : locate(address, base, workingDirectory);
    if ('refused' in target) return target;
    if (isUrl(target.file)) {
      const allowed =
        mapped ||
        reachesOrigin(target.file, addresses) ||
        places.some((place) => isUrl(place) && target.file.startsWith(place));
      return allowed
        ? { file: target.file, fragment }
        : {
            refused: addresses.some(isUrl)
              ? 'it leaves the host of the spec'
              : 'a local spec may not reach the network',
          };
    }
    return decideFile(target.file, fragment, { folders, realFolders: await realFolders, realPath });
  };
}

/** The root of the disk is no project folder: there the parent would allow every file. */
function foldersAround(spec: string, workingDirectory: string): readonly string[] {
  if (!isAbsolute(spec)) return [workingDirectory];
  const folder = dirname(spec);
  const parent = dirname(folder);
  return dirname(parent) === parent ? [folder] : [folder, parent];
}

interface Reach {
  readonly folders: readonly string[];
  readonly realFolders: readonly string[];
  readonly realPath: PolicyOptions['realPath'];
}

async function decideFile(
  file: string,
  fragment: string,
  { folders, realFolders, realPath }: Reach,
): Promise<Decision> {
  if (!EXTENSIONS.has(extname(file).toLowerCase()))
    return { refused: 'only .json, .yaml and .yml files are read' };
  const outside = { refused: 'it leaves the folders that references may reach' };
  const real = await realPath(file).catch(() => undefined);
  // Whether a file exists elsewhere is nobody's business: outside, both cases give one answer.
  if (real === undefined) return isInside(file, [...folders, ...realFolders]) ? { missing: true } : outside;
  if (!isInside(real, realFolders)) return outside;
  return EXTENSIONS.has(extname(real).toLowerCase())
    ? { file, fragment }
    : { refused: 'it is a link to something other than a .json, .yaml or .yml file' };
}

function locate(
  address: string,
  base: string,
  workingDirectory: string,
): { readonly file: string } | { readonly refused: string } {
  if (isUrl(base)) {
    const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
    return url && isUrl(url.href) ? { file: url.href } : { refused: 'it is no http or https address' };
  }
  if (isUrl(address)) return { file: address };
  if (/^[a-z][a-z0-9+.-]+:/i.test(address)) return { refused: 'only relative paths are followed' };
  const path = decodePath(address);
  if (path.includes('\0')) return { refused: 'its path holds a NUL character' };
  if (isAbsolute(path) || /^([a-z]:|[\\/])/i.test(path))
    return { refused: 'absolute paths are not followed' };
  return { file: resolve(isAbsolute(base) ? dirname(base) : workingDirectory, path) };
}

function reachesOrigin(file: string, addresses: readonly string[]): boolean {
  return addresses.some((spec) => isUrl(spec) && new URL(file).origin === new URL(spec).origin);
}

function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const way = relative(folder, path);
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

function splitFragment(ref: string): readonly [address: string, fragment: string] {
  const hash = ref.indexOf('#');
  return hash < 0 ? [ref, ''] : [ref.slice(0, hash), ref.slice(hash + 1)];
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray `%` is no encoding: the name is taken as it is written.
    return path;
  }
}

export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}
