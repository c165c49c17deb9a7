import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReceivedEvent, type RefusedEvent, serveHooks } from '../../../src/hooks/serve-hooks.ts';
import type { Listening } from '../../../src/io/listen-on-loopback.ts';

const received: ReceivedEvent[] = [];
const refused: RefusedEvent[] = [];
let hooks: Listening;
beforeAll(async () => {
  hooks = await serveHooks({
    port: 0,
    catalogue: new Map(),
    largest: 1_000,
    slowestMs: 300,
    now: () => '2026-01-02T03:04:05.678Z',
    onEvent: (event) => received.push(event),
    onRefused: (one) => refused.push(one),
  });
});
afterAll(() => hooks.close());

const post = (body: string, path = '/', method = 'POST') =>
  fetch(hooks.url + path, { method, ...(method === 'GET' ? {} : { body }) });

/** What comes when this is written and nothing more. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connect(hooks.port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

describe('the receiver of webhooks', () => {
  it('answers an event with 200, and tells of it without the query', async () => {
    const answer = await post('{"type":"A"}', '/in?secret=x');
    expect([answer.status, await answer.json()]).toEqual([200, { message: 'received' }]);
    expect(received.at(-1)).toMatchObject({
      number: 1,
      path: '/in',
      bytes: 12,
      type: 'A',
      event: { type: 'A' },
    });
  });

  it.each([
    ['a body that is too large', 413, () => post('"x"'.padEnd(2_000))],
    ['a body that is no JSON', 400, () => post('type=A')],
    ['another method', 405, () => post('', '/', 'GET')],
  ])('refuses %s, and goes on', async (_name, status, send) => {
    const before = received.length;
    expect((await send()).status).toBe(status);
    expect([refused.at(-1)?.status, received.length]).toEqual([status, before]);
    expect((await post('{}')).status).toBe(200);
  });

  it.each([
    ['headers', 'POST / HTTP/1.1\r\nHost: x\r\n'],
    ['a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{'],
  ])('refuses %s that come too slowly with 408, and goes on', async (_name, bytes) => {
    const before = received.length;
    expect(await answerTo(bytes)).toMatch(/^HTTP\/1\.1 408 /);
    expect(received.length).toBe(before);
    expect((await post('{}')).status).toBe(200);
  });

  it('takes no harm from who goes away', async () => {
    const socket = connect(hooks.port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
    await once(socket, 'connect');
    socket.destroy();
    expect((await post('{}')).status).toBe(200);
  });
});
