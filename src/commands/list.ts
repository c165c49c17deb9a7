import { printableJson } from '../diagnostics/printable.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import { defineCommand, exitCodeOf } from './command.ts';
import { formatAll, formatCounts, formatErrors } from './format-diagnostics.ts';
import { formatModuleList, formatOperationList, listJson } from './format-list.ts';
import { openView } from './open-view.ts';

export const listCommand = defineCommand({
  name: 'list',
  group: 'build',
  positional: {
    name: 'modules',
    describe: 'Modules whose operations to list (default: an overview of all modules)',
  },
  summary: 'List modules, their operations, methods, versions and scopes',
  examples: [
    ['$0 list', 'One line for each module'],
    ['$0 list contacts', 'Each operation of one module'],
    ['$0 list --json', 'Everything, for another program'],
  ],
  flags: {},
  run: async (args, { result, notes }) => {
    const { describe } = await import('../describe.ts');
    const { readSettings } = await import('../settings.ts');
    const folder = workingDirectory();
    const { config, strict } = await readSettings(
      { ...args, specs: args.spec, refRoots: args['ref-root'] },
      folder,
    );
    const chosen = args.names.length > 0;
    const listed = await describe(config, { stdin: standardInput(), ...(chosen && { modules: args.names }) });
    const view = await openView(notes, folder);
    if (args.json) {
      const json = listJson(listed, view.toJson(listed.diagnostics));
      result.print(printableJson(JSON.stringify(json, null, 2)));
    } else {
      const format = chosen ? formatOperationList : formatModuleList;
      for (const line of format(listed.modules, result)) result.print(line);
    }
    for (const line of (args.verbose ? formatAll : formatErrors)(listed.diagnostics, view)) notes.print(line);
    const counts = formatCounts(listed.diagnostics);
    if (counts && !args.quiet && !args.json && !args.verbose) notes.print(`${counts} (--verbose shows all)`);
    return exitCodeOf(listed, strict);
  },
});
