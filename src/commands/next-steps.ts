import type { Overview } from '../model/overview.ts';

export interface NextStep {
  readonly does: string;
  /** A command line to copy. */
  readonly command: string;
}

/** The three things to do next, the most urgent first. */
export function nextSteps(overview: Overview): readonly NextStep[] {
  const all = overview.built === undefined ? FIRST : [...urgent(overview), ...LATER];
  return all
    .filter(({ command }, index) => all.findIndex((one) => one.command === command) === index)
    .slice(0, 3);
}

const FIRST: readonly NextStep[] = [
  { does: 'Set up this folder: config, .gitignore, CI, first build', command: 'npx hoopai-postman init' },
  { does: 'Or only build the specs of ./specs, else the bundled ones', command: 'npx hoopai-postman build' },
  { does: 'Or a spec of your own', command: 'npx hoopai-postman build --spec api.yaml' },
];

const LATER: readonly NextStep[] = [
  {
    does: 'Read the live platform (ACCESS_TOKEN and LOCATION_ID set)',
    command: 'npx hoopai-postman smoke --env production',
  },
  { does: 'See what changed for callers since the last commit', command: 'npx hoopai-postman diff' },
  {
    does: 'Bring the collections to your Postman workspace',
    command: 'npx hoopai-postman publish --dry-run',
  },
];

const RUN: NextStep = { does: 'Run all requests on the mock', command: 'npx hoopai-postman smoke' };

function urgent({ stale, lastRun }: Overview): readonly NextStep[] {
  const steps: NextStep[] = [];
  if (Object.keys(stale).length > 0)
    steps.push(
      { does: 'Bring the out folder up to date', command: 'npx hoopai-postman build' },
      { does: 'See which requests would change', command: 'npx hoopai-postman check --verbose' },
    );
  if (!lastRun) return [...steps, RUN];
  if (lastRun.failed.length === 0 && lastRun.state === 'complete') return steps;
  const [module] = lastRun.failed;
  const live = lastRun.target.kind === 'live' ? ` --env ${shellWord(lastRun.target.name)}` : '';
  return [
    ...steps,
    {
      does: 'Run again what did not pass',
      command: `npx hoopai-postman smoke${module === undefined ? '' : ` ${shellWord(module)}`}${live} --verbose`,
    },
    RUN,
  ];
}

/** Names come from a file that others may have written: none becomes a shell's code. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
