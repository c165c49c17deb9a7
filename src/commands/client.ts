import { join } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import { defineCommand, exitCodeOf } from './command.ts';
import { formatAll, formatErrors } from './format-diagnostics.ts';
import { formatGenerated } from './format-generated.ts';
import { openView } from './open-view.ts';

export const clientCommand = defineCommand({
  name: 'client',
  positional: { name: 'language', describe: 'ts or python, then the modules that it is for (default: all)' },
  summary: 'Write a small client in TypeScript or Python',
  examples: [
    ['$0 client ts', 'out/clients/ts: openapi-fetch, with types of every module'],
    ['$0 client python contacts', 'out/clients/python: the standard library, for one module'],
  ],
  flags: {
    'dry-run': { type: 'boolean', describe: 'Say what would be written, and write nothing' },
  },
  run: async (args, { result, notes }) => {
    const { CLIENT_LANGUAGES, writeClient } = await import('../client-run.ts');
    const { readSettings } = await import('../settings.ts');
    const [asked = '', ...modules] = args.names;
    const languages = Object.keys(CLIENT_LANGUAGES) as (keyof typeof CLIENT_LANGUAGES)[];
    const language = languages.find((name) => name === asked);
    if (!language) {
      const reason = `client writes ${languages.join(' and ')}, ${asked === '' ? 'and none was named' : `found ${asked}`}`;
      throw new Stop([diagnostic('usage-invalid', { reason })]);
    }
    const folder = workingDirectory();
    const { config, strict } = await readSettings(
      { ...args, specs: args.spec, refRoots: args['ref-root'] },
      folder,
    );
    const { verbose = false, quiet = false, json = false, 'dry-run': dryRun = false } = args;
    const stdin = standardInput();
    const written = await writeClient(config, language, {
      stdin,
      dryRun,
      ...(modules.length > 0 && { modules }),
    });
    const view = await openView(notes, folder);
    if (json) {
      const shown = { ...written, diagnostics: view.toJson(written.diagnostics) };
      result.print(printableJson(JSON.stringify(shown, null, 2)));
    }
    for (const line of (verbose ? formatAll : formatErrors)(written.diagnostics, view)) notes.print(line);
    if (!quiet && !json) {
      const place = { folder: join(config.out, 'clients', language), relativeTo: folder };
      const shown = { noun: `a ${language} client`, ...place, dryRun, verbose, paint: notes.paint };
      for (const line of formatGenerated(written, shown)) notes.print(line);
    }
    return exitCodeOf(written, strict);
  },
});
