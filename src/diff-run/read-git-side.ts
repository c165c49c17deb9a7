import { isAbsolute, join, relative, sep } from 'node:path';
import type { Where } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { type GitTree, readGitTree } from '../io/git-tree.ts';
import type { Config } from '../model/config.ts';
import type { ReadSide, SideOptions } from './read-side.ts';
import { readSpecSide } from './read-spec-side.ts';
import { unusable } from './unusable-side.ts';

/** The contracts of the configured specs as they were in a git revision. @throws Stop when there is none such. */
export async function readGitSide(revision: string, { config, stdin }: SideOptions): Promise<ReadSide> {
  const tree = await readGitTree(config.workingDirectory, revision, isSpecText);
  if (!tree)
    throw unusable(
      `git:${revision}`,
      'there is no such revision here; where a clone is shallow, fetch it first',
    );
  try {
    const side = await readSpecSide(revision, movedInto(tree, config, revision), stdin);
    const named = (where: Where): Where => ({ ...where, file: shownFile(where.file, tree, revision) });
    return {
      ...side,
      diagnostics: side.diagnostics.map((found) =>
        found.where ? { ...found, where: named(found.where) } : found,
      ),
      place: (where) => named(side.place(where)),
    };
  } catch (error) {
    if (!isNothingThere(error)) throw error;
    return {
      name: revision,
      oneFile: false,
      contracts: [],
      failed: [],
      diagnostics: [],
      place: (where) => where,
    };
  } finally {
    await tree.remove();
  }
}

/** What a spec or a file that it references may be; not what a build made, nor a package. */
function isSpecText(path: string): boolean {
  if (/(^|\/)node_modules\//.test(path)) return false;
  return /\.(json|ya?ml)$/i.test(path) && !/\.postman_(collection|environment)\.json$/i.test(path);
}

/** The same config, its paths in the folder where the revision's files are. */
function movedInto(tree: GitTree, config: Config, revision: string): Config {
  const move = (path: string): string => join(tree.folder, relative(tree.root, path));
  const inside = (path: string): boolean => {
    const way = relative(tree.root, path);
    return isAbsolute(path) && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  };
  const outside = config.specs.filter((spec) => !inside(spec));
  if (outside.length > 0)
    throw unusable(`git:${revision}`, `${outside.join(', ')} is not in this repository`);
  const moveInside = (path: string): string => (inside(path) ? move(path) : path);
  return {
    ...config,
    specs: config.specs.map(move),
    out: moveInside(config.out),
    workingDirectory: moveInside(config.workingDirectory),
    references: {
      map: Object.fromEntries(
        Object.entries(config.references.map).map(([prefix, path]) => [prefix, moveInside(path)]),
      ),
      roots: config.references.roots.map(moveInside),
    },
  };
}

/** As git itself names it: `HEAD:specs/contacts.json`. */
function shownFile(file: string, tree: GitTree, revision: string): string {
  const way = relative(tree.folder, file);
  return way.startsWith('..') || isAbsolute(way) ? file : `${revision}:${way.split(sep).join('/')}`;
}

/** A revision from before the first spec has none: everything is new. */
function isNothingThere(error: unknown): boolean {
  return error instanceof Stop && error.diagnostics.every(({ code }) => code === 'spec-not-found');
}
