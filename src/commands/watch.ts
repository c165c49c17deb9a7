import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import { defineCommand } from './command.ts';
import { formatFlag } from './flags.ts';
import { formatErrors } from './format-diagnostics.ts';
import { formatRound, formatStart } from './format-watch.ts';
import { openView } from './open-view.ts';
import { untilStopped } from './until-stopped.ts';

export const watchCommand = defineCommand({
  name: 'watch',
  group: 'build',
  positional: { name: 'modules', describe: 'Modules to build; the others stay as they are (default: all)' },
  summary: 'Build, and build again what changes, until Ctrl-C',
  examples: [
    ['$0 watch', 'The specs of ./specs, and what they refer to'],
    ['$0 watch contacts', 'One module'],
    ['$0 watch --json', 'For another program: a line of JSON for each build'],
  ],
  flags: {
    format: formatFlag,
    'no-cache': { type: 'boolean', describe: 'Keep nothing for the next build, beyond this run' },
  },
  run: async (args, { result, notes }) => {
    const { watchOut } = await import('../watch-out.ts');
    const { readSettings } = await import('../settings.ts');
    const folder = workingDirectory();
    const asked = {
      ...args,
      specs: args.spec,
      refRoots: args['ref-root'],
      ...(args['no-cache'] && { cache: false }),
    };
    if (args.spec?.includes('-'))
      throw new Stop([diagnostic('usage-invalid', { reason: 'watch cannot read standard input' })]);
    let before: readonly Diagnostic[] | undefined;
    await watchOut({
      readConfig: async () => (await readSettings(asked, folder)).config,
      configFile: args.config === undefined ? undefined : resolve(folder, args.config),
      stdin: standardInput(),
      now: () => performance.now(),
      ...(args.names.length > 0 && { modules: args.names }),
      until: untilStopped(),
      onRound: async (round) => {
        const view = { ...(await openView(notes, folder)), verbose: args.verbose ?? false };
        const { built, drifts, diagnostics, ms } = round;
        if (args.json) {
          const changes = built?.changes ?? { written: [], unchanged: [], removed: [] };
          const failed = built?.failed ?? [];
          const line = { ms, drifts, failed, changes, diagnostics: view.toJson(diagnostics) };
          result.print(printableJson(JSON.stringify(line)));
        }
        const lines =
          args.quiet || args.json
            ? formatErrors(diagnostics, view)
            : before
              ? formatRound(round, before, view)
              : formatStart(round, view);
        for (const line of lines) notes.print(line);
        before = diagnostics;
      },
    });
    return 0;
  },
});
