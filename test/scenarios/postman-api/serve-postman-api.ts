import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve } from '../loopback.ts';
import { ApiFault } from './api-fault.ts';
import { EntityStore } from './entity-store.ts';
import { type Answer, type Call, route, type Tasks } from './routes.ts';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly prefer: string;
  readonly status: number;
  /** Milliseconds on a clock that only goes forward. */
  readonly at: number;
}

/** What goes wrong with the next `times` requests that fit. */
export interface Trouble {
  readonly method: string;
  readonly path: RegExp;
  readonly times?: number;
  readonly what:
    | { readonly type: 'status'; readonly status: number; readonly headers?: object; readonly body?: unknown }
    /** The connection breaks, after the change was applied or before it. */
    | { readonly type: 'drop'; readonly applied: boolean }
    /** Called when the change was applied; the answer never comes. */
    | { readonly type: 'hang'; readonly then: () => void };
}

export interface FakeApi {
  readonly origin: string;
  readonly key: string;
  readonly store: EntityStore;
  readonly seen: SeenRequest[];
  readonly trouble: (trouble: Trouble) => void;
  /** Requests in a window of a minute. */
  limit: number;
  /** A task is under way until it was asked for so often. */
  pollsUntilDone: number;
  /** How a task ends. */
  taskEnds: 'successful' | 'failed' | 'never';
}

/** Postman's API as far as `publish` uses it, on a loopback port, holding callers to its rules. */
export async function servePostmanApi(): Promise<FakeApi> {
  const troubles: (Trouble & { left: number })[] = [];
  const tasks: Tasks = new Map();
  const api: FakeApi = {
    origin: '',
    key: `PMAK-${randomUUID().replaceAll('-', '')}-${randomUUID().replaceAll('-', '')}`,
    store: new EntityStore(),
    seen: [],
    trouble: (trouble) => troubles.push({ ...trouble, left: trouble.times ?? 1 }),
    limit: 300,
    pollsUntilDone: 2,
    taskEnds: 'successful',
  };
  const origin = await serve(async (request, response) => {
    const call = await readCall(request);
    const trouble = troubles.find(
      ({ method, path, left }) => left > 0 && method === call.method && path.test(call.path),
    );
    if (trouble) trouble.left--;
    const answer = answerTo(api, tasks, request, call, trouble);
    const { method, path, body, prefer } = call;
    api.seen.push({ method, path, body, prefer, status: answer?.status ?? 0, at: performance.now() });
    if (trouble?.what.type === 'hang') return trouble.what.then();
    if (answer === undefined || trouble?.what.type === 'drop') return void request.socket.destroy();
    send(response, answer);
  });
  return Object.assign(api, { origin });
}

function answerTo(
  api: FakeApi,
  tasks: Tasks,
  request: IncomingMessage,
  call: Call,
  trouble: Trouble | undefined,
): Answer | undefined {
  if (trouble?.what.type === 'status') return { body: { error: 'oops' }, ...trouble.what };
  if (trouble?.what.type === 'drop' && !trouble.what.applied) return undefined;
  try {
    if (request.headers['x-api-key'] !== api.key)
      throw new ApiFault(401, 'AuthenticationError', 'Invalid API Key. Every request requires a valid one.');
    const full = fullFor(api);
    if (full > 0) return rateLimited(full);
    if (['POST', 'PUT', 'PATCH'].includes(call.method) && request.headers['content-length'] === undefined)
      throw new ApiFault(411, 'lengthRequired', 'The Content-Length header is required');
    return route(api, tasks, call);
  } catch (error) {
    if (error instanceof ApiFault) return { status: error.status, body: error.body };
    throw error;
  }
}

const WINDOW_MS = 60_000;

/** Milliseconds until the window takes one more request. */
function fullFor({ seen, limit }: FakeApi): number {
  const now = performance.now();
  const inWindow = seen.filter(({ at, status }) => at > now - WINDOW_MS && status !== 429);
  const oldest = inWindow.at(-limit);
  return oldest === undefined || inWindow.length < limit ? 0 : oldest.at + WINDOW_MS - now;
}

function rateLimited(forMs: number): Answer {
  return {
    status: 429,
    headers: { RetryAfter: String(Math.ceil(forMs / 1000)), 'X-RateLimit-Remaining': '0' },
    body: {
      error: 'rateLimited',
      message: `Rate limit exceeded. Please retry after ${Math.ceil(Date.now() + forMs)}`,
    },
  };
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://localhost');
  return {
    method: request.method ?? '',
    path: decodeURIComponent(url.pathname),
    url,
    body: Buffer.concat(chunks).toString(),
    prefer: String(request.headers['prefer'] ?? ''),
  };
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
