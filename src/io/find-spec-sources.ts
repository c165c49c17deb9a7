import { realpath } from 'node:fs/promises';
import { isAbsolute, parse, relative, sep } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { findSpecFiles } from './find-spec-files.ts';
import { moduleSlug } from './module-slug.ts';
import { isUrl, shownUrl } from './shown-url.ts';
import { urlModule } from './url-module.ts';

/** Something to read a spec from. */
export interface SpecSource {
  readonly kind: 'file' | 'url' | 'stdin';
  readonly module: string;
  /** Absolute path, URL without its secrets, or `stdin`. */
  readonly file: string;
  /** What is read: the same, but a URL still holds its secrets. */
  readonly address: string;
}

/**
 * What absolute paths, globs, URLs and `-` stand for: each source once, sorted by module and file. What a build
 * itself writes into the folder `out` is a source only by its own name. Throws a Stop that names every entry which
 * matches no file.
 */
export async function findSpecSources(
  entries: readonly string[],
  out: string,
): Promise<readonly SpecSource[]> {
  const found = await Promise.all(
    [...new Set(entries)].map(async (entry) => ({ entry, sources: await listSources(entry, out) })),
  );
  const missing = found.filter(({ sources }) => sources.length === 0).map(({ entry }) => entry);
  const [first, ...rest] = missing.toSorted().map((path) => diagnostic('spec-not-found', { path }));
  if (first) throw new Stop([first, ...rest]);
  const sources = found.flatMap((entry) => entry.sources).sort(byModuleAndFile);
  return distinct(await Promise.all(sources.map(async (source) => [await identity(source), source])));
}

async function listSources(entry: string, out: string): Promise<readonly SpecSource[]> {
  if (entry === '-') return [{ kind: 'stdin', module: 'stdin', file: 'stdin', address: '-' }];
  if (isUrl(entry)) {
    return [{ kind: 'url', module: urlModule(entry), file: shownUrl(entry), address: entry }];
  }
  const scheme = /(?:^|[\\/])([a-z][a-z\d+.-]+):[\\/]/i.exec(entry)?.[1];
  if (scheme !== undefined)
    throw new Stop([
      diagnostic('spec-unreadable', { reason: `${scheme} is no http or https` }, { file: entry }),
    ]);
  const paths = await findSpecFiles(entry);
  return paths
    .filter((path) => path === entry || !isBuilt(path, out))
    .map((path) => ({
      kind: 'file',
      module: moduleSlug(parse(path).name),
      file: path,
      address: path,
    }));
}

/** The manifest, a collection or environment also of an earlier build, in either format, a report. */
export function isBuilt(path: string, out: string): boolean {
  const way = relative(out, path).split(sep).join('/');
  if (way.startsWith('../') || isAbsolute(way)) return false;
  return BUILT.some((pattern) => pattern.test(way));
}

const BUILT = [
  /^manifest\.json$/,
  /^(reports|history)\//,
  /\.postman_(collection|environment)\.json$/,
  /^(edited\/)?postman\/(collections|environments)\/.*\.yaml$/,
];

/** A file reached by two ways, such as a linked folder, is one; a link of another name is a module of its own. */
async function identity({ kind, module, address }: SpecSource): Promise<string> {
  if (kind === 'file') return `${module} ${await realpath(address).catch(() => address)}`;
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}

function distinct(sources: readonly (readonly [identity: string, source: SpecSource])[]): SpecSource[] {
  const byIdentity = new Map<string, SpecSource>();
  for (const [identity, source] of sources) {
    if (!byIdentity.has(identity)) byIdentity.set(identity, source);
  }
  return [...byIdentity.values()];
}

/** By code units, so that no locale changes the order. */
function byModuleAndFile(a: SpecSource, b: SpecSource): number {
  return compare(a.module, b.module) || compare(a.file, b.file) || compare(a.address, b.address);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
