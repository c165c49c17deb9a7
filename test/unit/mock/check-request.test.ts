import { describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { AUTHORISED, type Sent, shop } from './shop.ts';

const MULTIPART = { ...AUTHORISED, 'content-type': 'multipart/form-data; boundary=XX' };
const FORM = { ...AUTHORISED, 'content-type': 'application/x-www-form-urlencoded' };
const part = (name: string, value: string, file = ''): string =>
  `--XX\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
const FILE = part('file', '\u0000\u0001', '; filename="a.png"');

describe('a request', () => {
  it.each<[string, string, Sent, number, string]>([
    ['without a token', 'GET /items/?locationId=l', { headers: { version: 'v1' } }, 401, 'Authorization'],
    [
      'with an empty token',
      'GET /items/?locationId=l',
      { headers: { version: 'v1', authorization: 'Bearer ' } },
      401,
      'Bearer',
    ],
    ['to an open operation', 'POST /items/search', { headers: {} }, 200, ''],
    [
      'without Version',
      'GET /items/?locationId=l',
      { headers: { authorization: 'Bearer t' } },
      400,
      'Version',
    ],
    [
      'with a wrong Version',
      'GET /items/?locationId=l',
      { headers: { ...AUTHORISED, version: 'v0' } },
      400,
      '"v1"',
    ],
    ['without a required parameter', 'GET /items/', {}, 400, 'locationId'],
    ['with text for a number', 'GET /items/?locationId=l&limit=many', {}, 400, 'limit'],
    ['with a number beyond its limit', 'GET /items/?locationId=l&limit=101', {}, 400, 'at most 100'],
    ['with a list', 'GET /items/?locationId=l&tags=a&tags=b', {}, 200, ''],
    ['with a list in one text', 'GET /items/?locationId=l&tags=a,b', {}, 200, ''],
    ['with a wrong list', 'GET /items/?locationId=l&tags=a&tags=c', {}, 400, 'tags'],
    ['with two values for one', 'GET /items/?locationId=l&limit=1&limit=2', {}, 400, 'found 2'],
    ['with an undocumented parameter', 'GET /items/?locationId=l&more=1', {}, 200, ''],
    ['with a broken body', 'POST /items/', { body: '{' }, 400, 'JSON'],
    ['without a body', 'POST /items/', {}, 400, 'body'],
    [
      'with another content type',
      'POST /items/',
      { body: 'x', headers: { ...AUTHORISED, 'content-type': 'text/plain' } },
      400,
      'Content-Type',
    ],
    ['with a wrong field', 'POST /items/', { body: { name: 1 } }, 400, '/name'],
    ['without a required field', 'POST /items/', { body: {} }, 400, '"name"'],
    ['without a read-only field', 'POST /items/', { body: { name: 'Desk' } }, 201, ''],
    ['with text for an integer in the path', 'GET /items/It5XvL0rBn8QwJ3yGzHc/parts/x', {}, 400, 'partId'],
    [
      'with a form',
      'POST /photos',
      { headers: MULTIPART, body: `${FILE}${part('width', '3')}--XX--\r\n` },
      200,
      '',
    ],
    [
      'with a form without a file',
      'POST /photos',
      { headers: MULTIPART, body: `${part('width', '3')}--XX--\r\n` },
      422,
      '"file"',
    ],
    [
      'with a wrong form field',
      'POST /photos',
      { headers: MULTIPART, body: `${FILE}${part('width', 'wide')}--XX--` },
      422,
      '"width"',
    ],
    ['with a form that is cut', 'POST /photos', { headers: MULTIPART, body: FILE }, 422, 'boundary'],
    [
      'with an urlencoded form',
      'POST /photos',
      { headers: { ...AUTHORISED, 'content-type': 'application/x-www-form-urlencoded' }, body: 'url=a%20b' },
      200,
      '',
    ],
    [
      'with a form in brackets',
      'POST /cards',
      { headers: FORM, body: 'meta[k]=v&meta[n]=1&expand[0]=a&number=42' },
      200,
      '',
    ],
    [
      'with a wrong part of a form',
      'POST /cards',
      { headers: FORM, body: 'meta[k]=v&meta[n]=x&number=42' },
      400,
      '/meta/n',
    ],
    ['without a part of a form', 'POST /cards', { headers: FORM, body: 'meta[k]=v' }, 400, '"card"'],
    ['to an unknown path', 'GET /item/', {}, 404, '/items/'],
    ['with another method', 'PATCH /items/', {}, 405, 'GET'],
  ])('%s', async (_name, line, sent, status, said) => {
    const send = await shop();
    const answer = send(line, sent);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([
      status,
      expect.stringContaining(JSON.stringify(said).slice(1, -1)),
    ]);
  });

  it('is refused in the shape that the operation documents', async () => {
    const send = await shop();
    expect(send('GET /items/').body).toEqual({
      statusCode: 400,
      message: ['query parameter "locationId": expected a value, found none'],
    });
    expect(send('GET /items/?locationId=l', { headers: {} }).body).toMatchObject({ code: '401' });
  });

  it('is held against the auth of the profile', async () => {
    const basic = await shop({
      profile: { ...hoopai, auth: { type: 'basic', username: 'u', password: 'p' } },
    });
    expect(basic('GET /stray/1').status).toBe(401);
    expect(basic('GET /stray/1', { headers: { authorization: 'Basic dTpw' } }).status).toBe(200);
    const key = await shop({
      profile: { ...hoopai, auth: { type: 'apikey', in: 'query', name: 'key', value: 'k' } },
    });
    expect(key('GET /stray/1').status).toBe(401);
    expect(key('GET /stray/1?key=1').status).toBe(200);
    const none = await shop({ profile: { ...hoopai, auth: { type: 'noauth' } } });
    expect(none('GET /stray/1', { headers: {} }).status).toBe(200);
  });

  it.each<[string, object[], Sent['headers'], number]>([
    ['a key beside the token, without it', [{ token: [], key: [] }], {}, 401],
    ['a key beside the token', [{ token: [], key: [] }], { 'x-key': 'k' }, 200],
    ['a key in a cookie beside the token', [{ token: [], crumb: [] }], { cookie: 'a=1; crumb=c' }, 200],
    ['two keys, with one', [{ key: [], crumb: [] }], { 'x-key': 'k' }, 401],
    [
      'another choice than the first',
      [
        { token: [], key: [] },
        { token: [], crumb: [] },
      ],
      { cookie: 'crumb=c' },
      200,
    ],
    ['the token alone as a choice', [{ token: [], key: [] }, { token: [] }], {}, 200],
    ['a key, for which the profile sends its token', [{ key: [] }], {}, 200],
  ])('is let in by its security: %s', async (_name, security, headers, status) => {
    const securitySchemes = {
      token: { type: 'http', scheme: 'bearer' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      crumb: { type: 'apiKey', in: 'cookie', name: 'crumb' },
    };
    const paths = { '/safe': { get: { security, responses: { 200: { description: 'ok' } } } } };
    const send = await shop({}, paths, { securitySchemes });
    expect(send('GET /safe', { headers: { authorization: 'Bearer t', ...headers } }).status).toBe(status);
    expect(send('GET /safe', { headers: { ...headers } }).status).toBe(401);
  });

  it('may hold a tag that collections keep Postman from filling in', async () => {
    const tag = { type: 'string', enum: ['{{access_token}}', 'none'] };
    const schema = { type: 'object', properties: { tag } };
    const paths = {
      '/tags': {
        post: {
          parameters: [{ name: 'tag', in: 'query', schema: tag }],
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 200: { description: 'ok' } },
        },
      },
    };
    const send = await shop({}, paths);
    const given = encodeURIComponent('{ {access_token} }');
    expect(send(`POST /tags?tag=${given}`, { body: { tag: '{ {access_token} }' } }).status).toBe(200);
    expect(send('POST /tags', { body: { tag: '{ {location_id} }' } }).status).toBe(400);
  });
});
