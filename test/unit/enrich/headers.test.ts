import { describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import type { HeaderRule } from '../../../src/model/config.ts';
import { built, operation } from '../built-from.ts';

const inHeader = (name: string, schema: object, more: object = {}): object => ({
  name,
  in: 'header',
  schema,
  ...more,
});
const cookie = (name: string, example: unknown, more: object = {}): object => ({
  name,
  in: 'cookie',
  schema: { example },
  ...more,
});
const json = { content: { 'application/json': { schema: { type: 'object' } } } };

describe('rule headers', () => {
  it.each<[string, { given: object; want: readonly object[]; method?: string }]>([
    [
      'Version is the operation’s own',
      {
        given: { parameters: [inHeader('Version', { enum: ['2021-04-15'] }, { required: true })] },
        want: [{ key: 'Version', value: '2021-04-15' }],
      },
    ],
    [
      'an optional header is there, disabled, with its description',
      {
        given: { parameters: [inHeader('X-A', { example: 'v' }, { description: 'What for.' })] },
        want: [{ key: 'X-A', value: 'v', description: 'What for.', disabled: true }],
      },
    ],
    [
      'Authorization belongs to the auth helper, whatever its case',
      {
        given: {
          parameters: [
            inHeader('authorization', { example: 'Bearer a' }, { required: true }),
            inHeader('Authorization', { example: 'Bearer b' }),
          ],
        },
        want: [],
      },
    ],
    [
      'an array is one text',
      {
        given: { parameters: [inHeader('X-A', { type: 'array', example: ['x', 'y'] }, { required: true })] },
        want: [{ key: 'X-A', value: 'x,y' }],
      },
    ],
    [
      'a line break can’t start another header',
      {
        given: { parameters: [inHeader('X-A', { example: 'a\r\nX-B: c' }, { required: true })] },
        want: [{ key: 'X-A', value: 'a X-B: c' }],
      },
    ],
    [
      'Content-Type and Accept are the media types, not the parameters of that name',
      {
        given: {
          parameters: [
            inHeader('Content-Type', { example: 'text/plain' }),
            inHeader('accept', { example: 'text/plain' }),
          ],
          requestBody: json,
          responses: { 200: { description: 'ok', ...json } },
        },
        method: 'post',
        want: [
          { key: 'Content-Type', value: 'application/json' },
          { key: 'Accept', value: 'application/json' },
        ],
      },
    ],
    [
      'the boundary of a multipart body is the sender’s',
      {
        given: {
          requestBody: {
            content: { 'multipart/form-data': { schema: { properties: { a: { example: 'x' } } } } },
          },
        },
        method: 'post',
        want: [],
      },
    ],
    [
      'a wildcard is no Content-Type',
      { given: { requestBody: { content: { '*/*': { example: 'x' } } } }, method: 'post', want: [] },
    ],
    [
      'required cookies are one header, and the others are told',
      {
        given: {
          parameters: [
            cookie('a', 'x', { required: true }),
            cookie('b', 2, { required: true }),
            cookie('c', 'y'),
          ],
        },
        want: [{ key: 'Cookie', value: 'a=x; b=2', description: expect.stringContaining('c') }],
      },
    ],
    [
      'optional cookies are there, disabled',
      {
        given: { parameters: [cookie('a', 'x', { description: 'Session.' })] },
        want: [{ key: 'Cookie', value: 'a=x', description: 'a: Session.', disabled: true }],
      },
    ],
    [
      'a cookie of which nothing is said is named',
      {
        given: { parameters: [cookie('a', 'x', { required: true })] },
        want: [{ key: 'Cookie', value: 'a=x', description: 'a' }],
      },
    ],
  ])('%s', async (_name, { given, want, method = 'get' }) => {
    const { header } = (await built(operation(given, { method }))).item.request;
    expect(header).toMatchObject(want);
    expect(header.map(({ disabled }) => disabled ?? false)).toEqual(want.map((one) => 'disabled' in one));
  });

  it.each<[string, { given: readonly object[]; rules: readonly HeaderRule[]; want: readonly object[] }]>([
    [
      'sets a header that the operation does not know',
      {
        given: [],
        rules: [{ name: 'X-A', action: 'set', value: 'ours' }],
        want: [{ key: 'X-A', value: 'ours' }],
      },
    ],
    [
      'sets and enables one that is optional',
      {
        given: [inHeader('x-a', { example: 'v' }, { description: 'Why.' })],
        rules: [{ name: 'X-A', action: 'set', value: 'ours' }],
        want: [{ key: 'x-a', value: 'ours', description: 'Why.' }],
      },
    ],
    [
      'leaves one that the operation requires',
      {
        given: [inHeader('X-A', { enum: ['own'] }, { required: true })],
        rules: [{ name: 'X-A', action: 'set', value: 'ours' }],
        want: [{ key: 'X-A', value: 'own' }],
      },
    ],
    ['drops a header', { given: [inHeader('X-A', {})], rules: [{ name: 'x-a', action: 'drop' }], want: [] }],
  ])('the profile %s', async (_name, { given, rules, want }) => {
    const profile = { ...hoopai, headers: rules };
    const { item } = await built(operation({ parameters: given }), { profile });
    expect(item.request.header).toEqual(want);
  });
});
