import { randomBytes } from 'node:crypto';
import { printable, printableJson } from '../diagnostics/printable.ts';
import type { Screen } from '../io/console.ts';
import type { Listening } from '../io/listen-on-loopback.ts';
import { variableReader } from '../io/read-variables.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import type { PlayedRequest } from '../playground/serve-playground.ts';
import type { PlaygroundRun } from '../playground-run.ts';
import { defineCommand, exitCodeOf } from './command.ts';
import { formatAll, formatErrors } from './format-diagnostics.ts';
import { formatEvent, formatRefused } from './format-event.ts';
import { askedKeep, type KeptEvents, keptEvents } from './kept-events.ts';
import { askedPort, listenAt } from './listen-at.ts';
import { openView } from './open-view.ts';
import { startReceiver } from './start-receiver.ts';
import { untilStopped } from './until-stopped.ts';

export const playgroundCommand = defineCommand({
  name: 'playground',
  group: 'run',
  positional: { name: 'modules', describe: 'Modules to show (default: all)' },
  summary: 'Browse all modules and try each operation, in the browser',
  examples: [
    ['$0 playground', 'All modules at http://127.0.0.1:4020, on an embedded mock, until Ctrl-C'],
    ['$0 playground contacts --port 0', 'One module, at any free port'],
    ['$0 playground --env production', 'Live, read only; ACCESS_TOKEN and LOCATION_ID from the environment'],
    ['$0 playground --listen', 'With a receiver of webhooks, whose last events the page /events shows'],
  ],
  flags: {
    env: {
      type: 'string',
      requiresArg: true,
      describe: 'Environment: mock, a name, or a file (default: mock)',
    },
    'allow-writes': { type: 'boolean', describe: 'Let requests change data of a live target' },
    port: { type: 'number', requiresArg: true, describe: 'Port; 0 is any free one (default: 4020)' },
    listen: { type: 'boolean', describe: 'Receive webhooks as well, and show them on a page' },
    keep: { type: 'number', requiresArg: true, describe: 'Events that the page shows (default: 100)' },
  },
  run: async (args, { result, notes }) => {
    const { startPlayground } = await import('../playground-run.ts');
    const { readSettings } = await import('../settings.ts');
    const folder = workingDirectory();
    const { env: environment = 'mock', 'allow-writes': allowWrites = false } = args;
    const port = askedPort(args.port);
    const hooks = args.listen ? keptEvents(askedKeep(args.keep)) : undefined;
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
      ...(hooks && { events: hooks.shown }),
    });
    const receiver = hooks && (await receive(hooks, playground, notes, args.quiet ?? false));
    const stopped = untilStopped();
    const { url, target, apis, failed, diagnostics } = playground;
    const modules = apis.map(({ module, operations }) => ({ module, operations: operations.length }));
    const told = { url, target: target.baseUrl, ...(receiver && { receiver: receiver.url }), modules };
    if (args.json) result.print(printableJson(JSON.stringify(told, null, 2)));
    else result.print(url);
    const view = await openView(notes, folder);
    for (const line of (args.verbose ? formatAll : formatErrors)(diagnostics, view)) notes.print(line);
    if (!args.quiet && !args.json)
      for (const line of describe(playground, { environment, port, receiver })) notes.print(line);
    await stopped;
    await Promise.all([playground.close(), receiver?.close()]);
    return exitCodeOf({ failed, diagnostics }, strict);
  },
});

const USUAL_PORT = 4020;

/** The receiver beside the playground, which tells of each event and keeps it. @throws Stop when it cannot listen. */
async function receive(
  hooks: KeptEvents,
  playground: PlaygroundRun,
  notes: Screen,
  quiet: boolean,
): Promise<Listening> {
  const { eventCatalogue } = await import('../hooks/event-catalogue.ts');
  try {
    const receiver = await startReceiver(undefined, {
      catalogue: eventCatalogue(playground.apis),
      onEvent: (event) => {
        hooks.add(event);
        if (quiet) return;
        for (const line of formatEvent(event, { paint: notes.paint, verbose: false })) notes.print(line);
      },
      onRefused: (refused) => notes.print(formatRefused(refused)),
    });
    hooks.at(receiver.url);
    return receiver;
  } catch (error) {
    await playground.close();
    throw error;
  }
}

/** A refusal is told even to who wants to hear nothing else. */
function logTo(notes: Screen, quiet: boolean): (request: PlayedRequest) => void {
  return ({ method, path, status, refused }) => {
    if (quiet && refused === undefined) return;
    const what = printable(`${status}  ${method} ${path}`.slice(0, LONGEST_LINE));
    notes.print(refused === undefined ? what : `${what}  refused: ${printable(refused)}`);
  };
}

const LONGEST_LINE = 300;

interface Told {
  readonly environment: string;
  /** That was asked for. */
  readonly port: number | undefined;
  readonly receiver: Listening | undefined;
}

function describe(
  { target, apis, port, url }: PlaygroundRun,
  { environment, port: asked, receiver }: Told,
): readonly string[] {
  const operations = apis.reduce((sum, one) => sum + one.operations.length, 0);
  const counts = `${apis.length} ${apis.length === 1 ? 'module' : 'modules'}, ${operations} operations`;
  const writes = target.allowsWrites ? 'requests may change data' : 'read only (--allow-writes)';
  const where =
    target.kind === 'mock'
      ? 'on an embedded mock'
      : `live at ${printable(target.baseUrl)} (${printable(environment)}), ${writes}`;
  return [
    ...(asked === undefined && port !== USUAL_PORT
      ? [`Port ${USUAL_PORT} is taken; this is the next free one.`]
      : []),
    ...(receiver ? [`Webhooks are received at ${receiver.url}, and shown at ${url}/events.`] : []),
    `Playground of ${counts}, ${where}. Ctrl-C ends it.`,
  ];
}
