import { printableJson } from '../diagnostics/printable.ts';
import { packageVersion, workingDirectory } from '../io/surroundings.ts';
import { defineCommand } from './command.ts';
import { formatOverview } from './format-overview.ts';
import { nextSteps } from './next-steps.ts';

/** What is run where no command is given; it has no name to call it by. */
export const overviewCommand = defineCommand({
  name: '',
  summary: 'Say what is built, what is stale, what the last run said, and what to do next',
  examples: [],
  flags: {},
  run: async (args, { result }) => {
    const { takeStock } = await import('../take-stock.ts');
    const { readSettings } = await import('../settings.ts');
    const folder = workingDirectory();
    const { config } = await readSettings({ ...args, specs: args.spec, refRoots: args['ref-root'] }, folder);
    const overview = await takeStock(config);
    const steps = nextSteps(overview);
    if (args.json) {
      const json = { version: packageVersion(), ...overview, next: steps };
      result.print(printableJson(JSON.stringify(json, null, 2)));
      return 0;
    }
    const lines = formatOverview(overview, steps, { relativeTo: folder, paint: result.paint });
    if (!args.quiet) for (const line of lines) result.print(line);
    return 0;
  },
});
