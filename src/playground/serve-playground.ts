import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Listening, listenOnLoopback } from '../io/listen-on-loopback.ts';
import { readRequestBody } from '../io/read-request-body.ts';
import { refusedHost, refusedSender } from './admit.ts';
import { type PageAnswer, type PageRequest, refusal } from './pass-on.ts';

export interface PlayFile {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** One request that was passed on or refused, for a line of the log. */
export interface PlayedRequest {
  readonly method: string;
  /** Without its query, which may hold what nobody should read. */
  readonly path: string;
  readonly status: number;
  readonly refused?: string;
}

export interface PlaygroundOptions {
  /** 0: any free one. */
  readonly port: number;
  /** New with every start; the page holds it. */
  readonly key: string;
  /** What stands at a path of the playground itself. */
  readonly fileAt: (path: string) => PlayFile | undefined;
  readonly passOn: (request: PageRequest) => Promise<PageAnswer>;
  readonly onRequest: (request: PlayedRequest) => void;
}

/** The place of the target on the playground's own origin. */
export const PROXY_PATH = '/api';

const LARGEST_BODY = 10 * 1024 * 1024;
const SLOWEST_REQUEST_MS = 30_000;

/** Nothing but the playground's own files runs, and no other host is asked for anything. */
const POLICY =
  "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PROTECTION = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Headers that every answer carries, whatever the target says; the connection's are the playground's own as well. */
export const OWN_HEADERS: readonly string[] = [
  ...Object.keys(PROTECTION),
  'Content-Security-Policy',
  'Connection',
  'Keep-Alive',
];

/**
 * Serves the page and passes its requests on, to this machine's own browsers only.
 * @throws the error of `listen` (its `code` is `EADDRINUSE` when the port is taken).
 */
export async function servePlayground(options: PlaygroundOptions): Promise<Listening> {
  const server = createServer({ requestTimeout: SLOWEST_REQUEST_MS }, (incoming, outgoing) => {
    void serve(incoming, outgoing, options, (server.address() as AddressInfo).port);
  });
  return listenOnLoopback(server, options.port);
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: PlaygroundOptions,
  port: number,
): Promise<void> {
  const { method = 'GET', url = '/' } = incoming;
  const [path = ''] = url.split(/[?#]/);
  const answered = await answerTo(incoming, options, port);
  if (!answered) return;
  const { answer, policy } = answered;
  // What a spec's own text has the browser ask for is not there, and nobody's fault.
  const isMissing = policy === 'own' && answer.status === 404;
  if (policy === 'proxied' || (answer.refused !== undefined && !isMissing))
    options.onRequest({
      method,
      path,
      status: answer.status,
      ...(answer.refused !== undefined && { refused: answer.refused }),
    });
  for (const [name, value] of answer.headers) outgoing.appendHeader(name, value);
  for (const [name, value] of Object.entries(PROTECTION)) outgoing.setHeader(name, value);
  outgoing.setHeader(
    'Content-Security-Policy',
    policy === 'proxied' ? "default-src 'none'; sandbox" : POLICY,
  );
  const isBodiless = answer.status === 204 || answer.status === 304;
  if (!isBodiless) outgoing.setHeader('Content-Length', answer.body.length);
  outgoing.writeHead(answer.status);
  outgoing.end(method === 'HEAD' || isBodiless ? undefined : answer.body);
}

interface Answered {
  readonly answer: PageAnswer;
  readonly policy: 'own' | 'proxied';
}

/** Undefined when the client went away. */
async function answerTo(
  incoming: IncomingMessage,
  options: PlaygroundOptions,
  port: number,
): Promise<Answered | undefined> {
  const { url = '/' } = incoming;
  const asked = { method: incoming.method ?? 'GET', headers: incoming.headers };
  const host = refusedHost(asked, port);
  if (host !== undefined) return own(refusal(403, host));
  if (!url.startsWith('/')) return own(refusal(403, 'this is no proxy for other hosts'));
  if (url !== PROXY_PATH && !/^\/api[/?#\\]/.test(url)) return own(fileAnswer(url, asked.method, options));
  const sender = refusedSender(asked, port, options.key);
  if (sender !== undefined) return own(refusal(403, sender));
  const body = await readRequestBody(incoming, LARGEST_BODY);
  if (!body) return undefined;
  if (body.isTooLarge) return own(refusal(413, `the body is larger than ${LARGEST_BODY} bytes`));
  const request = {
    method: asked.method,
    path: url.slice(PROXY_PATH.length),
    headers: headersOf(incoming),
    body: body.bytes,
  };
  try {
    return { answer: await options.passOn(request), policy: 'proxied' };
  } catch (error) {
    const words = error instanceof Error ? error.name : 'unknown';
    return own(refusal(500, `the request could not be passed on (${words})`));
  }
}

function own(answer: PageAnswer): Answered {
  return { answer, policy: 'own' };
}

function fileAnswer(url: string, method: string, { fileAt }: PlaygroundOptions): PageAnswer {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, `${method} is not for this page`);
  const [path = ''] = url.split(/[?#]/);
  const file = fileAt(path);
  if (!file) return refusal(404, 'there is no such page');
  return { status: 200, headers: [['content-type', file.type]], body: Buffer.from(file.body) };
}

function headersOf({ rawHeaders }: IncomingMessage): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  return pairs;
}
