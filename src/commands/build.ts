import { printableJson } from '../diagnostics/printable.ts';
import { compileLate } from '../io/compile-late.ts';
import { NO_PROGRESS, showProgress } from '../io/progress.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import { defineCommand, exitCodeOf } from './command.ts';
import { formatFlag } from './flags.ts';
import { formatBuild } from './format-build.ts';
import { formatErrors } from './format-diagnostics.ts';
import { openView } from './open-view.ts';

export const buildCommand = defineCommand({
  name: 'build',
  group: 'build',
  positional: { name: 'modules', describe: 'Modules to build; the others stay as they are (default: all)' },
  summary: 'Build collections, environments and the manifest from the specs',
  examples: [
    ['$0 build', 'The specs of ./specs (or the bundled ones) into ./out'],
    ['$0 build contacts oauth', 'Only these two modules'],
    ['$0 build --spec api.yaml --out postman', 'A spec of your own'],
    ['$0 build --format both', "Also folders as in Postman's local workspaces, in out/postman"],
    ['$0 build --strict --json', 'In CI: a warning fails the run'],
  ],
  flags: {
    format: formatFlag,
    'dry-run': { type: 'boolean', describe: 'Say what would be written, and write nothing' },
    'no-cache': { type: 'boolean', describe: 'Build every module, and keep nothing for the next build' },
  },
  run: async (args, { result, notes }) => {
    compileLate();
    const { build } = await import('../pipeline.ts');
    const { openBuildCache } = await import('../build-cache.ts');
    const { readSettings } = await import('../settings.ts');
    const folder = workingDirectory();
    const { config, strict } = await readSettings(
      {
        ...args,
        specs: args.spec,
        refRoots: args['ref-root'],
        ...(args['no-cache'] && { cache: false }),
      },
      folder,
    );
    const cache = await openBuildCache(config);
    const progress = args.quiet || args.json ? NO_PROGRESS : showProgress(notes);
    const dryRun = args['dry-run'] ?? false;
    const built = await build(config, {
      stdin: standardInput(),
      onProgress: progress.show,
      dryRun,
      ...(cache && { cache }),
      ...(args.names.length > 0 && { modules: args.names }),
    }).finally(progress.end);
    const places =
      args.json || args.verbose || built.diagnostics.some(({ severity }) => severity === 'error');
    const view = await openView(notes, folder, { places });
    if (args.json)
      result.print(
        printableJson(JSON.stringify({ ...built, diagnostics: view.toJson(built.diagnostics) }, null, 2)),
      );
    const lines =
      args.quiet || args.json
        ? formatErrors(built.diagnostics, view)
        : formatBuild(built, config, { ...view, dryRun, verbose: args.verbose ?? false });
    for (const line of lines) notes.print(line);
    return exitCodeOf(built, strict);
  },
});
