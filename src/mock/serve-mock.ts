import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiModel } from '../model/api.ts';
import type { MockAnswer, MockRequest } from './mock-request.ts';
import { createRespond, type Respond, type RespondOptions } from './respond.ts';

export interface MockOptions extends RespondOptions {
  /** Address to listen at: only this machine's own programs reach `127.0.0.1`. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Milliseconds that each answer is held back. */
  readonly latencyMs: number;
}

export interface RunningMock {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Also ends what is under way. */
  readonly close: () => Promise<void>;
}

const LARGEST_BODY = 10 * 1024 * 1024;

/**
 * Serves all modules under one base URL.
 * @throws the error of `listen` (its `code` is `EADDRINUSE` when the port is taken).
 */
export async function startMock(models: readonly ApiModel[], options: MockOptions): Promise<RunningMock> {
  const respond = createRespond(models, options);
  const server = createServer((request, response) => void serve(request, response, respond, options));
  await listening(server, options);
  const { port } = server.address() as AddressInfo;
  const shown = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${shown}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, { host, port }: MockOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  respond: Respond,
  { host, latencyMs }: MockOptions,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === undefined) return;
  if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
  send(outgoing, incoming.method ?? 'GET', answerTo(incoming, body, respond, host));
}

function answerTo(incoming: IncomingMessage, body: Body, respond: Respond, host: string): MockAnswer {
  // A web page can make a browser send requests here under a name of its own (DNS rebinding).
  if (isLoopback(host) && !isLoopback(hostnameOf(incoming.headers.host ?? '')))
    return plain(403, `this mock answers to ${host} and localhost only`);
  try {
    return respond(requestOf(incoming, body));
  } catch (error) {
    return plain(
      500,
      `a fault of the mock, not of the request: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function requestOf({ method, url, headers }: IncomingMessage, { bytes, tooLarge }: Body): MockRequest {
  const texts = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return {
    method: method ?? 'GET',
    target: url ?? '/',
    headers: Object.fromEntries(texts),
    body: bytes,
    tooLarge,
  };
}

interface Body {
  readonly bytes: Uint8Array;
  readonly tooLarge: boolean;
}

/** Undefined when the client went away. What is beyond the limit is read and thrown away, so that it can be told. */
function readBody(incoming: IncomingMessage): Promise<Body | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return new Promise((resolve) => {
    incoming.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
      else chunks.length = 0;
    });
    incoming.on('end', () => resolve({ bytes: Buffer.concat(chunks), tooLarge: size > LARGEST_BODY }));
    incoming.on('error', () => resolve(undefined));
    incoming.on('close', () => resolve(undefined));
  });
}

function send(outgoing: ServerResponse, method: string, { status, headers, body }: MockAnswer): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const isBodiless = status === 204 || status === 304;
  outgoing.writeHead(status, { ...headers, ...(isBodiless ? {} : { 'Content-Length': bytes.length }) });
  outgoing.end(method === 'HEAD' || isBodiless ? undefined : bytes);
}

function plain(status: number, message: string): MockAnswer {
  const body = JSON.stringify({ statusCode: status, message });
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body };
}

/** `[::1]:4010` -> `::1`. */
function hostnameOf(host: string): string {
  return /^\[([^\]]*)\](:\d+)?$/.exec(host)?.[1] ?? host.replace(/:\d+$/, '');
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(hostname);
}
