import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { AnswerLost, type Call, postmanClient } from '../../../src/io/postman-client.ts';
import { serve } from '../../scenarios/loopback.ts';

const KEY = 'PMAK-secret';

/** What a call comes to when the server answers so, each time the next; the pauses; how often it was asked. */
async function sent(call: Partial<Call>, ...answers: readonly RequestListener[]) {
  const waits: number[] = [];
  let asked = 0;
  const base = await serve((request, response) => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked++;
    request.resume().on('end', () => void answer?.(request, response));
  });
  const send = postmanClient({
    base,
    key: KEY,
    permit: async () => {},
    wait: async (ms) => void waits.push(ms),
    onWait: () => {},
    redact: (text) => text.replaceAll(KEY, '…'),
  });
  const outcome = await send({ method: 'GET', path: '/x', purpose: 'look', ...call }).catch(
    (error: unknown) => error,
  );
  const [found] =
    (outcome as { diagnostics?: { code: string; args: object }[] } | undefined)?.diagnostics ?? [];
  return { outcome, code: found?.code, args: found?.args, waits, asked };
}

const answer =
  (status: number, body: unknown = {}, headers = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
const drop: RequestListener = (request) => void request.socket.destroy();

describe('postmanClient', () => {
  it('gives the body of a success', async () => {
    expect((await sent({}, answer(200, { a: 1 }))).outcome).toEqual({ a: 1 });
  });

  it.each([
    [404, {}],
    [400, { error: { name: 'instanceNotFoundError', message: 'gone' } }],
  ])('knows that nothing is there by %s', async (status, body) => {
    expect((await sent({}, answer(status, body))).outcome).toBeUndefined();
  });

  it.each([
    ['a wrong key', answer(401), 'postman-key-refused'],
    ['a refusal', answer(403, { title: 'Forbidden', detail: 'no' }), 'postman-refused'],
    ['a redirect', answer(302, {}, { location: 'https://example.com' }), 'postman-refused'],
    ['a web page', answer(200, '<html>'), 'postman-unreachable'],
    ['a limit of hours', answer(429, {}, { RetryAfter: '9000' }), 'postman-limit'],
    ['a limit without end', answer(429, {}, { RetryAfter: '60' }), 'postman-limit'],
    ['a server that is down', answer(503), 'postman-refused'],
    ['no server', drop, 'postman-unreachable'],
  ])('stops at %s', async (_name, listener, code) => {
    expect((await sent({}, listener)).code).toBe(code);
  });

  it('repeats what only reads or deletes, a little later each time', async () => {
    for (const method of ['GET', 'DELETE'] as const) {
      const { outcome, waits } = await sent({ method }, drop, answer(502), answer(200, { a: 1 }));
      expect(outcome).toEqual({ a: 1 });
      expect(waits).toEqual([500, 1000]);
    }
  });

  it.each(['POST', 'PUT'] as const)('repeats no %s that may have been done', async (method) => {
    for (const listener of [drop, answer(500), answer(504)]) {
      const { outcome, asked } = await sent({ method, body: '{}' }, listener);
      expect(outcome).toBeInstanceOf(AnswerLost);
      expect(asked).toBe(1);
    }
  });

  it('repeats what a limit has kept from being done', async () => {
    const limited = answer(429, {}, { RetryAfter: '7' });
    const { outcome, waits } = await sent({ method: 'POST', body: '{}' }, limited, answer(200, { a: 1 }));
    expect([outcome, waits]).toEqual([{ a: 1 }, [7000]]);
  });

  it('sends the key in its header, and says it nowhere', async () => {
    const echo: RequestListener = (request, response) =>
      answer(400, { error: { name: 'x', message: `bad ${request.headers['x-api-key']}` } })(
        request,
        response,
      );
    const { args } = await sent({}, echo);
    expect(args).toMatchObject({ reason: 'bad …', status: 400, purpose: 'look' });
  });
});
