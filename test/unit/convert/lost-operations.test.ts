import { expect, it, vi } from 'vitest';
import { convert } from '../../../src/convert/convert.ts';
import { document, operation, read } from '../built-from.ts';

const runConverter = vi.hoisted(() => vi.fn());
vi.mock('../../../src/convert/run-converter.ts', () => ({ runConverter }));

it.each([
  ['lost', [], 0],
  [
    'doubled',
    [
      { method: 'GET', index: 0 },
      { method: 'GET', index: 0 },
    ],
    2,
  ],
])('an operation that the converter has %s stops the module', async (_name, items, matches) => {
  runConverter.mockResolvedValue(items);
  const { api } = await read(operation({}));
  const { value, diagnostics } = await convert(api, { webhooks: false });
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([
    { code: 'operation-not-converted', args: { key: 'GET /things', matches } },
  ]);
});

it('a converter that throws stops the module with its reason', async () => {
  runConverter.mockRejectedValue(new Error('out of luck'));
  const { api } = await read(operation({}));
  const { value, diagnostics } = await convert(api, { webhooks: false });
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'conversion-failed', args: { reason: 'out of luck' } }]);
});

it('is asked once for what many operations have in common', async () => {
  runConverter.mockReset().mockResolvedValue([]);
  const one = { responses: { 200: { description: 'ok' } } };
  const paths = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`/p${index}`, { get: one, post: one }]),
  );
  const { api } = await read(document({ paths }));
  await convert(api, { webhooks: false });
  const asked = runConverter.mock.calls.flatMap(([skeleton]) => Object.keys(skeleton.paths));
  // A GET, a POST and the response that both have.
  expect(asked).toHaveLength(3);
});
