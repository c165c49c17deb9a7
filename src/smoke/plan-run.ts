import type { Collection, Folder, Item } from '../model/collection.ts';
import type { ManifestModule } from '../model/output.ts';
import type { SmokeMode, SmokeTarget } from '../model/report.ts';
import type { ModulePlan, PlannedStep, SmokePlan } from '../model/smoke.ts';
import { chooseSteps } from './choose-steps.ts';
import { negativeSteps } from './negative-steps.ts';
import { orderSteps } from './order-steps.ts';

/** A module as the out folder has it. */
export interface BuiltModule {
  readonly module: string;
  readonly collection: Collection;
  readonly manifest: Pick<ManifestModule, 'title' | 'links' | 'requests'>;
}

export interface PlanOptions {
  readonly mode: SmokeMode;
  readonly target: SmokeTarget;
  /** Variables that the environment gives a value. */
  readonly given: ReadonlySet<string>;
  /** Parts of request names and keys, letter case aside; none: all. */
  readonly grep: string;
  /** Name of a folder; empty: all. */
  readonly folder: string;
  readonly shard?: { readonly index: number; readonly total: number };
  /** Text of `templates/negative-test.js`. */
  readonly negativeTest: string;
}

/** Decides what is sent in which order, and says of everything else why it is not. Nothing is sent here. */
export function planRun(modules: readonly BuiltModule[], options: PlanOptions): SmokePlan {
  return {
    mode: options.mode,
    target: options.target,
    modules: modules.map((module) => planModule(module, options)),
  };
}

function planModule({ module, collection, manifest }: BuiltModule, options: PlanOptions): ModulePlan {
  const steps = stepsOf(collection, manifest).filter((step) => isChosen(step, options));
  const { sent, skipped } = chooseSteps(steps, manifest.links, options);
  const planned =
    options.mode === 'negative'
      ? negativeSteps(sent, options.negativeTest)
      : { steps: orderSteps(sent, givers(manifest)), skipped: [] };
  const requests = Object.entries(manifest.requests);
  return {
    module,
    title: manifest.title,
    collection: { info: collection.info, auth: collection.auth, variable: collection.variable },
    steps: planned.steps,
    skipped: [...skipped, ...planned.skipped, ...removed(collection, manifest, options)],
    documented: requests.map(([key, { statuses }]) => ({ key, statuses })),
    weak: requests.flatMap(([key, { weak }]) => weak.map((reason) => ({ key, reason }))),
  };
}

/** The requests that the manifest knows, in the order of the collection; one added by hand has no operation. */
function stepsOf(collection: Collection, { requests }: BuiltModule['manifest']): readonly PlannedStep[] {
  const byId = new Map(Object.entries(requests).map(([key, request]) => [request.id, { key, ...request }]));
  const variables = new Set(collection.variable.map(({ key }) => key));
  return leaves(collection.item, '').flatMap(({ item, folder }): PlannedStep[] => {
    const known = byId.get(item.id);
    if (!known) return [];
    const { response: _response, ...sent } = item;
    return [
      {
        key: known.key,
        name: item.name,
        folder,
        kind: known.kind,
        purpose: '',
        item: sent,
        needs: variablesIn(item).filter((name) => variables.has(name)),
        needsMade: [],
        cleansUp: known.kind === 'delete' ? deletedBy(item) : [],
        faults: { required: known.required, wrong: known.wrong },
        statuses: known.statuses,
      },
    ];
  });
}

/** Operations whose request somebody took out of the collection; which folder it was in is not known. */
function removed(
  { item }: Collection,
  { requests }: BuiltModule['manifest'],
  options: PlanOptions,
): ModulePlan['skipped'] {
  const ids = new Set(leaves(item, '').map((leaf) => leaf.item.id));
  return Object.entries(requests)
    .filter(([key, { id }]) => !ids.has(id) && isChosen({ key, name: key, folder: '' }, options))
    .map(([key]) => ({ key, name: key, reason: 'the collection does not hold it any more' }));
}

function* walk(
  items: readonly (Folder | Item)[],
  folder: string,
): Generator<{ readonly item: Item; readonly folder: string }> {
  for (const item of items) {
    if ('item' in item) yield* walk(item.item, folder === '' ? item.name : `${folder} / ${item.name}`);
    else yield { item, folder };
  }
}

function leaves(
  items: readonly (Folder | Item)[],
  folder: string,
): readonly { readonly item: Item; readonly folder: string }[] {
  return [...walk(items, folder)];
}

/** Variables in what is sent: a disabled parameter is not. */
function variablesIn({ request: { url, header, body } }: Item): readonly string[] {
  const query = (url.query ?? []).filter(({ disabled }) => !disabled);
  const sent = JSON.stringify([
    url.path,
    url.variable,
    query,
    header.filter(({ disabled }) => !disabled),
    body,
  ]);
  return [...new Set([...sent.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = '']) => name))];
}

/** A DELETE takes away what its last path variable names. */
function deletedBy({ request: { url } }: Item): readonly string[] {
  const last = url.path.findLast((segment) => segment !== '');
  const value = (url.variable ?? []).find(({ key }) => `:${key}` === last)?.value;
  const name = /^\{\{([^{}]+)\}\}$/.exec(value ?? '')?.[1];
  return name === undefined ? [] : [name];
}

function isChosen(
  { key, name, folder }: Pick<PlannedStep, 'key' | 'name' | 'folder'>,
  options: PlanOptions,
): boolean {
  const text = options.grep.toLowerCase();
  const matches = text === '' || key.toLowerCase().includes(text) || name.toLowerCase().includes(text);
  const { shard } = options;
  return (
    matches &&
    (options.folder === '' || folder === options.folder) &&
    (!shard || hash(key) % shard.total === shard.index - 1)
  );
}

/** By operation, so that a new one does not move the others to another shard. */
function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return value;
}

/** Which steps give which variable. */
export interface Giver {
  readonly key: string;
  readonly variable: string;
  readonly creates: boolean;
}

function givers({ links }: BuiltModule['manifest']): readonly Giver[] {
  return links.map(({ producer, variable, creates }) => ({ key: producer, variable, creates }));
}
