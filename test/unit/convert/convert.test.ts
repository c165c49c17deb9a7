import { describe, expect, it, vi } from 'vitest';
import { convert } from '../../../src/convert/convert.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { document, frozen, operation, read } from '../built-from.ts';

const PATHS = [
  '/',
  '/a',
  '/a/',
  '/a/{id}',
  '/a/{name}',
  '/f.{format}',
  '/{name}:cancel',
  '/with space',
  '/ümlaut/{größe}',
  '/{{base_url}}',
  '/a//b',
  '/__proto__',
  '/a/{b}{c}',
  '/a?x=1',
  '/a#b',
];

function withPaths(paths: readonly string[], more: object = {}): JsonObject {
  const operation = { operationId: 'same', summary: 'Same', responses: { 200: { description: 'ok' } } };
  return document(
    { paths: Object.fromEntries(paths.map((path) => [path, { get: operation, post: operation }])), ...more },
    '3.1.0',
  );
}

describe('convert', () => {
  it('makes exactly one request of every operation, whatever its path and name', async () => {
    const { api } = await read(withPaths(PATHS));
    const { value, diagnostics } = await convert(api, { webhooks: false });
    expect(diagnostics).toEqual([]);
    expect(value?.requests.map(({ operation }) => operation.key)).toEqual(
      api.operations.map(({ key }) => key),
    );
    expect(value?.requests.every(({ operation, item }) => item.request.method === operation.method)).toBe(
      true,
    );
  });

  it('gives each request an id that depends on module, method and path only', async () => {
    const { api } = await read(withPaths(PATHS));
    const idsOf = async (model: typeof api) =>
      (await convert(model, { webhooks: false })).value?.requests.map(({ item }) => item.id) ?? [];
    const ids = await idsOf(api);
    expect(new Set(ids).size).toBe(PATHS.length * 2);
    expect(
      await idsOf({
        ...api,
        title: 'Other',
        operations: api.operations.map((one) => ({ ...one, summary: 'Other' })),
      }),
    ).toEqual(ids);
    const elsewhere = await idsOf({ ...api, module: 'elsewhere' });
    expect(elsewhere.filter((id) => ids.includes(id))).toEqual([]);
  });

  it.each(['hasOwnProperty', '__proto__', 'constructor'])('takes a media type called %s', async (type) => {
    const content = JSON.parse(`{"${type}":{"schema":{"type":"string"}}}`) as object;
    const parts = { requestBody: { content }, responses: { 200: { description: 'ok', content } } };
    const { api } = await read(operation(parts, { method: 'post' }));
    const { value, diagnostics } = await convert(api, { webhooks: false });
    expect([diagnostics, value?.requests.map((one) => one.operation.key)]).toEqual([[], ['POST /things']]);
  });

  it('adds webhooks only when asked', async () => {
    const { api } = await read(withPaths(['/a'], { webhooks: { created: { post: { responses: {} } } } }));
    const keys = async (webhooks: boolean) =>
      (await convert(api, { webhooks })).value?.requests.map(({ operation }) => operation.key);
    expect(await keys(false)).toEqual(['GET /a', 'POST /a']);
    expect(await keys(true)).toEqual(['GET /a', 'POST /a', 'POST created']);
  });

  it('links all of many operations', async () => {
    const { api } = await read(withPaths(Array.from({ length: 450 }, (_, index) => `/p${index}/{id}`)));
    const { value } = await convert(api, { webhooks: false });
    expect(value?.requests.map(({ operation }) => operation.key)).toEqual(
      api.operations.map(({ key }) => key),
    );
  });

  it('takes a frozen model, gives the same twice, and lets the library say nothing', async () => {
    const spies = (['log', 'warn', 'error', 'info'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation(() => {}),
    );
    const { api } = await read(withPaths(PATHS));
    const first = await convert(frozen(api), { webhooks: false });
    expect(await convert(api, { webhooks: false })).toEqual(first);
    expect(spies.flatMap(({ mock }) => mock.calls)).toEqual([]);
    for (const spy of spies) spy.mockRestore();
  });
});
