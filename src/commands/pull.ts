import { resolve } from 'node:path';
import { printableJson } from '../diagnostics/printable.ts';
import { NO_PROGRESS, showProgress } from '../io/progress.ts';
import { isUrl } from '../io/shown-url.ts';
import { workingDirectory } from '../io/surroundings.ts';
import { defineCommand } from './command.ts';
import { formatAll, formatErrors } from './format-diagnostics.ts';
import { formatPull } from './format-pull.ts';
import { openView } from './open-view.ts';

export const pullCommand = defineCommand({
  name: 'pull',
  group: 'team',
  positional: { name: 'modules', describe: 'Modules to pull; the others stay as they are (default: all)' },
  summary: 'Fetch the specs from where they are published into ./specs',
  examples: [
    ['$0 pull', 'Every module that the config or the profile names'],
    ['$0 pull contacts oauth --dry-run', 'Whether there is anything new in two of them'],
    ['$0 pull --from export.zip', 'From a zip archive; a folder works too, such as a git checkout'],
    ['$0 pull --from https://example.com', 'From another server, at /<module>/openapi.json'],
  ],
  flags: {
    from: { type: 'string', requiresArg: true, describe: 'URL, folder or zip archive to pull from' },
    into: { type: 'string', requiresArg: true, describe: 'Folder of specs (default: specs)' },
    force: { type: 'boolean', describe: 'Replace specs that were changed by hand' },
    'dry-run': { type: 'boolean', describe: 'Say what would be written, and write nothing' },
  },
  run: async (args, { result, notes }) => {
    const { readSettings } = await import('../settings.ts');
    const { openSource, chooseModules } = await import('../pull/open-source.ts');
    const { pullSpecs } = await import('../pull/pull-specs.ts');
    const folder = workingDirectory();
    const { config, strict } = await readSettings({ config: args.config, strict: args.strict }, folder);
    const { from = config.pull.from } = args;
    const place = from === undefined || isUrl(from) ? from : resolve(folder, from);
    const source = await openSource(
      { ...config.pull, ...(place !== undefined && { from: place }) },
      config.limits,
    );
    const dryRun = args['dry-run'] ?? false;
    // Elsewhere than on a terminal, one line at the end is all there is to say.
    const progress = args.quiet || args.json || !notes.replaceLine ? NO_PROGRESS : showProgress(notes);
    const pulled = await pullSpecs(source, {
      into: args.into === undefined ? config.pull.into : resolve(folder, args.into),
      modules: chooseModules(source, args.names),
      limits: config.limits,
      dryRun,
      force: args.force ?? false,
      onProgress: progress.show,
    }).finally(progress.end);
    const view = await openView(notes, folder);
    if (args.json)
      result.print(
        printableJson(JSON.stringify({ ...pulled, diagnostics: view.toJson(pulled.diagnostics) }, null, 2)),
      );
    const told = args.quiet || args.json ? formatErrors : formatAll;
    for (const line of told(pulled.diagnostics, view)) notes.print(line);
    if (!args.quiet && !args.json)
      for (const line of formatPull(pulled, { relativeTo: folder, dryRun, paint: notes.paint }))
        notes.print(line);
    return pulled.failed.length > 0 || (strict && pulled.diagnostics.length > 0) ? 1 : 0;
  },
});
