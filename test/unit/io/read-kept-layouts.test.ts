import { expect, it } from 'vitest';
import { readKeptLayouts } from '../../../src/io/read-kept-layouts.ts';

const RESPONSE = { code: 200, name: 'Response', status: 'OK', preview: 'json', headers: [] };
const LAID_OUT = {
  method: 'POST',
  bodyMode: 'raw',
  headers: [{ key: 'Accept', value: 'text/csv' }],
  responses: [RESPONSE],
};

it('reads what was kept', () => {
  expect(readKeptLayouts(JSON.stringify([['key', LAID_OUT]]))).toEqual([['key', LAID_OUT]]);
});

it.each([
  ['nothing', undefined],
  ['no JSON', '[['],
  ['no list', '{}'],
  ['an entry without its key', JSON.stringify([[LAID_OUT]])],
  ['a key that is no text', JSON.stringify([[1, LAID_OUT]])],
  ['no method', JSON.stringify([['key', { ...LAID_OUT, method: undefined }]])],
  ['a header that is none', JSON.stringify([['key', { ...LAID_OUT, headers: ['Accept'] }]])],
  [
    'a code that is no number',
    JSON.stringify([['key', { ...LAID_OUT, responses: [{ ...RESPONSE, code: '200' }] }]]),
  ],
])('has nothing when it is %s', (_what, text) => {
  expect(readKeptLayouts(text)).toEqual([]);
});
