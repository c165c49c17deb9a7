import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { forwardRequest } from './io/forward-request.ts';
import type { Listening } from './io/listen-on-loopback.ts';
import { readSwaggerUi } from './io/read-swagger-ui.ts';
import { readTemplate } from './io/read-templates.ts';
import type { ReadVariable } from './io/read-variables.ts';
import { startMock } from './mock/serve-mock.ts';
import type { ApiModel } from './model/api.ts';
import type { Config } from './model/config.ts';
import { type PlayTarget, passOn } from './playground/pass-on.ts';
import { type PlayDocumentOptions, playDocument } from './playground/play-document.ts';
import { JSON_TYPE, playFiles } from './playground/play-files.ts';
import { playPage } from './playground/play-page.ts';
import {
  OWN_HEADERS,
  type PlayedRequest,
  PROXY_PATH,
  servePlayground,
} from './playground/serve-playground.ts';
import { liveTarget } from './playground-run/live-target.ts';
import { mockTarget } from './playground-run/mock-target.ts';
import { readSourcedApis, type SourcedApi } from './sources.ts';

export interface PlaygroundRunOptions {
  readonly modules?: readonly string[];
  /** `mock`, the name of an environment of the out folder, or a file. */
  readonly environment: string;
  readonly allowWrites: boolean;
  /** New with every start. */
  readonly key: string;
  /** Listens at the port that is right; given what does so at one. */
  readonly listen: <T>(start: (port: number) => Promise<T>) => Promise<T>;
  readonly readVariable: ReadVariable;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly onRequest: (request: PlayedRequest) => void;
  /** What the page of events shows, as plain JSON; absent: there is none. */
  readonly events?: () => unknown;
}

export interface PlaygroundRun extends Listening {
  readonly target: Pick<PlayTarget, 'kind' | 'baseUrl' | 'allowsWrites'>;
  readonly apis: readonly ApiModel[];
  readonly failed: readonly { readonly module: string; readonly file: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Of an answer; taking secrets out of one takes about a second for a megabyte. */
const LIMITS = { timeoutMs: 30_000, largest: 5 * 1024 * 1024 };

/** A page for all modules, and the proxy behind it. @throws Stop when there is no spec, or no such target. */
export async function startPlayground(config: Config, options: PlaygroundRunOptions): Promise<PlaygroundRun> {
  const { value, diagnostics } = await readSourcedApis(config, options.stdin, options.modules);
  const apis = value.sourced.map(({ api }) => api);
  const { events } = options;
  const { target, close } = await openTarget(config, apis, options);
  const files = playFiles(pageTexts(value.sourced, target, config, options));
  try {
    const running = await options.listen((port) =>
      servePlayground({
        port,
        key: options.key,
        fileAt: (path) =>
          events && path === '/events.json'
            ? { type: JSON_TYPE, body: JSON.stringify(events()) }
            : files.get(path),
        passOn: (request) => passOn(request, target, (sent) => forwardRequest(sent, LIMITS)),
        onRequest: options.onRequest,
      }),
    );
    return {
      ...running,
      close: async () => void (await Promise.all([running.close(), close()])),
      target,
      apis,
      failed: value.failed,
      diagnostics,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface OpenTarget {
  readonly target: PlayTarget;
  readonly close: () => Promise<void>;
}

async function openTarget(
  config: Config,
  apis: readonly ApiModel[],
  { environment, allowWrites, readVariable }: PlaygroundRunOptions,
): Promise<OpenTarget> {
  const open = openOperations(config, apis);
  if (environment !== 'mock') {
    const target = await liveTarget(config, { environment, allowsWrites: allowWrites, readVariable });
    return { target: { ...target, open }, close: async () => {} };
  }
  const mock = await startMock(apis, {
    profile: config.profile,
    host: '127.0.0.1',
    port: 0,
    latencyMs: 0,
    failRate: 0,
    seed: 1,
    now: () => performance.now(),
  });
  return { target: { ...mockTarget(config, mock.url), open }, close: mock.close };
}

function openOperations({ profile }: Config, apis: readonly ApiModel[]): ReadonlySet<string> {
  const open = apis.flatMap(({ operations }) => operations.filter(({ security }) => security?.length === 0));
  return new Set([...profile.openOperations, ...open.map(({ key }) => key)]);
}

function pageTexts(
  sourced: readonly SourcedApi[],
  { kind, baseUrl, allowsWrites, valueFor }: PlayTarget,
  { profile }: Config,
  { key, environment, events }: PlaygroundRunOptions,
) {
  const documents = sourced.map(({ api, document }): [string, string] => [
    api.module,
    JSON.stringify(
      playDocument(document, { profile, valueFor, exampleOf: examplesOf(api), server: PROXY_PATH }),
    ),
  ]);
  const page = playPage(readTemplate('playground.html'), {
    key,
    target: { kind, name: environment, baseUrl, writes: allowsWrites },
    modules: sourced.map(({ api }) => ({
      name: api.module,
      title: api.title,
      operations: api.operations.length + api.webhooks.length,
    })),
    ownHeaders: OWN_HEADERS,
    events: events !== undefined,
  });
  return {
    page,
    script: readTemplate('playground.js'),
    style: readTemplate('playground.css'),
    swaggerUi: { script: readSwaggerUi('swagger-ui-bundle.js'), style: readSwaggerUi('swagger-ui.css') },
    documents: new Map(documents),
    ...(events && { events: { page: readTemplate('events.html'), script: readTemplate('events.js') } }),
  };
}

function examplesOf({ operations }: ApiModel): PlayDocumentOptions['exampleOf'] {
  const keyOf = (path: string, place: string, name: string): string => JSON.stringify([path, place, name]);
  const examples = new Map(
    operations.flatMap(({ path, parameters }) =>
      parameters.map((parameter) => [keyOf(path, parameter.in, parameter.name), parameter.example] as const),
    ),
  );
  return (path, place, name) => examples.get(keyOf(path, place, name));
}
