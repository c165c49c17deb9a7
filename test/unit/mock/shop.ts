import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import type { MockAnswer } from '../../../src/mock/mock-request.ts';
import { createRespond, type RespondOptions } from '../../../src/mock/respond.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { document, read } from '../built-from.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const text = { type: 'string' };
const version = { name: 'Version', in: 'header', required: true, schema: { type: 'string', enum: ['v1'] } };
const itemId = { name: 'itemId', in: 'path', required: true, schema: text, example: 'It5XvL0rBn8QwJ3yGzHc' };
const item = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'string', readOnly: true, example: 'It5XvL0rBn8QwJ3yGzHc' },
    name: { type: 'string', example: 'Chair' },
    price: { type: 'number', example: 20 },
    traceId: { type: 'string' },
  },
};
const refused = {
  400: {
    description: 'Bad',
    ...json({
      type: 'object',
      required: ['statusCode', 'message'],
      properties: { statusCode: { type: 'number' }, message: { type: 'array', items: text } },
    }),
  },
  401: {
    description: 'Who?',
    ...json({ type: 'object', properties: { code: { type: 'string' }, message: text } }),
  },
};
const wrapped = (status: number) => ({
  responses: {
    [status]: { description: 'ok', ...json({ type: 'object', required: ['item'], properties: { item } }) },
    ...refused,
  },
});
const operations = {
  '/items/': {
    get: {
      parameters: [
        version,
        { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
        { name: 'locationId', in: 'query', required: true, schema: text },
        { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } } },
      ],
      responses: {
        200: {
          description: 'ok',
          ...json({
            type: 'object',
            properties: { items: { type: 'array', items: item }, total: { type: 'integer', example: 1 } },
          }),
        },
        ...refused,
      },
    },
    post: { parameters: [version], requestBody: { required: true, ...json(item) }, ...wrapped(201) },
  },
  '/items/search': { post: { security: [], responses: { 200: { description: 'ok' } } } },
  '/items/{itemId}': {
    parameters: [version, itemId],
    get: wrapped(200),
    put: { requestBody: json({ ...item, required: [] }), ...wrapped(200) },
    delete: {
      responses: {
        204: { description: 'gone' },
        404: { description: 'none', ...json({ type: 'object', properties: { message: text } }) },
      },
    },
  },
  '/items/{itemId}/parts': {
    parameters: [itemId],
    post: {
      requestBody: json({ type: 'object' }),
      responses: {
        201: {
          description: 'ok',
          ...json({ type: 'object', properties: { id: { type: 'integer', example: 4711 } } }),
        },
      },
    },
  },
  '/items/{itemId}/parts/{partId}': {
    parameters: [
      itemId,
      { name: 'partId', in: 'path', required: true, schema: { type: 'integer' }, example: 4711 },
    ],
    get: {
      responses: {
        200: {
          description: 'ok',
          ...json({ type: 'object', properties: { id: { type: 'integer', example: 4711 } } }),
        },
      },
    },
  },
  '/photos': {
    post: {
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file', 'width'],
              properties: { file: { type: 'string', format: 'binary' }, width: { type: 'integer' } },
            },
          },
          'application/x-www-form-urlencoded': {
            schema: { type: 'object', required: ['url'], properties: { url: text } },
          },
        },
      },
      responses: { 200: { description: 'ok', content: { 'image/png': {} } }, 422: { description: 'no' } },
    },
  },
  '/cards': {
    post: {
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            encoding: {
              meta: { style: 'deepObject', explode: true },
              expand: { style: 'deepObject', explode: true },
            },
            schema: {
              type: 'object',
              required: ['meta', 'card'],
              properties: {
                meta: { type: 'object', properties: { k: text, n: { type: 'integer' } } },
                expand: { type: 'array', items: text },
                card: { type: 'object', properties: { number: text } },
              },
            },
          },
        },
      },
      responses: { 200: { description: 'ok', ...json({ type: 'object' }) }, ...refused },
    },
  },
  '/stray/{any}': {
    get: {
      parameters: [{ name: 'any', in: 'path', required: true, schema: text }],
      responses: { 200: { description: 'ok', ...json({ properties: { id: text } }) } },
    },
  },
};

export interface Sent {
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
}

export interface Answered {
  readonly status: number;
  readonly headers: MockAnswer['headers'];
  readonly body: JsonObject;
}

export type Send = (line: string, sent?: Sent) => Answered;

export const AUTHORISED = { authorization: 'Bearer t', version: 'v1' };

/** A mock of a small shop; `send('GET /items/', …)` brings what every request needs unless it is given headers. */
export async function shop(
  options: Partial<RespondOptions> = {},
  paths: object = operations,
  components: object = {},
): Promise<Send> {
  const { api } = await read(document({ paths, components }));
  const respond = createRespond([api], { profile: hoopai, seed: 1, failRate: 0, now: () => 0, ...options });
  return (line, { headers = AUTHORISED, body } = {}) => {
    const [method = '', target = ''] = line.split(' ');
    const bytes = Buffer.from(
      typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
    );
    const type =
      body === undefined || 'content-type' in headers ? {} : { 'content-type': 'application/json' };
    const answer = respond({ method, target, headers: { ...type, ...headers }, body: bytes });
    return { status: answer.status, headers: answer.headers, body: parsed(answer) };
  };
}

function parsed({ body, headers }: MockAnswer): JsonObject {
  const isJson = headers['Content-Type']?.includes('json') ?? false;
  return isJson && typeof body === 'string' ? (JSON.parse(body) as JsonObject) : {};
}
