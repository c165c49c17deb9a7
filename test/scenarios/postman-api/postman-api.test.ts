import { describe, expect, it } from 'vitest';
import { idsOf, nodesOf } from './entity-ids.ts';
import { type FakeApi, servePostmanApi } from './serve-postman-api.ts';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const request = (name: string, id?: string) => ({ name, ...(id && { id }), request: { method: 'GET' } });
const collectionOf = (...item: object[]) => ({
  collection: { info: { name: 'Pets', schema: SCHEMA }, item },
});

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, never>;
}

async function call(api: FakeApi, method: string, path: string, body?: unknown, headers = {}): Promise<Got> {
  const answer = await fetch(`${api.origin}${path}`, {
    method,
    headers: { 'x-api-key': api.key, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Record<string, never>,
  };
}

async function made(api: FakeApi, ...item: object[]): Promise<string> {
  const { body } = await call(api, 'POST', '/collections', collectionOf(...item));
  return String(Object(body['collection'])['uid']);
}

describe("the local fake of Postman's API", () => {
  it('refuses a wrong key', async () => {
    const api = await servePostmanApi();
    const { status, body } = await call(api, 'GET', '/me', undefined, { 'x-api-key': 'PMAK-wrong' });
    expect([status, Object(body['error'])['name']]).toEqual([401, 'AuthenticationError']);
  });

  it('makes a collection in the workspace asked for, else in the oldest personal one', async () => {
    const api = await servePostmanApi();
    const [personal, team] = api.store.workspaces;
    await made(api, request('a'));
    await call(api, 'POST', `/collections?workspace=${team?.id}`, collectionOf());
    expect(api.store.of('collection').map(({ workspace }) => workspace)).toEqual([personal?.id, team?.id]);
  });

  it('keeps the ids that it gave, and makes what comes without one anew', async () => {
    const api = await servePostmanApi();
    const uid = await made(api, request('a'), request('b'));
    const before = nodesOf(api.store.find('collection', uid).content);
    await call(
      api,
      'PUT',
      `/collections/${uid}`,
      collectionOf(request('a', String(before[0]?.['id'])), request('b')),
    );
    const after = nodesOf(api.store.find('collection', uid).content);
    expect(after[0]?.['id']).toBe(before[0]?.['id']);
    expect(after[1]?.['id']).not.toBe(before[1]?.['id']);
  });

  it('refuses an id of another collection', async () => {
    const api = await servePostmanApi();
    const [first, second] = [await made(api, request('a')), await made(api, request('b'))];
    const [id = ''] = idsOf(api.store.find('collection', first).content);
    const { status } = await call(api, 'PUT', `/collections/${second}`, collectionOf(request('b', id)));
    expect(status).toBe(400);
  });

  it('refuses what is too large, and a body of unknown length', async () => {
    const api = await servePostmanApi();
    api.store.maxBytes.environment = 20;
    const large = await call(api, 'POST', '/environments', { environment: { name: 'x'.repeat(20) } });
    expect(large.status).toBe(413);
    const chunked = await fetch(`${api.origin}/environments`, {
      method: 'POST',
      headers: { 'x-api-key': api.key },
      body: new Blob(['{}']).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(411);
  });

  it('holds callers to its limit', async () => {
    const api = await servePostmanApi();
    api.limit = 1;
    await call(api, 'GET', '/me');
    const { status, headers, body } = await call(api, 'GET', '/me');
    expect([status, headers.get('RetryAfter'), body['error']]).toEqual([429, '60', 'rateLimited']);
    expect(String(body['message'])).toMatch(/retry after \d{13}$/);
  });

  it('replaces in its own time when asked to', async () => {
    const api = await servePostmanApi();
    const uid = await made(api, request('a'));
    const accepted = await call(api, 'PUT', `/collections/${uid}`, collectionOf(), {
      prefer: 'respond-async',
    });
    expect(accepted.status).toBe(202);
    const states = [];
    for (let poll = 0; poll < 3; poll++)
      states.push(
        (await call(api, 'GET', `/collection-updates-tasks/${accepted.body['taskId']}`)).body['status'],
      );
    expect(states).toEqual(['in-progress', 'in-progress', 'successful']);
    expect(nodesOf(api.store.find('collection', uid).content)).toEqual([]);
    expect((await call(api, 'GET', '/collection-updates-tasks/none')).body).toHaveProperty('detail');
  });

  it('breaks the connection after it has applied the change', async () => {
    const api = await servePostmanApi();
    api.trouble({ method: 'POST', path: /collections/, what: { type: 'drop', applied: true } });
    await expect(made(api, request('a'))).rejects.toThrow('fetch failed');
    expect(api.store.of('collection')).toHaveLength(1);
  });
});
