import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { Collection } from '../model/collection.ts';
import type { Manifest, ManifestModule } from '../model/output.ts';
import { systemReason } from './out-failure.ts';

export interface BuiltCollection {
  readonly module: string;
  readonly collection: Collection;
  readonly manifest: ManifestModule;
}

/** The collections that a manifest lists, as they stand in the out folder; throws a Stop that names a broken one. */
export async function readBuilt(
  out: string,
  manifest: Manifest,
  modules: readonly string[],
): Promise<readonly BuiltCollection[]> {
  return Promise.all(
    modules.flatMap((module) => {
      const entry = manifest.modules[module];
      return entry ? [readCollection(out, module, entry)] : [];
    }),
  );
}

async function readCollection(
  out: string,
  module: string,
  manifest: ManifestModule,
): Promise<BuiltCollection> {
  const file = join(out, manifest.file);
  const value = await readJson(file, 'collection-unreadable');
  const { info, item } = (value ?? {}) as Partial<Collection>;
  if (typeof info?._postman_id !== 'string' || !Array.isArray(item)) {
    throw new Stop([
      diagnostic('collection-unreadable', { reason: 'it is no Postman collection' }, { file }),
    ]);
  }
  return {
    module,
    collection: { ...(value as Collection), variable: (value as Partial<Collection>).variable ?? [] },
    manifest,
  };
}

/** The values of a Postman environment file that are enabled. */
export async function readEnvironment(file: string): Promise<ReadonlyMap<string, string>> {
  const value = (await readJson(file, 'environment-unreadable')) as { readonly values?: unknown } | undefined;
  if (!Array.isArray(value?.values))
    throw new Stop([
      diagnostic('environment-unreadable', { reason: 'it is no Postman environment' }, { file }),
    ]);
  const values = value.values as readonly {
    readonly key?: unknown;
    readonly value?: unknown;
    readonly enabled?: unknown;
  }[];
  return new Map(
    values
      .filter(({ enabled }) => enabled !== false)
      .map(({ key, value: text }) => [String(key), String(text ?? '')]),
  );
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
