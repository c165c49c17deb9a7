import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { workingDirectory } from '../io/surroundings.ts';
import { defineCommand } from './command.ts';

export const snippetCommand = defineCommand({
  name: 'snippet',
  positional: {
    name: 'operation',
    describe: 'Module and operation: its key, its operationId, or its name as get-contact',
  },
  summary: 'Print one operation as code: cURL, JavaScript, Python and others',
  examples: [
    ['$0 snippet contacts get-contact', 'A cURL command; variables come from your environment'],
    ['$0 snippet contacts add-tags --lang go', 'In another language: javascript, python, go…'],
    ['$0 snippet oauth "POST /oauth/token"', 'The operation by its key'],
  ],
  flags: {
    lang: {
      type: 'string',
      requiresArg: true,
      describe:
        'curl (the default), javascript, python, or one of postman-code-generators: go, php, nodejs-axios…',
    },
  },
  run: async (args, { result }) => {
    const [module, operation, ...more] = args.names;
    if (!module || !operation || more.length > 0)
      throw new Stop([
        diagnostic('usage-invalid', {
          reason: 'snippet takes a module and an operation: snippet contacts get-contact',
        }),
      ]);
    const { builtOperations, findOperation } = await import('../built-operations.ts');
    const { findLanguages } = await import('../snippets/languages.ts');
    const { snippetOf } = await import('../write-snippets.ts');
    const { readSettings } = await import('../settings.ts');
    const languages = findLanguages([args.lang ?? 'curl']);
    const { config } = await readSettings({ config: args.config, out: args.out }, workingDirectory());
    const found = findOperation(await builtOperations(config, [module]), module, operation);
    for (const language of languages) {
      const code = await snippetOf(found, language);
      const { key, slug } = found;
      result.print(
        args.json
          ? printableJson(
              JSON.stringify({ module, operation: key, slug, language: language.name, code }, null, 2),
            )
          : code.trimEnd(),
      );
    }
    return 0;
  },
});
