import { join } from 'node:path';
import { diagnostic } from './diagnostics/diagnostic.ts';
import { nearestFew } from './diagnostics/nearest.ts';
import { printable } from './diagnostics/printable.ts';
import { Stop } from './diagnostics/stop.ts';
import { stopAtUnknownModules } from './diagnostics/stop-at-unknown-modules.ts';
import { moduleSlug } from './io/module-slug.ts';
import { type BuiltCollection, readBuilt, readEnvironment } from './io/read-built.ts';
import { readManifest } from './io/read-out.ts';
import { shellName } from './io/read-variables.ts';
import type { Collection, Folder, Item } from './model/collection.ts';
import type { Config } from './model/config.ts';
import type { Manifest } from './model/output.ts';
import type { VariableNames } from './snippets/pieces.ts';
import { readRequest } from './snippets/read-request.ts';
import type { SnippetRequest } from './snippets/snippet-request.ts';

/** An operation as a built collection sends it. */
export interface BuiltOperation {
  readonly module: string;
  /** `GET /contacts/{contactId}` */
  readonly key: string;
  /** Of its name, and no other operation's of the module: `get-contact`. */
  readonly slug: string;
  readonly operationId: string | undefined;
  /** On one line, safe to show. */
  readonly name: string;
  /** Of the request in the collection. */
  readonly id: string;
  readonly request: SnippetRequest;
  readonly names: VariableNames;
  /** An example of each variable that has one, by its name in the process environment. */
  readonly examples: ReadonlyMap<string, string>;
  /** The spec's first server; empty when there is none. */
  readonly server: string;
}

/**
 * The operations of built collections, in their order; of all modules when none is named.
 * @throws Stop where nothing was built, for a module that is not there, and for a broken collection.
 */
export async function builtOperations(
  config: Config,
  modules: readonly string[] = [],
): Promise<readonly BuiltOperation[]> {
  const manifest = await readManifest(config.out);
  if (!manifest) throw new Stop([diagnostic('out-not-built', { out: config.out })]);
  if (manifest.manifestVersion === 1) throw new Stop([diagnostic('out-outdated', { out: config.out })]);
  const known = Object.keys(manifest.modules);
  stopAtUnknownModules(modules, known);
  const shared = await environmentVariables(config, manifest);
  const operations: BuiltOperation[] = [];
  const asked = modules.length === 0 ? known : [...new Set(modules)];
  for await (const built of readBuilt(config.out, manifest, asked)) operations.push(...read(built, shared));
  return operations;
}

/**
 * The operation of a module by its key, its operationId or the slug of its name.
 * @throws Stop `operation-unknown` with the nearest names.
 */
export function findOperation(
  operations: readonly BuiltOperation[],
  module: string,
  wanted: string,
): BuiltOperation {
  const own = operations.filter((one) => one.module === module);
  const found =
    own.find(({ key }) => key === wanted) ??
    own.find(({ operationId }) => operationId === wanted) ??
    own.find(({ slug }) => slug === wanted);
  if (found) return found;
  const names = own.flatMap(({ key, slug, operationId }) =>
    wanted.includes('/') ? [key] : [slug, operationId ?? slug],
  );
  const nearest = nearestFew(wanted, [...new Set(names)], 3).join(', ');
  throw new Stop([diagnostic('operation-unknown', { operation: wanted, module, nearest })]);
}

/**
 * The operations of modules (`contacts`), and single ones (`contacts/get-contact`, `contacts/GET /contacts/{contactId}`),
 * each once and in the order of the collections; all when nothing is named.
 * @throws Stop for a module or an operation that is not there.
 */
export async function chooseOperations(
  config: Config,
  chosen: readonly string[],
): Promise<readonly BuiltOperation[]> {
  const asked = chosen.map((one) => {
    const slash = one.indexOf('/');
    return slash < 0 ? { module: one } : { module: one.slice(0, slash), operation: one.slice(slash + 1) };
  });
  const modules = asked.map(({ module }) => module);
  const operations = await builtOperations(config, modules);
  if (asked.length === 0) return operations;
  const wanted = new Set(
    asked.flatMap(({ module, operation }) =>
      operation === undefined
        ? operations.filter((one) => one.module === module)
        : findOperation(operations, module, operation),
    ),
  );
  return operations.filter((one) => wanted.has(one));
}

async function environmentVariables(config: Config, { environments }: Manifest): Promise<readonly string[]> {
  const read = await Promise.all(
    Object.values(environments).map(({ file }) => readEnvironment(join(config.out, file))),
  );
  return read.flatMap(({ values }) => [...values.keys()]);
}

function read(
  { module, collection, manifest }: BuiltCollection,
  shared: readonly string[],
): readonly BuiltOperation[] {
  const declared = [...shared, ...collection.variable.map(({ key }) => key)];
  const names = new Map(
    [...declared, ...manifest.unset.map(({ name }) => name)].map((name) => [name, environmentName(name)]),
  );
  const examples = examplesOf(collection, names);
  const items = new Map(itemsOf(collection.item).map((item) => [item.id, item]));
  const taken = new Set<string>();
  return Object.entries(manifest.requests).flatMap(([key, { id }]): readonly BuiltOperation[] => {
    const item = items.get(id);
    if (!item) return [];
    const slug = freeSlug(moduleSlug(item.name), id, taken);
    return [
      {
        module,
        key,
        slug,
        operationId: operationIdOf(item),
        name: printable(item.name),
        id,
        request: readRequest(item, { names, auth: collection.auth }),
        names,
        examples,
        server: manifest.server,
      },
    ];
  });
}

/** A name that begins with a digit would be an argument of the shell. */
function environmentName(name: string): string {
  return shellName(name).replace(/^(?=\d)/, '_');
}

function examplesOf({ variable }: Collection, names: VariableNames): ReadonlyMap<string, string> {
  return new Map(
    variable.filter(({ value }) => value !== '').map(({ key, value }) => [names.get(key) ?? key, value]),
  );
}

function itemsOf(items: readonly (Folder | Item)[]): readonly Item[] {
  return items.flatMap((one) => ('item' in one ? itemsOf(one.item) : [one]));
}

function freeSlug(slug: string, id: string, taken: Set<string>): string {
  const free = taken.has(slug) ? `${slug}-${id.slice(0, 8)}` : slug;
  taken.add(free);
  return free;
}

/** Postman has no place of its own for it: the build writes it as a line of the description. */
function operationIdOf({ request }: Item): string | undefined {
  return /^- Operation: (`+) ?(.*?) ?\1$/m.exec(request.description ?? '')?.[2];
}
