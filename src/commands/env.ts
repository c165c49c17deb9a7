import { join, resolve } from 'node:path';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { workingDirectory } from '../io/surroundings.ts';
import { defineCommand, type ExitCode } from './command.ts';
import { checkEnvironments, dotenvOf, fillPrivate, type Running, showEnvironments } from './env-actions.ts';

const ACTIONS: Readonly<Record<string, (running: Running, names: readonly string[]) => Promise<ExitCode>>> = {
  list: showEnvironments,
  check: checkEnvironments,
  fill: fillPrivate,
  dotenv: dotenvOf,
};

export const envCommand = defineCommand({
  name: 'env',
  group: 'team',
  positional: { name: 'action', describe: 'list (the default), check FILE…, fill NAME, dotenv NAME|FILE' },
  summary: 'List, check and convert environments, without a secret in what is shared',
  examples: [
    ['$0 env', 'The environments of ./out and their variables; secrets are masked'],
    ['$0 env check export.json', 'Secrets, and unknown or missing variables; exit 1 when there are any'],
    ['$0 env fill production', 'A private copy with the values of ./.env, for Postman to import'],
    ['$0 env dotenv export.json', 'The way back, from an environment that Postman exported'],
  ],
  flags: {
    from: { type: 'string', requiresArg: true, describe: 'fill: file with the values (default: .env)' },
    output: {
      type: 'string',
      requiresArg: true,
      describe: 'dotenv: file to write (default: standard output)',
    },
    force: { type: 'boolean', describe: 'dotenv: replace the file' },
  },
  run: async (args, { result, notes }) => {
    const { readSettings } = await import('../settings.ts');
    const [action = 'list', ...names] = args.names;
    const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (!act) {
      const reason = `env knows ${Object.keys(ACTIONS).join(', ')}, found ${action}`;
      throw new Stop([diagnostic('usage-invalid', { reason })]);
    }
    const folder = workingDirectory();
    const { config, strict } = await readSettings(
      { config: args.config, out: args.out, strict: args.strict },
      folder,
    );
    const print = (value: object) => result.print(printableJson(JSON.stringify(value, null, 2)));
    return act(
      {
        config,
        folder,
        strict,
        from: args.from === undefined ? join(folder, '.env') : resolve(folder, args.from),
        output: args.output === undefined ? undefined : resolve(folder, args.output),
        force: args.force ?? false,
        quiet: args.quiet ?? false,
        json: args.json ? print : undefined,
        result,
        notes,
      },
      names,
    );
  },
});
