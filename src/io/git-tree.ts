import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';

/** The files of one revision, written out to a folder of their own. */
export interface GitTree {
  /** The repository's root, as seen from the folder that was asked from. */
  readonly root: string;
  /** Where the files stand now, in the same folders below it. */
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

const LARGEST = 1024 * 1024 * 1024;
const LINKS = 8;

/** True when `revision` names a commit of the repository that holds `folder`. Nothing is run by a shell. */
export async function isRevision(folder: string, revision: string): Promise<boolean> {
  return (await commitOf(folder, revision)) !== undefined;
}

/**
 * Writes the files of a revision whose paths `wanted` takes into a temporary folder; undefined when there is no such
 * revision. Changes nothing in the repository.
 */
export async function readGitTree(
  folder: string,
  revision: string,
  wanted: (path: string) => boolean,
): Promise<GitTree | undefined> {
  const commit = await commitOf(folder, revision);
  if (commit === undefined) return undefined;
  const root = resolve(folder, (await git(folder, ['rev-parse', '--show-cdup'])).toString().trim() || '.');
  const entries = await listEntries(root, commit);
  const paths = [...entries.keys()].filter(wanted);
  const files = await followLinks(root, paths, entries);
  const contents = await readBlobs(root, [...new Set(files.values())]);
  const tree = await realpath(await mkdtemp(join(tmpdir(), 'hoopai-postman-git-')));
  const remove = () => rm(tree, { recursive: true, force: true });
  try {
    for (const [path, id] of files) {
      const file = join(tree, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, contents.get(id) ?? '');
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { root, folder: tree, remove };
}

interface Entry {
  readonly isLink: boolean;
  /** Object id of the blob. */
  readonly id: string;
}

async function commitOf(folder: string, revision: string): Promise<string | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  try {
    return (await git(folder, args)).toString().trim();
  } catch {
    // No such revision, no repository, no git: all the same to somebody who may have meant a file.
    return undefined;
  }
}

/** git-ls-tree, `-z`: `<mode> <type> <id>\t<path>\0`. Submodules have no files here. */
async function listEntries(root: string, commit: string): Promise<ReadonlyMap<string, Entry>> {
  const text = (await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit])).toString();
  const entries = text.split('\0').flatMap((line): [string, Entry][] => {
    const [, mode, id = '', path = ''] = /^(\d+) blob ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
    return mode === undefined ? [] : [[path, { isLink: mode === '120000', id }]];
  });
  return new Map(entries);
}

/** By path, the blob that it leads to: a link counts as the file that it names, if that is in the revision too. */
async function followLinks(
  root: string,
  paths: readonly string[],
  entries: ReadonlyMap<string, Entry>,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const path of paths) {
    let at = path;
    let entry = entries.get(at);
    for (let count = 0; entry?.isLink && count < LINKS; count++) {
      const target = (await readBlobs(root, [entry.id])).get(entry.id)?.toString() ?? '';
      at = posix.join(posix.dirname(at), target);
      entry = entries.get(at);
    }
    if (entry && !entry.isLink) files.set(path, entry.id);
  }
  return files;
}

/** git-cat-file, `--batch`: `<id> blob <size>\n<content>\n`, one after the other. */
async function readBlobs(root: string, ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  if (ids.length === 0) return new Map();
  const output = await git(root, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  const contents = new Map<string, Buffer>();
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf('\n', start);
    const [id = '', type, size] = output.subarray(start, end).toString().split(' ');
    if (type !== 'blob') throw new Error(`git cat-file answered ${type} for ${id}`);
    const next = end + 1 + Number(size);
    contents.set(id, output.subarray(end + 1, next));
    start = next + 1;
  }
  return contents;
}

function git(folder: string, args: readonly string[], input?: string): Promise<Buffer> {
  const options = { cwd: folder, encoding: 'buffer' as const, maxBuffer: LARGEST, windowsHide: true };
  return new Promise((done, fail) => {
    const child = execFile('git', args, options, (error, stdout) => (error ? fail(error) : done(stdout)));
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}
