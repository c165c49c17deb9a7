import type { SmokeMode, SmokeTarget } from '../model/report.ts';
import type { ModulePlan, PlannedStep, SmokePlan } from '../model/smoke.ts';
import { chooseSteps } from './choose-steps.ts';
import { negativeSteps } from './negative-steps.ts';
import { orderSteps } from './order-steps.ts';
import { type ModuleOutline, plannedStep } from './outline-module.ts';

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
}

/** Decides what is sent in which order, and says of everything else why it is not. Nothing is sent here. */
export function planRun(modules: readonly ModuleOutline[], options: PlanOptions): SmokePlan {
  return {
    mode: options.mode,
    target: options.target,
    modules: modules.map((module) => planModule(module, options)),
  };
}

function planModule({ module, file, manifest, ...outline }: ModuleOutline, options: PlanOptions): ModulePlan {
  const chosen = outline.steps.filter((step) => isChosen(step, options));
  const { sent, skipped } = chooseSteps(chosen, manifest.links, options);
  const planned =
    options.mode === 'negative'
      ? negativeSteps(sent)
      : { steps: orderSteps(sent.map(plannedStep), givers(manifest)), skipped: [] };
  const requests = Object.entries(manifest.requests);
  return {
    module,
    title: manifest.title,
    file,
    steps: planned.steps,
    skipped: [...skipped, ...planned.skipped, ...removed(outline, options), ...webhooks(outline, options)],
    documented: requests.map(([key, { statuses }]) => ({ key, statuses })),
    weak: requests.flatMap(([key, { weak }]) => weak.map((reason) => ({ key, reason }))),
  };
}

/** Which folder a request that is gone was in is not known. */
function removed(outline: Pick<ModuleOutline, 'removed'>, options: PlanOptions): ModulePlan['skipped'] {
  return outline.removed
    .filter((key) => isChosen({ key, name: key, folder: '' }, options))
    .map((key) => ({ key, name: key, reason: 'the collection does not hold it any more' }));
}

function webhooks(outline: Pick<ModuleOutline, 'webhooks'>, options: PlanOptions): ModulePlan['skipped'] {
  return outline.webhooks
    .filter((webhook) => isChosen(webhook, options))
    .map(({ key, name }) => ({ key, name, reason: 'it goes to your webhook receiver, not to the API' }));
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

function givers({ links }: ModuleOutline['manifest']): readonly Giver[] {
  return links.map(({ producer, variable, creates }) => ({ key: producer, variable, creates }));
}
