import type { Collection, Folder, Item } from '../model/collection.ts';
import type { ManifestModule } from '../model/output.ts';
import type { SmokeMode, SmokeTarget } from '../model/report.ts';
import type { ModulePlan, PlannedStep, SmokePlan } from '../model/smoke.ts';
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
  const { sent, skipped } = choose(steps, { module, collection, manifest }, options);
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
    skipped: [...skipped, ...planned.skipped],
    documented: {
      operations: requests.length,
      statuses: requests.reduce((total, [, { statuses }]) => total + statuses.length, 0),
    },
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
        statuses: known.statuses,
      },
    ];
  });
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

function isChosen({ key, name, folder }: PlannedStep, options: PlanOptions): boolean {
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

interface Choice {
  readonly sent: readonly PlannedStep[];
  readonly skipped: ModulePlan['skipped'];
}

function choose(steps: readonly PlannedStep[], { manifest }: BuiltModule, options: PlanOptions): Choice {
  if (options.target.kind === 'mock') return { sent: steps, skipped: [] };
  const reads = (step: PlannedStep): boolean => ['GET', 'HEAD'].includes(step.item.request.method);
  const skipped: ModulePlan['skipped'][number][] = [];
  let sent = steps.filter((step) => {
    const reason = reads(step) ? undefined : reasonAgainstWriting(step, steps, manifest, options);
    if (reason !== undefined) skipped.push({ key: step.key, name: step.name, reason });
    return reason === undefined;
  });
  // One that is skipped may have been the only source of another's variable.
  for (let before = -1; before !== sent.length; ) {
    before = sent.length;
    const keys = new Set(sent.map(({ key }) => key));
    const available = new Set([
      ...options.given,
      ...givers(manifest)
        .filter(({ key }) => keys.has(key))
        .map(({ variable }) => variable),
    ]);
    sent = sent.filter((step) => {
      const missing = step.needs.filter((name) => !available.has(name));
      if (missing.length === 0) return true;
      skipped.push({ key: step.key, name: step.name, reason: reasonMissing(missing) });
      return false;
    });
  }
  return {
    sent: sent.map((step) => (reads(step) ? step : { ...step, needsMade: madeBy(step, manifest, options) })),
    skipped,
  };
}

function reasonMissing(names: readonly string[]): string {
  return `no request gives ${names.map((name) => `{{${name}}}`).join(', ')}; set ${names.length === 1 ? 'it' : 'them'} in the environment`;
}

/** Live, a run changes and deletes only what it made itself. */
function reasonAgainstWriting(
  step: PlannedStep,
  steps: readonly PlannedStep[],
  manifest: BuiltModule['manifest'],
  { mode }: PlanOptions,
): string | undefined {
  if (mode === 'read') return 'it may change data; mode read sends GET and HEAD only';
  if (mode === 'negative')
    return 'it may change data if the platform takes it; live, mode negative sends GET and HEAD only';
  const made = manifest.links.filter(({ creates }) => creates);
  if (step.kind === 'create') {
    const variables = made.filter(({ producer }) => producer === step.key).map(({ variable }) => variable);
    const removed = variables.filter((name) => steps.some(({ cleansUp }) => cleansUp.includes(name)));
    return variables.length > 0 && removed.length === variables.length
      ? undefined
      : 'no request deletes what it would make';
  }
  const own = step.needs.filter((name) => made.some(({ variable }) => variable === name));
  return own.length > 0 ? undefined : 'it would act on data that this run did not make';
}

function madeBy(
  step: PlannedStep,
  { links }: BuiltModule['manifest'],
  { given }: PlanOptions,
): readonly string[] {
  if (step.kind === 'create')
    return step.needs.filter(
      (name) => !given.has(name) && links.some(({ variable, creates }) => creates && variable === name),
    );
  return step.needs.filter((name) => links.some(({ variable, creates }) => creates && variable === name));
}
