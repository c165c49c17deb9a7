import { describe, expect, it } from 'vitest';
import { built, document, operation } from '../built-from.ts';

const json = (schema: unknown, more: object = {}): object => ({
  content: { 'application/json': { schema, ...more } },
});
const fine = (more: object = {}): object => ({ 200: { description: 'Fine.', ...more } });

describe('rule saved-examples', () => {
  it.each<[string, { given: object; want: readonly object[] }]>([
    [
      'each documented response',
      {
        given: { 201: { description: 'Made.' }, 404: { description: 'Gone.' } },
        want: [
          { code: 201, status: 'Created', name: 'Made.', body: '' },
          { code: 404, status: 'Not Found', name: 'Gone.', body: '' },
        ],
      },
    ],
    [
      'a range and the default, with codes that are free',
      {
        given: {
          400: { description: 'a' },
          '4XX': { description: 'b' },
          200: { description: 'c' },
          default: { description: 'd' },
        },
        want: [
          { code: 200, name: 'c' },
          { code: 400, name: 'a' },
          { code: 401, name: 'b' },
          { code: 500, name: 'd' },
        ],
      },
    ],
    ['a default that is all there is', { given: { default: { description: 'd' } }, want: [{ code: 200 }] }],
    ['a response without words', { given: { 204: { description: '' } }, want: [{ name: 'No Content' }] }],
    [
      'the first line of a long description',
      { given: { 200: { description: ' One.\nTwo.' } }, want: [{ name: 'One.' }] },
    ],
    [
      'responses of one description, told apart by their codes',
      {
        given: { 200: { description: 'Done' }, 201: { description: 'Done' } },
        want: [{ name: 'Done (200)' }, { name: 'Done (201)' }],
      },
    ],
    [
      'an XML body by its schema',
      {
        given: fine({
          content: {
            'application/xml': {
              schema: {
                type: 'array',
                xml: { name: 'orders', wrapped: true },
                items: {
                  xml: { name: 'order' },
                  properties: { id: { type: 'integer', example: 3, xml: { attribute: true } } },
                },
              },
            },
          },
        }),
        want: [
          {
            body: '<?xml version="1.0" encoding="UTF-8"?>\n<orders>\n  <order id="3"/>\n</orders>',
            _postman_previewlanguage: 'xml',
          },
        ],
      },
    ],
    [
      'a JSON body',
      {
        given: fine(json({ properties: { a: { example: 1 } } })),
        want: [
          {
            body: '{\n  "a": 1\n}',
            _postman_previewlanguage: 'json',
            header: [{ key: 'Content-Type', value: 'application/json' }],
          },
        ],
      },
    ],
    [
      'HTML as it is',
      {
        given: fine({ content: { 'text/html': { example: '<p>x</p>' } } }),
        want: [{ body: '<p>x</p>', _postman_previewlanguage: 'html', header: [{ value: 'text/html' }] }],
      },
    ],
    [
      'a file without a body',
      {
        given: fine({ content: { 'audio/wav': { schema: { type: 'string', format: 'binary' } } } }),
        want: [{ body: '', header: [{ value: 'audio/wav' }] }],
      },
    ],
    [
      'its headers',
      {
        given: fine({ headers: { 'X-Left': { description: 'How many.', schema: { example: 9 } } } }),
        want: [{ header: [{ key: 'X-Left', value: '9', description: 'How many.' }] }],
      },
    ],
    [
      'what is written only, left out',
      {
        given: fine(json({ properties: { a: { example: 1 }, secret: { writeOnly: true, example: 's' } } })),
        want: [{ body: '{\n  "a": 1\n}' }],
      },
    ],
    [
      'each example that the spec names',
      {
        given: fine(json({}, { examples: { one: { value: 1 }, two: { summary: 'The other', value: 2 } } })),
        want: [
          { code: 200, name: 'Fine: one', body: '1' },
          { code: 200, name: 'Fine: The other', body: '2' },
        ],
      },
    ],
    [
      'named examples under a description that fills the line',
      {
        given: {
          200: {
            description: 'x'.repeat(200),
            ...json({}, { examples: { one: { value: 1 }, two: { value: 2 } } }),
          },
        },
        want: [{ name: expect.stringMatching(/^x+…: one$/) }, { name: expect.stringMatching(/^x+…: two$/) }],
      },
    ],
  ])('shows %s', async (_name, { given, want }) => {
    const { response } = (await built(operation({ responses: given }))).item;
    expect(response).toMatchObject(want);
    expect(response.length).toBe(want.length);
    expect(new Set(response.map(({ id }) => id)).size).toBe(response.length);
  });
});

describe('rule original-requests', () => {
  const field = { example: 'x', description: 'Why.' };
  const forms = { required: ['a'], properties: { a: field, b: field } };
  const param = (name: string, place: string, required: boolean): object => ({
    name,
    in: place,
    required,
    description: 'Why.',
    schema: { example: 'v' },
  });

  it('are the request as it is sent: nothing disabled, no words, no auth', async () => {
    const given = operation(
      {
        description: 'Words.',
        security: [],
        parameters: [
          param('thingId', 'path', true),
          param('q', 'query', true),
          param('page', 'query', false),
          param('X-A', 'header', true),
          param('X-B', 'header', false),
        ],
        responses: fine(),
      },
      { path: '/things/{thingId}' },
    );
    expect((await built(given)).item.response[0]?.originalRequest).toEqual({
      method: 'GET',
      header: [{ key: 'X-A', value: 'v' }],
      url: {
        raw: '{{base_url}}/things/:thingId?q=v',
        host: ['{{base_url}}'],
        path: ['things', ':thingId'],
        query: [{ key: 'q', value: 'v' }],
        variable: [{ key: 'thingId', value: '{{thing_id}}' }],
      },
    });
  });

  it.each<[string, { given: object; want: object }]>([
    [
      'application/json',
      {
        given: { properties: { locationId: field } },
        want: { mode: 'raw', raw: '{\n  "locationId": "{{location_id}}"\n}' },
      },
    ],
    [
      'application/x-www-form-urlencoded',
      { given: forms, want: { mode: 'urlencoded', urlencoded: [{ key: 'a', value: 'x' }] } },
    ],
    [
      'multipart/form-data',
      {
        given: {
          required: ['a', 'f'],
          properties: { ...forms.properties, f: { type: 'string', format: 'binary' } },
        },
        want: {
          mode: 'formdata',
          formdata: [
            { key: 'a', value: 'x', type: 'text' },
            { key: 'f', type: 'file', src: null },
          ],
        },
      },
    ],
  ])('have its body: %s', async (type, { given, want }) => {
    const requestBody = { content: { [type]: { schema: given } } };
    const root = operation({ requestBody, responses: fine() }, { method: 'post' });
    const body = (await built(root)).item.response[0]?.originalRequest.body;
    const { options: _options, ...shown } = { options: undefined, ...body };
    expect(shown).toEqual(want);
  });

  it('ids are the same in every build, and tell all examples apart', async () => {
    const responses = fine(json({}, { examples: { one: { value: 1 }, two: { value: 2 } } }));
    const root = document({ paths: { '/a': { get: { responses }, post: { responses } } } });
    const ids = async (): Promise<readonly string[]> =>
      (await built(root)).bundle.requests.flatMap(({ item }) => [
        item.id,
        ...item.response.map(({ id }) => id),
      ]);
    const first = await ids();
    expect(await ids()).toEqual(first);
    expect(new Set(first).size).toBe(6);
  });
});
