import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { playDocument } from '../../../src/playground/play-document.ts';

const PROFILE = {
  headers: [{ name: 'Authorization', action: 'drop' }],
  variables: [
    { name: 'location_id', description: '', secret: false, value: '', fills: ['locationId'], fillsWhen: [] },
    { name: 'pin', description: '', secret: true, value: '', fills: ['pin'], fillsWhen: [] },
  ],
} as const;
const play = (document: JsonObject): JsonObject =>
  playDocument(document, {
    profile: PROFILE,
    valueFor: () => 'loc-1',
    exampleOf: (...place) => place.join(' '),
    server: '/api',
  });
const query = (name: string, more: JsonObject = {}): JsonObject => ({ name, in: 'query', ...more });
const parametersOf = (parameters: JsonObject[], root: JsonObject = { openapi: '3.0.0' }): unknown => {
  const { paths } = play({ ...root, paths: { '/a': { get: { parameters } } } }) as {
    paths: { '/a': { get: { parameters: unknown } } };
  };
  return paths['/a'].get.parameters;
};

describe('the document of the page', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'OpenAPI 3',
      {
        openapi: '3.0.0',
        servers: [{ url: 'https://evil.example' }],
        security: [{ bearer: [] }],
        components: { securitySchemes: { bearer: {} }, schemas: { A: {} } },
        paths: {
          '/a': {
            servers: [{ url: '//evil' }],
            get: { servers: [{ url: '//evil' }], security: [], summary: 's' },
          },
        },
      },
      {
        openapi: '3.0.0',
        servers: [{ url: '/api' }],
        components: { schemas: { A: {} } },
        paths: { '/a': { get: { summary: 's' } } },
      },
    ],
    [
      'Swagger 2',
      {
        swagger: '2.0',
        host: 'evil.example',
        schemes: ['https'],
        basePath: '/v1',
        securityDefinitions: { key: {} },
        paths: { '/a': { post: { schemes: ['http'], summary: 's' } } },
      },
      { swagger: '2.0', basePath: '/api', paths: { '/a': { post: { summary: 's' } } } },
    ],
  ])('leads to the proxy only: %s', (_name, given, want) => {
    expect(play(given)).toEqual(want);
  });

  it('has no parameter that the proxy writes, also behind a reference', () => {
    const root = {
      openapi: '3.0.0',
      components: { parameters: { Auth: { name: 'authorization', in: 'header' }, Limit: query('limit') } },
    };
    const limit = { $ref: '#/components/parameters/Limit' };
    const given = [{ name: 'Authorization', in: 'header' }, { $ref: '#/components/parameters/Auth' }, limit];
    expect(parametersOf(given, root)).toEqual([limit]);
  });

  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    [
      'OpenAPI 3',
      { openapi: '3.0.0' },
      query('LocationId', { examples: { a: { value: 'x' } }, schema: { type: 'string', example: 'x' } }),
      query('LocationId', { example: 'loc-1', schema: { type: 'string', example: 'loc-1' } }),
    ],
    [
      'Swagger 2',
      { swagger: '2.0' },
      query('locationId', { type: 'string' }),
      query('locationId', { type: 'string', default: 'loc-1' }),
    ],
    [
      'required, without an example',
      { openapi: '3.0.0' },
      query('q', { required: true, schema: { type: 'string' } }),
      query('q', {
        required: true,
        example: '/a query q',
        schema: { type: 'string', example: '/a query q' },
      }),
    ],
    [
      'required, in Swagger 2',
      { swagger: '2.0' },
      query('q', { required: true }),
      query('q', { required: true, default: '/a query q' }),
    ],
    [
      'required, with an example',
      { openapi: '3.0.0' },
      query('q', { required: true, schema: { enum: ['x'] } }),
      query('q', { required: true, schema: { enum: ['x'] } }),
    ],
    ['a secret', { openapi: '3.0.0' }, query('pin'), query('pin')],
    ['another', { openapi: '3.0.0' }, query('name'), query('name')],
  ])('has filled in what is known and needed: %s', (_name, root, given, want) => {
    expect(parametersOf([given], root)).toEqual([want]);
  });

  it.each<[string, JsonObject]>([
    ['no paths', { openapi: '3.1.0', paths: null }],
    ['a path that is none', { openapi: '3.0.0', paths: { '/a': 1, '/b': [] } }],
    [
      'parameters that are none',
      { openapi: '3.0.0', paths: { '/a': { parameters: 1, get: { parameters: [1, null, {}] } } } },
    ],
    [
      'a reference into nothing',
      { openapi: '3.0.0', paths: { '/a': { get: { parameters: [{ $ref: '#/x' }] } } } },
    ],
  ])('keeps what it does not understand: %s', (_name, given) => {
    expect(play(given)).toEqual({ ...given, servers: [{ url: '/api' }] });
  });
});
