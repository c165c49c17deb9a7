import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { downloadPatiently } from '../../../src/io/download-patiently.ts';

const LIMITS = { specBytes: 1_000, downloadMs: 5_000, redirects: 2, referencedFiles: 10, nesting: 100 };
const NOW = Date.parse('Wed, 21 Oct 2015 07:28:00 GMT');
const servers: Server[] = [];
afterAll(() => servers.forEach((server) => void server.close()));

/** What was answered in the end, and the pauses before that. */
async function ask(listener: RequestListener) {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const pauses: number[] = [];
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const answer = await downloadPatiently(
    address,
    LIMITS,
    {},
    {
      wait: async (ms) => void pauses.push(ms),
      now: () => NOW,
    },
  );
  return { answer, pauses };
}

const always =
  (status: number, headers = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end();

describe('downloadPatiently', () => {
  it.each<[string, RequestListener, readonly number[]]>([
    ['a fault of the server', always(503), [500, 1000, 2000]],
    ['a connection that breaks', (_, response) => response.destroy(), [500, 1000, 2000]],
    ['Retry-After in seconds', always(429, { 'retry-after': '7' }), [7000, 7000, 7000]],
    [
      'Retry-After as a date',
      always(503, { 'retry-after': 'Wed, 21 Oct 2015 07:28:05 GMT' }),
      [5000, 5000, 5000],
    ],
    ['Retry-After in the past', always(503, { 'retry-after': 'Wed, 21 Oct 2015 07:27:00 GMT' }), [0, 0, 0]],
    ['Retry-After that is none', always(503, { 'retry-after': 'soon' }), [500, 1000, 2000]],
    ['more than a minute', always(429, { 'retry-after': '61' }), []],
    ['what asking again does not mend', always(404), []],
    ['a refusal', always(403), []],
    ['too large a document', (_, response) => response.end(' '.repeat(2_000)), []],
  ])('waits after %s', async (_name, listener, want) => {
    const { answer, pauses } = await ask(listener);
    expect(answer.kind).toBe('refused');
    expect(pauses).toEqual(want);
  });

  it('gives the document that comes at last', async () => {
    let times = 0;
    const { answer, pauses } = await ask((request, response) => {
      times += 1;
      if (times < 4) always(500)(request, response);
      else response.writeHead(200, { etag: '"1"' }).end('text');
    });
    expect(answer).toMatchObject({ kind: 'document', download: { validators: { etag: '"1"' } } });
    expect(pauses).toHaveLength(3);
  });

  it('takes a 304 that nobody asked for as no document', async () => {
    expect((await ask(always(304))).answer.kind).toBe('refused');
  });
});
