import { describe, expect, it } from 'vitest';
import { routeTable } from '../../../src/mock/route-table.ts';
import { document, read } from '../built-from.ts';

const ok = { responses: { 200: { description: 'ok' } } };
const paths = {
  '/': { get: ok },
  '/contacts/': { get: ok },
  '/contacts/{id}': { get: ok, delete: ok },
  '/contacts/search': { post: ok },
  '/contacts/{id}/tasks/{taskId}': { get: ok },
  '/{any}/export': { get: ok },
  '/files/f.{format}': { get: ok },
  '/jobs/{name}:cancel': { post: ok },
  '/jobs/{name}': { post: ok },
  '/with space/{größe}': { get: ok },
  '/range/{from}-{to}': { get: ok },
};

describe('routeTable', () => {
  it.each<[string, string | undefined, object]>([
    ['GET /', 'GET /', {}],
    ['GET /contacts/', 'GET /contacts/', {}],
    ['GET /contacts', undefined, {}],
    ['GET /contacts/1', 'GET /contacts/{id}', { id: '1' }],
    ['GET /contacts/1/', undefined, {}],
    ['GET /contacts/a%2Fb', 'GET /contacts/{id}', { id: 'a/b' }],
    ['GET /contacts/%E0%A4', 'GET /contacts/{id}', { id: '%E0%A4' }],
    ['HEAD /contacts/1', 'GET /contacts/{id}', { id: '1' }],
    ['POST /contacts/search', 'POST /contacts/search', {}],
    ['GET /contacts/search', 'GET /contacts/{id}', { id: 'search' }],
    ['GET /contacts/export', 'GET /contacts/{id}', { id: 'export' }],
    ['GET /other/export', 'GET /{any}/export', { any: 'other' }],
    ['GET /contacts//tasks/2', undefined, {}],
    ['GET /contacts/1/tasks/2', 'GET /contacts/{id}/tasks/{taskId}', { id: '1', taskId: '2' }],
    ['GET /files/f.json', 'GET /files/f.{format}', { format: 'json' }],
    ['GET /files/f.', undefined, {}],
    ['POST /jobs/a:b:cancel', 'POST /jobs/{name}:cancel', { name: 'a:b' }],
    ['POST /jobs/a', 'POST /jobs/{name}', { name: 'a' }],
    ['GET /with%20space/%C3%BC', 'GET /with space/{größe}', { größe: 'ü' }],
    ['GET /range/1-2-3', 'GET /range/{from}-{to}', { from: '1', to: '2-3' }],
  ])('finds %s', async (line, key, values) => {
    const { api } = await read(document({ paths }, '3.1.0'));
    const [method = '', path = ''] = line.split(' ');
    const match = routeTable([api]).match(method, path);
    expect(match.kind === 'found' ? match.route.operation.key : undefined).toBe(key);
    expect(match.kind === 'found' ? Object.fromEntries(match.values) : {}).toEqual(values);
  });

  it('names the methods of a path, and the path that was meant', async () => {
    const { api } = await read(document({ paths }));
    const { match } = routeTable([api]);
    expect(match('PUT', '/contacts/1')).toMatchObject({
      kind: 'method',
      allow: ['GET', 'DELETE', 'HEAD', 'OPTIONS'],
    });
    expect(match('GET', '/contacts')).toEqual({ kind: 'unknown', hint: '/contacts/' });
    expect(match('GET', '/contcats/')).toEqual({ kind: 'unknown', hint: '/contacts/' });
    expect(match('GET', `/${'x/'.repeat(5_000)}`)).toEqual({ kind: 'unknown', hint: undefined });
  });

  it('takes the first of two modules that document the same operation', async () => {
    const [first, second] = [await read(document({ paths })), await read(document({ paths }))];
    const match = routeTable([first.api, second.api]).match('GET', '/contacts/');
    expect(match.kind === 'found' && match.route.api).toBe(first.api);
  });
});
