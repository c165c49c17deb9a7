import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Listening, listenOnLoopback } from '../io/listen-on-loopback.ts';
import { readRequestBody } from '../io/read-request-body.ts';
import type { Json } from '../model/json.ts';
import type { EventCatalogue } from './event-catalogue.ts';
import { type Judgement, judgeEvent } from './judge-event.ts';
import { readEvent } from './read-event.ts';

export interface ReceivedEvent extends Judgement {
  /** Of this start, from 1. */
  readonly number: number;
  /** ISO 8601, in UTC. */
  readonly at: string;
  /** Without a query, which may hold what nobody should read. */
  readonly path: string;
  readonly bytes: number;
  readonly event: Json;
}

/** What was sent here and is no event. */
export interface RefusedEvent {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly reason: string;
}

export interface HooksOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly catalogue: EventCatalogue;
  /** Bytes of one body. */
  readonly largest: number;
  /** Milliseconds in which a request has to be there. */
  readonly slowestMs: number;
  /** The time, as ISO 8601. */
  readonly now: () => string;
  readonly onEvent: (event: ReceivedEvent) => void;
  readonly onRefused: (refused: RefusedEvent) => void;
}

/** Others wait until one of these is done. */
const MOST_CONNECTIONS = 100;

/**
 * Receives events on this machine, from whatever host name a tunnel gives it, and answers 200.
 * @throws the error of `listen` (its `code` is `EADDRINUSE` when the port is taken).
 */
export async function serveHooks(options: HooksOptions): Promise<Listening> {
  const { slowestMs } = options;
  const limits = {
    requestTimeout: slowestMs,
    headersTimeout: slowestMs,
    connectionsCheckingInterval: Math.min(slowestMs, 1_000),
  };
  const receive = receiver(options);
  const server = createServer(limits, (incoming, outgoing) => void receive(incoming, outgoing));
  server.maxConnections = MOST_CONNECTIONS;
  return listenOnLoopback(server, options.port);
}

function receiver({ catalogue, largest, now, onEvent, onRefused }: HooksOptions) {
  let count = 0;
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = incoming;
    const [path = ''] = url.split(/[?#]/);
    const refuse = (status: number, reason: string): void => {
      onRefused({ at: now(), method, path, status, reason });
      answer(outgoing, status, reason);
    };
    const body = await readRequestBody(incoming, largest);
    if (!body) return onRefused({ at: now(), method, path, status: 408, reason: 'the body did not come' });
    if (method !== 'POST') return refuse(405, `events come with POST, not ${method}`);
    if (body.isTooLarge) return refuse(413, `the body is larger than ${largest} bytes`);
    const read = readEvent(body.bytes);
    if ('reason' in read) return refuse(400, read.reason);
    const judgement = judgeEvent(read.event, catalogue);
    count++;
    onEvent({ number: count, at: now(), path, bytes: body.bytes.length, event: read.event, ...judgement });
    answer(outgoing, 200, 'received');
  };
}

function answer(outgoing: ServerResponse, status: number, message: string): void {
  const body = JSON.stringify({ message });
  outgoing.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'X-Content-Type-Options': 'nosniff',
    ...(status === 405 && { Allow: 'POST' }),
  });
  outgoing.end(body);
}
