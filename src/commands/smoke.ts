import { join } from 'node:path';
import { formatFile } from '../diagnostics/format-diagnostic.ts';
import { printable, printableJson } from '../diagnostics/printable.ts';
import type { Screen } from '../io/console.ts';
import { variableReader } from '../io/read-variables.ts';
import { workingDirectory } from '../io/surroundings.ts';
import { formatTerminal } from '../report/format-terminal.ts';
import { verdictOf } from '../report/verdict.ts';
import type { RunProgress } from '../smoke/run-plan.ts';
import { defineCommand, type ExitCode } from './command.ts';
import { formatPlan, formatWrites } from './format-plan.ts';
import { publishReport } from './publish-report.ts';
import { readSmokeFlags } from './read-smoke-flags.ts';

export const smokeCommand = defineCommand({
  name: 'smoke',
  group: 'run',
  positional: { name: 'modules', describe: 'Modules to run (default: all)' },
  summary: 'Run the collections with Newman, on the embedded mock or a named environment, and report',
  examples: [
    ['$0 smoke', 'All modules on the embedded mock: create, read, update, delete'],
    [
      '$0 smoke contacts --env production',
      'Live, reading only; ACCESS_TOKEN and LOCATION_ID from the environment',
    ],
    ['$0 smoke --env production --plan', 'What would be sent, and what not and why'],
    ['$0 smoke --mode negative', 'Faulty requests, each to be refused as documented'],
    ['$0 smoke --shard 1/4', 'A quarter of the operations, for a CI matrix'],
  ],
  flags: {
    env: {
      type: 'string',
      requiresArg: true,
      describe: 'Environment: mock, a name, or a file (default: mock)',
    },
    mode: {
      type: 'string',
      requiresArg: true,
      choices: ['read', 'write', 'negative'],
      describe: 'Default: write on the mock, read elsewhere',
    },
    'allow-writes': { type: 'boolean', describe: 'Let mode write change data of a live target' },
    plan: { type: 'boolean', describe: 'Print what would be sent, and send nothing' },
    grep: { type: 'string', requiresArg: true, describe: 'Only requests whose name or path holds this' },
    folder: { type: 'string', requiresArg: true, describe: 'Only requests of this folder' },
    bail: { type: 'boolean', describe: 'Stop after the first failure' },
    timeout: { type: 'number', requiresArg: true, describe: 'Milliseconds for a response (default: 30000)' },
    concurrency: {
      type: 'number',
      requiresArg: true,
      describe: 'Modules at a time (default: one a processor)',
    },
    iterations: { type: 'number', requiresArg: true, describe: 'Runs of each module (default: 1)' },
    data: { type: 'string', requiresArg: true, describe: 'CSV or JSON with variables, an iteration a row' },
    shard: { type: 'string', requiresArg: true, describe: 'Part of the operations: 1/4' },
  },
  run: async (args, { result, notes }): Promise<ExitCode> => {
    const { readSettings } = await import('../settings.ts');
    const { runSmoke } = await import('../smoke-run.ts');
    const folder = workingDirectory();
    const { config } = await readSettings({ ...args, specs: args.spec, refRoots: args['ref-root'] }, folder);
    const options = await readSmokeFlags(args, folder);
    if (args.plan) {
      const { prepareSmoke } = await import('../smoke-run/prepare-smoke.ts');
      const { plan } = await prepareSmoke(config, { ...options, planOnly: true }, variableReader(folder));
      if (args.json) result.print(printableJson(JSON.stringify(formatPlan(plan, 'json'), null, 2)));
      else for (const line of formatPlan(plan, 'lines')) result.print(line);
      return 0;
    }
    const stopping = untilInterrupted(notes);
    const progress = showSent(notes, !(args.quiet || args.json));
    const report = await runSmoke(config, options, {
      ...stopping,
      onPlan: (plan) => {
        if (!args.quiet) for (const line of formatWrites(plan)) notes.print(line);
        progress.start(plan.modules.reduce((sum, { steps }) => sum + steps.length, 0));
      },
      onProgress: progress.tell,
    }).finally(progress.end);
    const { passed } = verdictOf(report);
    await publishReport(report, join(config.out, 'reports'), notes);
    if (args.json) result.print(printableJson(JSON.stringify(report, null, 2)));
    else if (!(args.quiet && passed)) {
      for (const line of formatTerminal(report, { paint: notes.paint, verbose: args.verbose ?? false }))
        notes.print(line);
      notes.print(
        `Reports in ${formatFile(join(config.out, 'reports'), folder)}: report.html, smoke.json, junit.xml`,
      );
    }
    if (report.state === 'interrupted') return 130;
    return passed ? 0 : 1;
  },
});

/** Milliseconds for the report of a run that is ended at once. */
const LAST_WORDS_MS = 3_000;

/** The first Ctrl-C lets the run clean up and report, the second ends it: the report names what may be left. */
function untilInterrupted(notes: Screen): { readonly signal: AbortSignal; readonly endNow: AbortSignal } {
  const [stopping, ending] = [new AbortController(), new AbortController()];
  process.removeAllListeners('SIGINT');
  const stop = (): void => {
    if (ending.signal.aborted) process.exit(130);
    if (stopping.signal.aborted) {
      notes.print('Ended at once: what the run made may be left behind; the report names it.');
      ending.abort();
      setTimeout(() => process.exit(130), LAST_WORDS_MS).unref();
      return;
    }
    notes.print('Stopping: what the run made is deleted first. Ctrl-C again ends it at once.');
    stopping.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return { signal: stopping.signal, endNow: ending.signal };
}

function showSent({ replaceLine }: Screen, shown: boolean) {
  let [total, sent] = [0, 0];
  const show = (more = ''): void => {
    if (shown) replaceLine?.(`${sent} of ${total} requests${more}`);
  };
  return {
    start: (requests: number): void => {
      total = requests;
      show();
    },
    tell: (event: RunProgress): void => {
      if (event.type === 'sent') sent++;
      const waits = event.type === 'waiting' && event.pauseMs >= 1_000;
      show(waits ? printable(`; waiting ${Math.round(event.pauseMs / 1_000)} s: ${event.reason}`) : '');
    },
    end: (): void => {
      if (shown) replaceLine?.('');
    },
  };
}
