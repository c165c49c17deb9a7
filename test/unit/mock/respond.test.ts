import { describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { createRespond } from '../../../src/mock/respond.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { document, read } from '../built-from.ts';
import { shop } from './shop.ts';

const EXAMPLE = 'It5XvL0rBn8QwJ3yGzHc';

const path = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const board = {
  type: 'object',
  properties: { id: { type: 'string', example: '4e42a851214aa1883c4ffd02' }, name: { type: 'string' } },
};
const content = { 'application/json': { schema: board } };
const work = { requestBody: { content }, responses: { 200: { description: 'ok', content } } };
const boards = document({
  paths: {
    '/brand-boards/': { post: work },
    '/brand-boards/{locationId}': { parameters: [path('locationId')], get: work },
    '/brand-boards/{locationId}/{brandBoardId}': {
      parameters: [path('locationId'), path('brandBoardId')],
      get: work,
      put: work,
      delete: work,
    },
  },
});

describe('the memory', () => {
  it('gets, lists, updates and deletes what was created', async () => {
    const send = await shop();
    const created = send('POST /items/', { body: { name: 'Desk', price: 'cheap' } });
    expect(created.status).toBe(400);
    const { item } = send('POST /items/', { body: { name: 'Desk', more: true } }).body as {
      item: { id: string };
    };
    expect(item).toMatchObject({ name: 'Desk', price: 20 });
    expect(item).not.toHaveProperty('more');
    expect(item.id).toMatch(/^[A-Z][a-z]\d[A-Za-z0-9]{17}$/);
    expect(item.id).not.toBe(EXAMPLE);
    expect(send(`GET /items/${item.id}`).body['item']).toMatchObject({ id: item.id, name: 'Desk' });
    expect(send('GET /items/?locationId=l').body).toMatchObject({
      items: [{ id: item.id, name: 'Desk' }, { id: EXAMPLE }],
      total: 2,
    });
    expect(send('GET /items/?locationId=l&limit=1').body['items']).toHaveLength(1);
    expect(send(`PUT /items/${item.id}`, { body: { price: 5 } }).body['item']).toMatchObject({
      name: 'Desk',
      price: 5,
    });
    expect(send(`GET /items/${item.id}`).body['item']).toMatchObject({ id: item.id, name: 'Desk', price: 5 });
    expect(send(`DELETE /items/${item.id}`).status).toBe(204);
    expect(send(`GET /items/${item.id}`).body['message']).toEqual([
      `no item has the id "${item.id}": it was deleted`,
    ]);
    expect(send(`DELETE /items/${item.id}`).status).toBe(404);
    expect(send(`POST /items/${item.id}/parts`, { body: {} }).status).toBe(404);
    expect(send('GET /items/?locationId=l').body['items']).toHaveLength(1);
  });

  it('holds the documented examples, whatever is done to them', async () => {
    const send = await shop();
    expect(send(`PUT /items/${EXAMPLE}`, { body: { name: 'Stool' } }).status).toBe(200);
    expect(send(`GET /items/${EXAMPLE}`).body['item']).toMatchObject({ id: EXAMPLE, name: 'Stool' });
    expect(send(`DELETE /items/${EXAMPLE}`).status).toBe(204);
    expect(send(`GET /items/${EXAMPLE}`).body['item']).toMatchObject({ id: EXAMPLE, name: 'Chair' });
  });

  it('keeps what belongs to one thing apart from what belongs to another', async () => {
    const send = await shop();
    const { item } = send('POST /items/', { body: { name: 'Desk' } }).body as { item: { id: string } };
    const { id } = send(`POST /items/${item.id}/parts`, { body: {} }).body;
    expect(id).toEqual(expect.any(Number));
    expect(send(`GET /items/${item.id}/parts/${id}`).body).toEqual({ id });
    expect(send(`GET /items/${EXAMPLE}/parts/${id}`).status).toBe(404);
  });

  it('finds what was made at one path under another path of its kind', async () => {
    const { api } = await read(boards);
    const respond = createRespond([api], { profile: hoopai, seed: 1, failRate: 0, now: () => 0 });
    const send = (method: string, target: string, body = ''): JsonObject => {
      const headers = { authorization: 'Bearer t', 'content-type': 'application/json' };
      const answer = respond({ method, target, headers, body: Buffer.from(body) });
      return { status: answer.status, ...JSON.parse(String(answer.body)) };
    };
    const { id } = send('POST', '/brand-boards/', '{"locationId":"l"}');
    expect(send('PUT', `/brand-boards/l/${id}`, '{"name":"New"}')).toMatchObject({
      status: 200,
      id,
      name: 'New',
    });
    expect(send('GET', `/brand-boards/l/${id}`)).toMatchObject({ status: 200, id, name: 'New' });
    expect(send('DELETE', `/brand-boards/l/${id}`)).toMatchObject({ status: 200 });
    expect(send('GET', `/brand-boards/l/${id}`)).toMatchObject({ status: 404 });
  });

  it('knows no id that nobody gave, unless nobody could give one', async () => {
    const send = await shop();
    expect(send('GET /items/unknown').status).toBe(404);
    expect(send('GET /stray/unknown').status).toBe(200);
  });

  it('gives the same answers to the same requests', async () => {
    const [one, two, other] = [await shop(), await shop(), await shop({ seed: 2 })];
    const ask = (send: typeof one) => send('POST /items/', { body: { name: 'Desk' } }).body;
    expect(ask(one)).toEqual(ask(two));
    expect(ask(two)).not.toEqual(ask(other));
  });
});

describe('an answer', () => {
  it('carries the trace id in its header, and in its body where that has one', async () => {
    const send = await shop();
    const first = send(`GET /items/${EXAMPLE}`);
    expect(first.headers['traceId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(send(`GET /items/${EXAMPLE}`).headers['traceId']).not.toBe(first.headers['traceId']);
  });

  it('tells the rate limit, and holds to it only when asked', async () => {
    const rateLimit = { requests: 2, perMs: 10_000, perDay: 3 };
    let now = 0;
    const send = await shop({ rateLimit, now: () => now });
    const statuses = (count: number) =>
      Array.from({ length: count }, () => send('POST /items/search').status);
    expect(send('POST /items/search').headers).toMatchObject({
      'X-RateLimit-Limit-Daily': '3',
      'X-RateLimit-Daily-Remaining': '2',
      'X-RateLimit-Interval-Milliseconds': '10000',
      'X-RateLimit-Max': '2',
      'X-RateLimit-Remaining': '1',
    });
    expect(statuses(1)).toEqual([200]);
    now = 4_500;
    expect(send('POST /items/search')).toMatchObject({ status: 429, headers: { 'Retry-After': '6' } });
    now = 10_000;
    expect(send('POST /items/search')).toMatchObject({ status: 429, headers: { 'Retry-After': '86390' } });
    const free = await shop();
    expect(Array.from({ length: 150 }, () => free('POST /items/search').status)).not.toContain(429);
  });

  it('fails as often as it is asked to', async () => {
    const fifth = await shop({ failEvery: 5 });
    const statuses = Array.from({ length: 10 }, () => fifth('POST /items/search').status);
    expect(statuses).toEqual([200, 200, 200, 200, 429, 200, 200, 200, 200, 429]);
    const always = await shop({ failRate: 1 });
    expect([always('POST /items/search'), always('POST /items/search')]).toMatchObject([
      { status: 429, headers: { 'Retry-After': '1' } },
      { status: 503, headers: { 'Retry-After': '1' } },
    ]);
  });

  it('says what a path takes', async () => {
    const send = await shop();
    expect(send('OPTIONS /items/')).toMatchObject({
      status: 204,
      headers: { Allow: 'GET, POST, HEAD, OPTIONS' },
    });
  });

  it('is one that its own schema allows, even where the example is not', async () => {
    const schema = {
      type: 'object',
      properties: {
        count: { type: 'number', example: 'three' },
        kind: { type: 'string', enum: ['a', 'b'], example: 'a or b' },
        name: { type: 'string', example: 'kept' },
      },
    };
    const send = await shop(
      {},
      {
        '/odd': {
          get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } },
        },
      },
    );
    expect(send('GET /odd').body).toEqual({ count: 1, kind: 'a', name: 'kept' });
  });

  it('comes in spite of schemas that say nonsense', async () => {
    const nonsense = {
      $ref: '#/components/schemas/gone',
      allOf: 3,
      properties: { id: { $ref: '#/nowhere' } },
    };
    const send = await shop(
      {},
      {
        '/broken': {
          post: {
            parameters: [{ name: 'x', in: 'query', schema: { type: 'nothing', pattern: '(a+)+$' } }],
            requestBody: { content: { 'application/json': { schema: nonsense } } },
            responses: { 200: { description: 'ok', content: { 'application/json': { schema: nonsense } } } },
          },
        },
      },
    );
    expect(send(`POST /broken?x=${'a'.repeat(5_000)}!`, { body: { id: [] } }).status).toBe(200);
  });
});
