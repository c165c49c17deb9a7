import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { Collection, Folder, Item } from '../model/collection.ts';
import type { Manifest, ManifestModule } from '../model/output.ts';
import { systemReason } from './out-failure.ts';

export interface BuiltCollection {
  readonly module: string;
  readonly file: string;
  readonly collection: Collection;
  readonly manifest: ManifestModule;
}

/**
 * The collections that a manifest lists, as they stand in the out folder: one after the other, since many modules
 * together are large.
 * @throws Stop that names a broken one.
 */
export async function* readBuilt(
  out: string,
  manifest: Manifest,
  modules: readonly string[],
): AsyncGenerator<BuiltCollection> {
  for (const module of modules) {
    const entry = manifest.modules[module];
    if (!entry) continue;
    const file = join(out, entry.file);
    const ids = Object.values(entry.requests).map(({ id }) => id);
    yield { module, file, collection: await readCollection(file, ids), manifest: entry };
  }
}

/**
 * A collection of ours without its saved examples. `ids`: of requests, one of which it holds.
 * @throws Stop when it is broken.
 */
export async function readCollection(file: string, ids: readonly string[]): Promise<Collection> {
  const value = await readJson(file, 'collection-unreadable');
  const reason = faultOf(value, new Set(ids));
  if (reason !== undefined) throw new Stop([diagnostic('collection-unreadable', { reason }, { file })]);
  return {
    ...(value as Collection),
    item: withoutExamples((value as Collection).item),
    variable: (value as Partial<Collection>).variable ?? [],
  };
}

/** Saved examples are most of a collection, and a run has no use for them. */
function withoutExamples(items: readonly (Folder | Item)[]): readonly (Folder | Item)[] {
  return items.map((one) =>
    'item' in one ? { ...one, item: withoutExamples(one.item) } : { ...one, response: [] },
  );
}

/** A person may have changed it: what we rely on is there, or we say what is not. */
function faultOf(value: unknown, ids: ReadonlySet<string>): string | undefined {
  const { info, item } = asRecord(value);
  if (typeof asRecord(info)['_postman_id'] !== 'string' || !Array.isArray(item))
    return 'it is no Postman collection';
  const items = leavesOf(item);
  const broken = items.find((one) => !isRequestItem(one));
  if (broken !== undefined) return `its item ${JSON.stringify(broken['name'] ?? '')} is no request of ours`;
  if (ids.size > 0 && !items.some(({ id }) => ids.has(String(id))))
    return 'it holds no request of the module';
  return undefined;
}

function leavesOf(items: readonly unknown[]): readonly Unknowns[] {
  return items.map(asRecord).flatMap((one) => (Array.isArray(one['item']) ? leavesOf(one['item']) : [one]));
}

function isRequestItem({ request }: Unknowns): boolean {
  const { method, header, url } = asRecord(request);
  const { path = [], query = [], variable = [] } = asRecord(url);
  return typeof method === 'string' && [header, path, query, variable].every(Array.isArray);
}

type Unknowns = { readonly [name: string]: unknown };

function asRecord(value: unknown): Unknowns {
  return typeof value === 'object' && value !== null ? (value as Unknowns) : {};
}

export interface ReadEnvironment {
  readonly values: ReadonlyMap<string, string>;
  /** Names of the variables whose type is `secret`. */
  readonly secret: ReadonlySet<string>;
}

/** The values of a Postman environment file that are enabled. */
export async function readEnvironment(file: string): Promise<ReadEnvironment> {
  const value = (await readJson(file, 'environment-unreadable')) as { readonly values?: unknown } | undefined;
  if (!Array.isArray(value?.values))
    throw new Stop([
      diagnostic('environment-unreadable', { reason: 'it is no Postman environment' }, { file }),
    ]);
  const enabled = value.values
    .map(asRecord)
    .filter(({ key, enabled: isEnabled }) => key !== undefined && isEnabled !== false);
  return {
    values: new Map(enabled.map(({ key, value: text }) => [String(key), String(text ?? '')])),
    secret: new Set(enabled.filter(({ type }) => type === 'secret').map(({ key }) => String(key))),
  };
}

async function readJson(
  file: string,
  code: 'collection-unreadable' | 'environment-unreadable',
): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? `it is no valid JSON (${error.message})` : systemReason(error);
    throw new Stop([diagnostic(code, { reason }, { file })]);
  }
}
