import type { ManifestLink } from '../model/output.ts';
import type { SmokeMode, SmokeTarget } from '../model/report.ts';
import type { ModulePlan } from '../model/smoke.ts';
import type { OutlinedStep } from './outline-module.ts';

interface ChoiceOptions {
  readonly mode: SmokeMode;
  readonly target: SmokeTarget;
  readonly given: ReadonlySet<string>;
}

interface Choice {
  readonly sent: readonly OutlinedStep[];
  readonly skipped: ModulePlan['skipped'];
}

/**
 * Which steps may be sent to the target, and why the others may not. On the mock all that the mode sends may. Live,
 * nothing is sent with a made-up id, and what changes data acts only on what this run makes and deletes.
 */
export function chooseSteps(
  steps: readonly OutlinedStep[],
  links: readonly ManifestLink[],
  options: ChoiceOptions,
): Choice {
  if (options.target.kind === 'mock') return chooseForMock(steps, options);
  const skipped: ModulePlan['skipped'][number][] = [];
  let sent = steps;
  // One that is skipped may have been what gives another its variable, or what deletes what another makes.
  for (let before = -1; before !== sent.length; ) {
    before = sent.length;
    const world = worldOf(sent, links, options);
    sent = sent.filter((step) => {
      const reason = isRead(step) ? reasonMissing(step, world) : reasonAgainstWriting(step, world);
      if (reason !== undefined) skipped.push({ key: step.key, name: step.name, reason });
      return reason === undefined;
    });
  }
  const world = worldOf(sent, links, options);
  return {
    sent: sent.map((step) => (isRead(step) ? step : { ...step, needsMade: neededMade(step, world) })),
    skipped,
  };
}

function chooseForMock(steps: readonly OutlinedStep[], { mode }: ChoiceOptions): Choice {
  if (mode !== 'read') return { sent: steps, skipped: [] };
  const left = steps.filter((step) => !isRead(step));
  return {
    sent: steps.filter(isRead),
    skipped: left.map(({ key, name }) => ({ key, name, reason: READS_ONLY })),
  };
}

const READS_ONLY = 'it may change data; mode read sends GET and HEAD only';

/** What there is when certain steps are sent, and nothing else. */
interface World {
  readonly mode: SmokeMode;
  readonly given: ReadonlySet<string>;
  /** Variables that have a value. */
  readonly available: ReadonlySet<string>;
  /** Variables that a create of the module gives, sent or not. */
  readonly makeable: ReadonlySet<string>;
  /** Variables that a create gives which is sent. */
  readonly made: ReadonlySet<string>;
  readonly deleted: ReadonlySet<string>;
  /** What a step makes. */
  readonly madeBy: (key: string) => readonly string[];
}

function worldOf(
  sent: readonly OutlinedStep[],
  links: readonly ManifestLink[],
  { mode, given }: ChoiceOptions,
): World {
  const keys = new Set(sent.map(({ key }) => key));
  const makers = links.filter(({ creates }) => creates);
  // Faulty requests give nothing.
  const found = mode === 'negative' ? [] : links.filter(({ producer }) => keys.has(producer));
  return {
    mode,
    given,
    available: new Set([...given, ...found.map(({ variable }) => variable)]),
    makeable: new Set(makers.map(({ variable }) => variable)),
    made: new Set(makers.filter(({ producer }) => keys.has(producer)).map(({ variable }) => variable)),
    deleted: new Set(sent.flatMap(({ cleansUp }) => cleansUp)),
    madeBy: (key) => makers.filter(({ producer }) => producer === key).map(({ variable }) => variable),
  };
}

function isRead({ method }: OutlinedStep): boolean {
  return ['GET', 'HEAD'].includes(method);
}

function reasonMissing({ needs }: OutlinedStep, { available }: World): string | undefined {
  const names = needs.filter((name) => !available.has(name));
  if (names.length === 0) return undefined;
  return `no request gives ${names.map((name) => `{{${name}}}`).join(', ')}; set ${names.length === 1 ? 'it' : 'them'} in the environment`;
}

function reasonAgainstWriting(step: OutlinedStep, world: World): string | undefined {
  if (world.mode === 'read') return READS_ONLY;
  if (world.mode === 'negative')
    return 'it may change data if the platform takes it; live, mode negative sends GET and HEAD only';
  if (step.kind === 'create') {
    const variables = world.madeBy(step.key);
    if (variables.length === 0 || !variables.every((name) => world.deleted.has(name)))
      return 'no request deletes what it would make';
  } else if (!actsOnMade(step, world)) return 'it would act on data that this run did not make';
  return (
    reasonMissing(step, world) ??
    (neededMade(step, world).every((name) => world.made.has(name))
      ? undefined
      : 'it would act on data that this run did not make')
  );
}

/** What a path ends with is acted on; without an id in the path, something that the request names. */
function actsOnMade({ actsOn, needs }: OutlinedStep, { makeable }: World): boolean {
  return actsOn === undefined ? needs.some((name) => makeable.has(name)) : makeable.has(actsOn);
}

/** A create may add to what the environment names; anything else touches only what was made. */
function neededMade({ kind, needs }: OutlinedStep, { makeable, given }: World): readonly string[] {
  return needs.filter((name) => makeable.has(name) && !(kind === 'create' && given.has(name)));
}
