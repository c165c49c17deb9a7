import { join } from 'node:path';
import { formatFile } from '../diagnostics/format-diagnostic.ts';
import { printableJson } from '../diagnostics/printable.ts';
import { workingDirectory } from '../io/surroundings.ts';
import { defineCommand } from './command.ts';

export const snippetsCommand = defineCommand({
  name: 'snippets',
  positional: { name: 'modules', describe: 'Modules whose operations to write (default: all)' },
  summary: 'Write every operation as code: cURL, JavaScript, Python and others',
  examples: [
    ['$0 snippets', 'Into ./out/snippets, a file for each operation and language'],
    ['$0 snippets contacts --lang python', 'One module in one language'],
  ],
  flags: {
    lang: {
      type: 'string',
      requiresArg: true,
      describe: 'Languages, with commas between (default: curl,javascript,python)',
    },
  },
  run: async (args, { result, notes }) => {
    const { builtOperations } = await import('../built-operations.ts');
    const { findLanguages, OWN_NAMES } = await import('../snippets/languages.ts');
    const { writeSnippets } = await import('../write-snippets.ts');
    const { readSettings } = await import('../settings.ts');
    const languages = findLanguages(args.lang?.split(',').map((name) => name.trim()) ?? OWN_NAMES);
    const folder = workingDirectory();
    const { config } = await readSettings({ config: args.config, out: args.out }, folder);
    const operations = await builtOperations(config, args.names);
    const files = await writeSnippets(config.out, operations, languages);
    if (args.json) result.print(printableJson(JSON.stringify({ files }, null, 2)));
    else if (!args.quiet) {
      const names = languages.map(({ name }) => name).join(', ');
      const where = formatFile(join(config.out, 'snippets'), folder);
      notes.print(`${operations.length} operations in ${names}: ${files.length} files in ${where}`);
    }
    return 0;
  },
});
