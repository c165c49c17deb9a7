import { describe, expect, it } from 'vitest';
import type { LinkConfig } from '../../../src/model/config.ts';
import { built, document } from '../built-from.ts';

const json = (schema: unknown, more: object = {}): object => ({
  content: { 'application/json': { schema, ...more } },
});

describe('rule links', () => {
  const ok = { responses: { 200: { description: 'ok' } } };
  const gives = (body: unknown, more: object = {}): object => ({
    responses: { 200: { description: 'ok', ...json({}, { example: body }) } },
    ...more,
  });

  it.each<[string, { given: object; want: readonly object[] }]>([
    [
      'a create and a list at the path before it',
      {
        given: {
          '/things': { get: gives({ things: [{ id: 'i' }], total: 1 }), post: gives({ thing: { id: 'i' } }) },
          '/things/{thingId}': { get: ok },
        },
        want: [
          { producer: 'POST /things', path: ['thing', 'id'], creates: true },
          { producer: 'GET /things', path: ['things', 0, 'id'], creates: false },
        ],
      },
    ],
    [
      'one that is called after it',
      {
        given: {
          '/events/things': { post: gives({ id: 'i' }, { summary: 'Create thing' }) },
          '/all/{thingId}': { get: ok },
        },
        want: [{ producer: 'POST /events/things', path: ['id'], creates: true }],
      },
    ],
    [
      'nothing, where no response holds an id',
      { given: { '/things': { post: gives({ done: true }) }, '/things/{thingId}': { get: ok } }, want: [] },
    ],
    [
      'nothing, where only what needs it could give it',
      { given: { '/things/{thingId}': { get: gives({ id: 'i' }) } }, want: [] },
    ],
  ])('finds %s', async (_name, { given, want }) => {
    const { links } = (await built(document({ paths: given }))).bundle;
    expect(links).toMatchObject([{ variable: 'thing_id' }]);
    expect(links[0]?.sources).toMatchObject(want);
    expect(links[0]?.sources.length).toBe(want.length);
  });

  it.each<[string, { given: object; links?: LinkConfig; want: readonly object[] }]>([
    [
      'the spec, by operation id',
      {
        given: { operationId: 'getThing', parameters: { 'path.thingId': '$response.body#/other/key' } },
        want: [{ producer: 'POST /things', path: ['other', 'key'], creates: true }],
      },
    ],
    [
      'the spec, by reference',
      {
        given: {
          operationRef: '#/paths/~1things~1{thingId}/get',
          parameters: { thingId: '$response.body#/other/key' },
        },
        want: [{ path: ['other', 'key'] }],
      },
    ],
    [
      'nobody, where the link leads to no operation',
      {
        given: { operationId: 'gone', parameters: { thingId: '$response.body#/other/key' } },
        want: [{ path: ['id'] }],
      },
    ],
    [
      'nobody, where the link takes its value from the request',
      {
        given: { operationId: 'getThing', parameters: { thingId: '$request.query.q' } },
        want: [{ path: ['id'] }],
      },
    ],
    [
      'the config, before the spec',
      {
        given: { operationId: 'getThing', parameters: { thingId: '$response.body#/other/key' } },
        links: { thing_id: { from: 'POST /things', at: '/more/0' } },
        want: [{ producer: 'POST /things', path: ['more', '0'] }],
      },
    ],
    [
      'the spec, where the config names an operation of another module',
      {
        given: { operationId: 'getThing', parameters: { thingId: '$response.body#/other/key' } },
        links: { thing_id: { from: 'POST /others', at: '/id' } },
        want: [{ path: ['other', 'key'] }],
      },
    ],
  ])('is told by %s', async (_name, { given, links = {}, want }) => {
    const created = {
      description: 'ok',
      links: { Get: given },
      ...json({}, { example: { id: 'i', other: { key: 'k' }, more: ['m'] } }),
    };
    const root = document({
      paths: {
        '/things': { post: { responses: { 200: created } } },
        '/things/{thingId}': { get: { operationId: 'getThing', ...ok } },
      },
    });
    expect((await built(root, { links })).bundle.links[0]?.sources).toMatchObject(want);
  });

  it('tells a person where a value comes from, and knows what takes it away', async () => {
    const given = document({
      paths: {
        '/things': { post: gives({ id: 'i' }, { summary: 'Make a *thing*' }) },
        '/things/{thingId}': {
          get: { summary: 'Get it', ...ok },
          delete: { summary: 'Drop it', ...ok },
        },
        '/lost/{lostId}': { get: { summary: 'Get lost', ...ok } },
      },
    });
    const { bundle } = await built(given);
    const text = (name: string): string | undefined =>
      bundle.requests.find(({ item }) => item.name === name)?.item.request.description;
    expect(text('Get it')).toContain('- Needs `{{thing_id}}`: from *Make a \\*thing\\**');
    expect(text('Get lost')).toContain('- Needs `{{lost_id}}`: no request of this collection gives it');
    expect(bundle.links[0]?.removedBy).toEqual(['DELETE /things/{thingId}']);
    expect(bundle.variables.map(({ key, description }) => [key, description])).toEqual([
      ['thing_id', expect.stringContaining('Make a *thing*')],
      ['lost_id', expect.stringContaining('by hand')],
    ]);
  });
});
