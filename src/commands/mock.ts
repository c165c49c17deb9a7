import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printable, printableJson } from '../diagnostics/printable.ts';
import { Stop } from '../diagnostics/stop.ts';
import { standardInput, workingDirectory } from '../io/surroundings.ts';
import type { MockOptions, RunningMock } from '../mock/serve-mock.ts';
import { DEFAULT_TOKENS, type TokenOptions } from '../mock/token-office.ts';
import type { ApiModel } from '../model/api.ts';
import { defineCommand, exitCodeOf } from './command.ts';
import { formatAll, formatCounts, formatErrors } from './format-diagnostics.ts';
import { askedPort, listenAt } from './listen-at.ts';
import { openView } from './open-view.ts';
import { untilStopped } from './until-stopped.ts';

export const mockCommand = defineCommand({
  name: 'mock',
  group: 'run',
  positional: { name: 'modules', describe: 'Modules to serve (default: all)' },
  summary: 'Serve a mock of every module, with memory',
  examples: [
    ['$0 mock', 'All modules at http://127.0.0.1:4010, until Ctrl-C'],
    ['$0 mock contacts --port 0', 'One module, at any free port'],
    ['$0 mock --latency 200 --fail-rate 0.1', 'Slow, and a tenth of all answers is 429 or 503'],
    ['$0 mock --rate-limit', "Answers 429 beyond the platform's rate limit"],
    ['$0 mock --token-life 60', 'Tokens that it gives are valid for a minute'],
  ],
  flags: {
    port: { type: 'number', requiresArg: true, describe: 'Port; 0 is any free one (default: 4010)' },
    host: { type: 'string', requiresArg: true, describe: 'Address to listen at (default: 127.0.0.1)' },
    latency: { type: 'number', requiresArg: true, describe: 'Milliseconds to hold each answer back' },
    'fail-rate': {
      type: 'number',
      requiresArg: true,
      describe: 'Share of answers that are 429 or 503, 0 to 1',
    },
    seed: { type: 'number', requiresArg: true, describe: 'Other ids for another number (default: 1)' },
    'rate-limit': { type: 'boolean', describe: "Hold clients to the platform's rate limit" },
    'token-life': {
      type: 'number',
      requiresArg: true,
      describe: 'Seconds that an access token lives which the mock gives (default: 86400)',
    },
    'strict-tokens': { type: 'boolean', describe: 'Take only access tokens that the mock gave' },
  },
  run: async (args, { result, notes }) => {
    const { readApis } = await import('../sources.ts');
    const { readSettings } = await import('../settings.ts');
    const port = askedPort(args.port);
    const asked = checkFlags(args);
    const folder = workingDirectory();
    const { config, strict } = await readSettings(
      { ...args, specs: args.spec, refRoots: args['ref-root'] },
      folder,
    );
    const modules = args.names.length > 0 ? args.names : undefined;
    const { value, diagnostics } = await readApis(config, standardInput(), modules);
    const { profile } = config;
    if (asked.tokens.strict) checkGivesTokens(value.apis, profile.tokens?.operation);
    const { startMock } = await import('../mock/serve-mock.ts');
    const at = { what: 'the mock', host: asked.host, port, usual: DEFAULT_PORT };
    const mock = await listenAt(at, (free) =>
      startMock(value.apis, {
        ...asked,
        port: free,
        profile,
        ...(args['rate-limit'] && profile.rateLimit ? { rateLimit: profile.rateLimit } : {}),
        now: () => performance.now(),
      }),
    );
    const stopped = untilStopped();
    const served = summarise(value.apis);
    if (args.json) result.print(printableJson(JSON.stringify({ url: mock.url, ...served }, null, 2)));
    else result.print(mock.url);
    const view = await openView(notes, folder);
    for (const line of (args.verbose ? formatAll : formatErrors)(diagnostics, view)) notes.print(line);
    const counts = args.verbose ? '' : formatCounts(diagnostics);
    if (!args.quiet && !args.json)
      for (const line of describe(mock, served, counts, asked)) notes.print(line);
    await stopped;
    await mock.close();
    return exitCodeOf({ failed: value.failed, diagnostics }, strict);
  },
});

const DEFAULT_PORT = 4010;

interface AskedFlags {
  readonly host?: string | undefined;
  readonly latency?: number | undefined;
  readonly 'fail-rate'?: number | undefined;
  readonly seed?: number | undefined;
  readonly 'token-life'?: number | undefined;
  readonly 'strict-tokens'?: boolean | undefined;
}

type Asked = Pick<MockOptions, 'host' | 'latencyMs' | 'failRate' | 'seed'> & {
  readonly tokens: TokenOptions;
};

/** @throws Stop naming the first flag whose value makes no sense. */
function checkFlags(flags: AskedFlags): Asked {
  const { host = '127.0.0.1', latency = 0, 'fail-rate': failRate = 0, seed = 1 } = flags;
  const isWhole = (value: number, most: number): boolean =>
    Number.isInteger(value) && value >= 0 && value <= most;
  if (host === '') throw usage('flag --host: expected an address');
  if (!isWhole(latency, 600_000)) throw usage('flag --latency: expected milliseconds, from 0 to 600000');
  if (!(failRate >= 0 && failRate <= 1)) throw usage('flag --fail-rate: expected a number from 0 to 1');
  if (!isWhole(seed, 4_294_967_295)) throw usage('flag --seed: expected a whole number from 0 to 4294967295');
  const { 'token-life': life = DEFAULT_TOKENS.life, 'strict-tokens': strict = false } = flags;
  if (life === 0 || !isWhole(life, 31_536_000))
    throw usage('flag --token-life: expected seconds, from 1 to 31536000');
  return { host, latencyMs: latency, failRate, seed, tokens: { life, strict } };
}

/** @throws Stop when nobody could get a token that would be taken. */
function checkGivesTokens(apis: readonly ApiModel[], operation: string | undefined): void {
  if (operation === undefined) throw usage('flag --strict-tokens: the profile has no `tokens`');
  const gives = apis.some(({ operations }) => operations.some(({ key }) => key === operation));
  if (!gives) throw usage(`flag --strict-tokens: no module served has ${operation}, which gives the tokens`);
}

interface Served {
  readonly modules: readonly { readonly module: string; readonly operations: number }[];
}

function summarise(apis: readonly ApiModel[]): Served {
  return { modules: apis.map(({ module, operations }) => ({ module, operations: operations.length })) };
}

/** `counts`: of the diagnostics that are not shown; empty when there are none. */
function describe(
  { url, port }: RunningMock,
  { modules }: Served,
  counts: string,
  { tokens }: Asked,
): readonly string[] {
  const operations = modules.reduce((sum, one) => sum + one.operations, 0);
  const names = modules.slice(0, 8).map(({ module }) => printable(module));
  const others = modules.length - names.length;
  return [
    `Serving ${modules.length} ${modules.length === 1 ? 'module' : 'modules'}, ${operations} operations: ${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}.`,
    ...(counts === '' ? [] : [`The specs have ${counts} (--verbose shows all).`]),
    ...(port === DEFAULT_PORT
      ? []
      : [`The environment "mock" expects port ${DEFAULT_PORT}: set its base_url to ${url}.`]),
    `${tokens.strict ? 'Only tokens that it gave are taken.' : 'Any bearer token is taken.'} Ctrl-C ends it.`,
  ];
}

function usage(reason: string): Stop {
  return new Stop([diagnostic('usage-invalid', { reason })]);
}
