import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MediaType, Response } from '../../../src/model/api.ts';
import type { Url } from '../../../src/model/collection.ts';
import { chooseContent, isJson } from '../../../src/postman/choose-content.ts';
import { exampleCodes, reasonPhrase } from '../../../src/postman/example-codes.ts';
import { rawUrl } from '../../../src/postman/raw-url.ts';

const media = (type: string): MediaType => ({
  type,
  pointer: '',
  examples: [],
  alternatives: [],
  encoding: {},
});
const response = (status: string): Response =>
  ({ status, pointer: '', description: '', headers: [], contents: [], links: [] }) as Response;

describe('chooseContent', () => {
  it.each<[string, { given: readonly string[]; want: string | undefined }]>([
    ['JSON', { given: ['text/html', 'application/json'], want: 'application/json' }],
    ['the first kind of JSON', { given: ['a/b+json; v=1', 'application/json'], want: 'a/b+json; v=1' }],
    ['else the first', { given: ['text/html', 'text/plain'], want: 'text/html' }],
    ['nothing of nothing', { given: [], want: undefined }],
  ])('takes %s', (_name, { given, want }) => {
    expect(chooseContent(given.map(media))?.type).toBe(want);
  });

  it.each<[string, boolean]>([
    ['application/json', true],
    ['APPLICATION/JSON ; charset=utf-8', true],
    ['application/problem+json', true],
    ['application/jsonl', false],
    ['application/json-patch', false],
    ['text/plain; a=application/json', false],
    ['*/*', false],
  ])('%s is JSON: %s', (type, want) => {
    expect(isJson(type)).toBe(want);
  });
});

describe('exampleCodes', () => {
  it.each<[string, { given: readonly string[]; want: readonly (number | undefined)[] }]>([
    ['its own', { given: ['200', '404'], want: [200, 404] }],
    ['the first free one of a range', { given: ['4XX', '400', '401'], want: [402, 400, 401] }],
    ['500 for the default beside a success', { given: ['default', '201'], want: [500, 201] }],
    ['500 for the default beside a range of success', { given: ['2XX', 'default'], want: [200, 500] }],
    ['200 for the default where no success is documented', { given: ['404', 'default'], want: [404, 200] }],
    ['another where 500 is taken', { given: ['200', '500', 'default'], want: [200, 500, 501] }],
    ['none for what is no status', { given: ['ok'], want: [undefined] }],
  ])('are %s', (_name, { given, want }) => {
    const responses = given.map(response);
    const codes = exampleCodes(responses);
    expect(responses.map((one) => codes.get(one))).toEqual(want);
  });

  it.each<[number, string]>([
    [200, 'OK'],
    [422, 'Unprocessable Entity'],
    [299, ''],
  ])('%i is called %j', (code, want) => {
    expect(reasonPhrase(code)).toBe(want);
  });
});

describe('rawUrl', () => {
  const host = ['{{base_url}}'];
  it.each<[string, { given: Omit<Url, 'raw'>; want: string }]>([
    ['a host', { given: { host, path: [] }, want: '{{base_url}}' }],
    [
      'a path with a slash at its end',
      { given: { host, path: ['a', ':b', ''] }, want: '{{base_url}}/a/:b/' },
    ],
    [
      'what is sent of the query',
      {
        given: {
          host,
          path: ['a'],
          query: [
            { key: 'b', value: '1' },
            { key: 'c', value: '2', disabled: true },
            { key: 'b', value: '3' },
          ],
        },
        want: '{{base_url}}/a?b=1&b=3',
      },
    ],
    [
      'characters that would make other parameters of it',
      {
        given: {
          host,
          path: ['a'],
          query: [
            { key: 'a&b=c', value: 'a&b=c #d' },
            { key: 'date', value: '1+1 100% 5%25' },
          ],
        },
        want: '{{base_url}}/a?a%26b%3Dc=a%26b=c%20%23d&date=1%2B1%20100%25%205%25',
      },
    ],
    [
      'variables',
      {
        given: {
          host,
          path: ['a'],
          query: [{ key: 'b', value: 'x {{contact id}}+{{$guid}}' }],
        },
        want: '{{base_url}}/a?b=x%20{{contact id}}%2B{{$guid}}',
      },
    ],
  ])('shows %s', (_name, { given, want }) => {
    expect(rawUrl(given)).toBe(want);
  });

  it('parses to the parameters that it was made of', () => {
    // An escape in a value is taken for one.
    const text = fc.string({ unit: 'binary' }).filter((one) => !/%[\da-f]{2}|\{\{/i.test(one));
    const pairs = fc.array(fc.record({ key: text, value: text }), { minLength: 1 });
    fc.assert(
      fc.property(pairs, (query) => {
        const raw = rawUrl({ host: ['https://api.example'], path: [], query });
        const read = new URLSearchParams(raw.slice(raw.indexOf('?')));
        expect([...read]).toEqual(query.map(({ key, value }) => [key, value]));
      }),
    );
  });
});
