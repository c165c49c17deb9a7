import { printableJson } from '../diagnostics/printable.ts';
import type { EventCatalogue } from '../hooks/event-catalogue.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import { defineCommand, exitCodeOf } from './command.ts';
import { formatAll, formatErrors } from './format-diagnostics.ts';
import { formatEvent, formatRefused } from './format-event.ts';
import { askedPort } from './listen-at.ts';
import { openView } from './open-view.ts';
import { RECEIVER_PORT, startReceiver } from './start-receiver.ts';
import { untilStopped } from './until-stopped.ts';

export const listenCommand = defineCommand({
  name: 'listen',
  positional: { name: 'modules', describe: 'Modules whose webhooks are known (default: all)' },
  summary: 'Receive webhooks, and say whether each is as the specs describe it',
  examples: [
    ['$0 listen', 'At http://127.0.0.1:4030, until Ctrl-C; 200 for every event'],
    ['$0 listen --port 8080 --verbose', 'At a port of choice, with the body of each event'],
    ['$0 listen --json', 'For another program: a line of JSON for each event'],
  ],
  flags: {
    port: { type: 'number', requiresArg: true, describe: 'Port; 0 is any free one (default: 4030)' },
  },
  run: async (args, { result, notes }) => {
    const { readApis } = await import('../sources.ts');
    const { readSettings } = await import('../settings.ts');
    const { eventCatalogue } = await import('../hooks/event-catalogue.ts');
    const port = askedPort(args.port);
    const folder = workingDirectory();
    const asked = { ...args, specs: args.spec, refRoots: args['ref-root'] };
    const { config, strict } = await readSettings(asked, folder);
    const modules = args.names.length > 0 ? args.names : undefined;
    const { value, diagnostics } = await readApis(config, standardInput(), modules);
    const catalogue = eventCatalogue(value.apis);
    const { json = false, quiet = false, verbose = false } = args;
    const receiver = await startReceiver(port, {
      catalogue,
      onEvent: (event) => {
        const lines = json
          ? [printableJson(JSON.stringify(event))]
          : formatEvent(event, { paint: result.paint, verbose });
        for (const line of lines) result.print(line);
      },
      onRefused: (refused) => notes.print(formatRefused(refused)),
    });
    const stopped = untilStopped();
    result.print(json ? JSON.stringify({ url: receiver.url }) : receiver.url);
    const view = await openView(notes, folder);
    for (const line of (verbose ? formatAll : formatErrors)(diagnostics, view)) notes.print(line);
    if (!quiet && !json) for (const line of describe(catalogue, receiver.port, port)) notes.print(line);
    await stopped;
    await receiver.close();
    return exitCodeOf({ failed: value.failed, diagnostics }, strict);
  },
});

function describe(catalogue: EventCatalogue, port: number, asked: number | undefined): readonly string[] {
  const known = new Set([...catalogue.values()].flat()).size;
  return [
    ...(asked === undefined && port !== RECEIVER_PORT
      ? [`Port ${RECEIVER_PORT} is taken; this is the next free one.`]
      : []),
    known === 0
      ? 'No spec here describes webhooks: events are shown, and held against nothing.'
      : `${known} ${known === 1 ? 'event is' : 'events are'} known from the specs.`,
    'Each event is answered with 200. Ctrl-C ends it.',
  ];
}
