import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permitHops } from '../../../src/smoke/permit-hops.ts';

type Requests = (
  options: object,
  callback: (error: Error | null, response?: { readonly statusCode: number }) => void,
) => void;

const newman = createRequire(createRequire(import.meta.url).resolve('newman'));
const requests = createRequire(newman.resolve('postman-runtime'))('postman-request') as Requests;

/** `/3` redirects to `/2` and so on down to `/0`; `/circle` to itself. */
const server = createServer(({ url = '' }, response) => {
  seen.push(url);
  const left = Number(url.slice(1));
  if (left === 0) return response.end('there');
  response.writeHead(302, { Location: url === '/circle' ? url : `/${left - 1}` }).end();
});
let seen: string[] = [];
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

describe('permitHops', () => {
  it('takes a permit for each redirect before it is followed', async () => {
    const order: string[] = [];
    const { status } = await get('/3', async () => {
      order.push(...seen.splice(0), 'permit');
    });
    expect([status, order, seen]).toEqual([200, ['/3', 'permit', '/2', 'permit', '/1', 'permit'], ['/0']]);
  });

  it('follows nothing when the request is over', async () => {
    void get('/3', async () => {}, true);
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen).toEqual(['/3']);
  });

  it('leaves a circle with an error that says so', async () => {
    const { error } = await get('/circle', async () => {});
    expect(error?.message).toMatch(/redirect/i);
  });

  it('leaves a request alone that follows no redirects', async () => {
    const { status } = await get('/3', () => Promise.reject(new Error('asked')), false, {
      followRedirect: false,
      followAllRedirects: false,
    });
    expect([status, seen]).toEqual([302, ['/3']]);
  });
});

interface Options {
  readonly url?: string;
  readonly followRedirect: boolean;
  readonly followAllRedirects: boolean;
}

function get(
  path: string,
  permit: () => Promise<void>,
  isOver = false,
  options: Options = { followRedirect: true, followAllRedirects: true },
): Promise<{ readonly error: Error | null; readonly status?: number | undefined }> {
  seen = [];
  return new Promise((resolve) => {
    requests(
      permitHops({ ...options, url: origin + path }, permit, () => isOver),
      (error, response) => resolve({ error, status: response?.statusCode }),
    );
  });
}
