import { expect, it, vi } from 'vitest';
import { convert } from '../../../src/convert/convert.ts';
import { operation, read } from '../built-from.ts';

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
