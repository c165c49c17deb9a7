import type { BuiltOperation } from '../built-operations.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printable, printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { workingDirectory } from '../io/surroundings.ts';
import { defineCommand } from './command.ts';

interface Options {
  readonly auth: 'oauth2' | 'bearer';
  readonly json: boolean;
}

const FORMATS: Readonly<
  Record<string, (operations: readonly BuiltOperation[], options: Options) => Promise<string>>
> = {
  n8n: exportN8n,
  curl: exportCurl,
};

export const exportCommand = defineCommand({
  name: 'export',
  positional: {
    name: 'what',
    describe: 'n8n or curl, then modules (contacts) or operations (contacts/get-contact); default: all',
  },
  summary: 'Print operations for n8n, Make and Zapier',
  examples: [
    [
      '$0 export n8n contacts > workflow.json',
      'A workflow for n8n to import, with a node for each operation',
    ],
    ['$0 export n8n contacts --auth bearer', 'The same with the token of a private integration'],
    ['$0 export curl contacts/create-contact', 'What "import cURL" of n8n and Make takes'],
  ],
  flags: {
    auth: {
      type: 'string',
      requiresArg: true,
      choices: ['oauth2', 'bearer'],
      describe: 'n8n: the kind of credential: of an app (oauth2, the default) or of a private integration',
    },
  },
  run: async (args, { result }) => {
    const [format = '', ...chosen] = args.names;
    const write = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
    if (!write) {
      const reason = `export knows ${Object.keys(FORMATS).join(' and ')}, found ${format || 'nothing'}`;
      throw new Stop([diagnostic('usage-invalid', { reason })]);
    }
    const { chooseOperations } = await import('../built-operations.ts');
    const { readSettings } = await import('../settings.ts');
    const { config } = await readSettings({ config: args.config, out: args.out }, workingDirectory());
    const operations = await chooseOperations(config, chosen);
    result.print(
      await write(operations, {
        auth: args.auth === 'bearer' ? 'bearer' : 'oauth2',
        json: args.json ?? false,
      }),
    );
    return 0;
  },
});

async function exportN8n(operations: readonly BuiltOperation[], { auth }: Options): Promise<string> {
  const { n8nWorkflow } = await import('../export/n8n-workflow.ts');
  return printableJson(JSON.stringify(n8nWorkflow(operations, auth), null, 2));
}

async function exportCurl(operations: readonly BuiltOperation[], { json }: Options): Promise<string> {
  const { importCurl } = await import('../export/import-curl.ts');
  const commands = operations.map(({ module, key, name, request, server }) => ({
    module,
    operation: key,
    name,
    curl: importCurl(request, server),
  }));
  if (json) return printableJson(JSON.stringify({ commands }, null, 2));
  return commands
    .map(({ operation, name, curl }) => `# ${printable(`${name}: ${operation}`)}\n${curl}`)
    .join('\n\n');
}
