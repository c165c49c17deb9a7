import { printableJson } from '../diagnostics/printable.ts';
import { compileLate } from '../io/compile-late.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import type { Drift } from '../model/check.ts';
import { defineCommand } from './command.ts';
import { formatFlag } from './flags.ts';
import { formatCheck } from './format-check.ts';
import { formatErrors } from './format-diagnostics.ts';
import { openView } from './open-view.ts';

export const checkCommand = defineCommand({
  name: 'check',
  group: 'team',
  positional: { name: 'modules', describe: 'Modules to check (default: all)' },
  summary: 'Say whether the out folder is what the specs give now; writes nothing',
  examples: [
    ['$0 check', 'Silence and exit code 0, or a line for each module that a build would change'],
    ['$0 check --verbose', 'Also which requests, and which parts of them'],
    ['$0 check --format both', 'Where it was built so'],
    ['$0 check --full', 'Build every module in memory, also where nothing has changed'],
  ],
  flags: {
    format: formatFlag,
    full: { type: 'boolean', describe: 'Build every module in memory, whatever the manifest says' },
  },
  run: async (args, { result, notes }) => {
    compileLate();
    const { checkOut } = await import('../check-out.ts');
    const { readSettings } = await import('../settings.ts');
    const folder = workingDirectory();
    const { config } = await readSettings({ ...args, specs: args.spec, refRoots: args['ref-root'] }, folder);
    const checked = await checkOut(config, {
      stdin: standardInput(),
      full: args.full ?? false,
      ...(args.names.length > 0 && { modules: args.names }),
    });
    const clean = checked.drifts.length === 0;
    if (clean && !args.json) return 0;
    const view = await openView(notes, folder);
    for (const line of formatErrors(checked.diagnostics, view)) notes.print(line);
    if (args.json) {
      const json = { clean, ...checked, diagnostics: view.toJson(checked.diagnostics) };
      result.print(printableJson(JSON.stringify(json, null, 2)));
    } else if (!args.quiet) {
      const lines = formatCheck(checked, { paint: result.paint, verbose: args.verbose ?? false });
      for (const line of lines) result.print(line);
      notes.print(`Run ${remedyOf(checked.drifts)} to bring them up to date.`);
    }
    return clean ? 0 : 1;
  },
});

/** The commands that mend what differs. */
function remedyOf(drifts: readonly Drift[]): string {
  const types = drifts.filter(({ kind }) => kind === 'types').length;
  const commands = [
    ...(types < drifts.length ? ['hoopai-postman build'] : []),
    ...(types > 0 ? ['hoopai-postman types'] : []),
  ];
  return commands.join(' and ');
}
