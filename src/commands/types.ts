import { join } from 'node:path';
import { printableJson } from '../diagnostics/printable.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import { defineCommand, exitCodeOf } from './command.ts';
import { formatAll, formatErrors } from './format-diagnostics.ts';
import { formatGenerated } from './format-generated.ts';
import { openView } from './open-view.ts';

export const typesCommand = defineCommand({
  name: 'types',
  positional: { name: 'modules', describe: 'Modules whose types to write (default: all)' },
  summary: 'Write TypeScript types of each module',
  examples: [
    ['$0 types', 'out/types/<module>.ts for every module'],
    ['$0 types contacts', 'Only this one; the others stay as they are'],
    ['$0 check', 'Also says which types are not what the specs give now'],
  ],
  flags: {
    'dry-run': { type: 'boolean', describe: 'Say what would be written, and write nothing' },
  },
  run: async (args, { result, notes }) => {
    const { writeTypes } = await import('../types-run.ts');
    const { readSettings } = await import('../settings.ts');
    const folder = workingDirectory();
    const { config, strict } = await readSettings(
      { ...args, specs: args.spec, refRoots: args['ref-root'] },
      folder,
    );
    const dryRun = args['dry-run'] ?? false;
    const written = await writeTypes(config, {
      stdin: standardInput(),
      dryRun,
      ...(args.names.length > 0 && { modules: args.names }),
    });
    const view = await openView(notes, folder);
    if (args.json) {
      const json = { ...written, diagnostics: view.toJson(written.diagnostics) };
      result.print(printableJson(JSON.stringify(json, null, 2)));
    }
    for (const line of (args.verbose ? formatAll : formatErrors)(written.diagnostics, view))
      notes.print(line);
    if (!args.quiet && !args.json) {
      const verbose = args.verbose ?? false;
      const shown = {
        noun: 'types',
        folder: join(config.out, 'types'),
        relativeTo: folder,
        dryRun,
        verbose,
        paint: notes.paint,
      };
      for (const line of formatGenerated(written, shown)) notes.print(line);
    }
    return exitCodeOf(written, strict);
  },
});
