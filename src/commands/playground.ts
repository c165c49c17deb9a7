import { randomBytes } from 'node:crypto';
import { printable, printableJson } from '../diagnostics/printable.ts';
import type { Screen } from '../io/console.ts';
import { variableReader } from '../io/read-variables.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import type { PlayedRequest } from '../playground/serve-playground.ts';
import type { PlaygroundRun } from '../playground-run.ts';
import { defineCommand, exitCodeOf } from './command.ts';
import { formatAll, formatErrors } from './format-diagnostics.ts';
import { askedPort, listenAt } from './listen-at.ts';
import { openView } from './open-view.ts';
import { untilStopped } from './until-stopped.ts';

export const playgroundCommand = defineCommand({
  name: 'playground',
  positional: { name: 'modules', describe: 'Modules to show (default: all)' },
  summary: 'Browse all modules and try each operation, in the browser',
  examples: [
    ['$0 playground', 'All modules at http://127.0.0.1:4020, on an embedded mock, until Ctrl-C'],
    ['$0 playground contacts --port 0', 'One module, at any free port'],
    ['$0 playground --env production', 'Live, read only; ACCESS_TOKEN and LOCATION_ID from the environment'],
    ['$0 playground --env production --allow-writes', 'Live, where a request may change data'],
  ],
  flags: {
    env: {
      type: 'string',
      requiresArg: true,
      describe: 'Environment: mock, a name, or a file (default: mock)',
    },
    'allow-writes': { type: 'boolean', describe: 'Let requests change data of a live target' },
    port: { type: 'number', requiresArg: true, describe: 'Port; 0 is any free one (default: 4020)' },
  },
  run: async (args, { result, notes }) => {
    const { startPlayground } = await import('../playground-run.ts');
    const { readSettings } = await import('../settings.ts');
    const folder = workingDirectory();
    const { env: environment = 'mock', 'allow-writes': allowWrites = false } = args;
    const port = askedPort(args.port);
    const asked = { ...args, specs: args.spec, refRoots: args['ref-root'] };
    const { config, strict } = await readSettings(asked, folder);
    const playground = await startPlayground(config, {
      ...(args.names.length > 0 && { modules: args.names }),
      environment,
      allowWrites,
      key: randomBytes(32).toString('base64url'),
      listen: (start) =>
        listenAt({ what: 'the playground', host: '127.0.0.1', port, usual: USUAL_PORT }, start),
      readVariable: variableReader(folder),
      stdin: standardInput(),
      onRequest: logTo(notes, args.quiet ?? false),
    });
    const stopped = untilStopped();
    const { url, target, modules, failed, diagnostics } = playground;
    if (args.json)
      result.print(printableJson(JSON.stringify({ url, target: target.baseUrl, modules }, null, 2)));
    else result.print(url);
    const view = await openView(notes, folder);
    for (const line of (args.verbose ? formatAll : formatErrors)(diagnostics, view)) notes.print(line);
    if (!args.quiet && !args.json)
      for (const line of describe(playground, environment, port)) notes.print(line);
    await stopped;
    await playground.close();
    return exitCodeOf({ failed, diagnostics }, strict);
  },
});

const USUAL_PORT = 4020;

/** A refusal is told even to who wants to hear nothing else. */
function logTo(notes: Screen, quiet: boolean): (request: PlayedRequest) => void {
  return ({ method, path, status, refused }) => {
    if (quiet && refused === undefined) return;
    const what = printable(`${status}  ${method} ${path}`.slice(0, LONGEST_LINE));
    notes.print(refused === undefined ? what : `${what}  refused: ${printable(refused)}`);
  };
}

const LONGEST_LINE = 300;

function describe(
  { target, modules, port }: PlaygroundRun,
  environment: string,
  asked: number | undefined,
): readonly string[] {
  const operations = modules.reduce((sum, one) => sum + one.operations, 0);
  const counts = `${modules.length} ${modules.length === 1 ? 'module' : 'modules'}, ${operations} operations`;
  const writes = target.allowsWrites ? 'requests may change data' : 'read only (--allow-writes)';
  const where =
    target.kind === 'mock'
      ? 'on an embedded mock'
      : `live at ${printable(target.baseUrl)} (${printable(environment)}), ${writes}`;
  return [
    ...(asked === undefined && port !== USUAL_PORT
      ? [`Port ${USUAL_PORT} is taken; this is the next free one.`]
      : []),
    `Playground of ${counts}, ${where}. Ctrl-C ends it.`,
  ];
}
