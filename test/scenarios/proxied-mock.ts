import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll } from 'vitest';
import { CLI } from '../command.ts';
import { serve } from './loopback.ts';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Of the answer. */
  readonly text: string;
}

export interface ProxiedMock {
  readonly url: string;
  /** `GET /contacts/`, in the order of asking. */
  readonly asked: readonly string[];
  /** What was asked and answered, in the order of the answers. */
  readonly seen: readonly Seen[];
}

/** Answers a request itself (true), or leaves it to the mock. */
export type Meddle = (request: IncomingMessage, response: ServerResponse, count: number) => boolean;

const started: ChildProcess[] = [];
// Here and not below: a hook that a running test asks for would never be called.
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

/**
 * The mock of the modules that `cwd` builds, behind a server that sees all and may meddle; for a run, a live target.
 * `flags`: of the mock.
 */
export async function proxiedMock(
  cwd: string,
  meddle: Meddle = () => false,
  flags: readonly string[] = [],
): Promise<ProxiedMock> {
  const mock = await startMock(cwd, flags);
  const asked: string[] = [];
  const seen: Seen[] = [];
  let count = 0;
  const url = await serve((request, response) => {
    count += 1;
    asked.push(`${request.method} ${request.url}`);
    const answer = response.end.bind(response);
    response.end = ((text?: string) => {
      const { method = '', url: path = '' } = request;
      seen.push({ method, path, status: response.statusCode, text: String(text ?? '') });
      return answer(text);
    }) as typeof response.end;
    if (!meddle(request, response, count)) void forward(mock, request, response);
  });
  return { url, asked, seen };
}

async function startMock(cwd: string, flags: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [CLI, 'mock', '--port', '0', ...flags], { cwd });
  started.push(child);
  const [line] = await once(child.stdout, 'data');
  return String(line).trim();
}

async function forward(mock: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const { host: _host, connection: _connection, 'transfer-encoding': _coding, ...headers } = request.headers;
  const body = Buffer.concat(chunks);
  const answer = await fetch(mock + (request.url ?? '/'), {
    method: request.method ?? 'GET',
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    ...(body.length > 0 ? { body } : {}),
  });
  const text = await answer.text();
  response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? '' });
  response.end(text);
}
