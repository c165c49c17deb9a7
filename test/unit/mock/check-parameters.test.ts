import { describe, expect, it } from 'vitest';
import { shop } from './shop.ts';

const integers = { type: 'array', items: { type: 'integer' }, minItems: 2, uniqueItems: true };
const range = {
  type: 'object',
  required: ['from'],
  properties: { from: { type: 'integer', minimum: 1 }, to: { type: 'integer' } },
};

const PARAMETERS: readonly object[] = [
  { name: 'altType', schema: { type: 'string', enum: ['location'], example: 'LOCATION' } },
  { name: 'code', schema: { type: 'string', pattern: '^[A-Z]{3}$', example: 'abc' } },
  { name: 'name', schema: { type: 'string', minLength: 2, maxLength: 4 } },
  { name: 'day', schema: { type: 'string', format: 'date' } },
  { name: 'size', schema: { type: 'number', minimum: 1, exclusiveMaximum: 10, multipleOf: 0.5 } },
  { name: 'either', schema: { anyOf: [{ type: 'boolean' }, { type: 'array', items: { type: 'integer' } }] } },
  { name: 'many', schema: integers },
  { name: 'short', schema: integers, explode: false },
  { name: 'piped', schema: integers, style: 'pipeDelimited', explode: false },
  { name: 'deep', schema: range, style: 'deepObject' },
  { name: 'deepList', schema: integers, style: 'deepObject' },
  { name: 'spread', schema: range },
  { name: 'flat', schema: range, explode: false },
  { name: 'json', content: { 'application/json': { schema: range } } },
  { name: 'needed', schema: range, style: 'deepObject', required: true },
  { name: 'X-Ids', in: 'header', schema: integers },
  { name: 'X-Range', in: 'header', schema: range, explode: true },
  { name: 'session', in: 'cookie', schema: { type: 'string', minLength: 3 } },
].map((parameter) => ({ in: 'query', ...parameter }));

const paths = { '/check': { get: { parameters: PARAMETERS, responses: { 200: { description: 'ok' } } } } };

describe('a parameter', () => {
  it.each<[string, number]>([
    ['altType=location', 200],
    ['altType=LOCATION', 400],
    ['code=ABC', 200],
    ['code=abc', 200],
    ['code=abcd', 400],
    ['name=n', 400],
    ['name=names', 400],
    ['day=2030-02-28', 200],
    ['day=28.02.2030', 400],
    ['size=9.5', 200],
    ['size=10', 400],
    ['size=0', 400],
    ['size=1.2', 400],
    ['either=true', 200],
    ['either=1,2', 200],
    ['either=maybe', 400],
    ['many=1&many=2', 200],
    ['many=1,2', 200],
    ['many=[1,2]', 200],
    ['many[]=1&many[]=2', 200],
    ['many=1', 400],
    ['many=1&many=1', 400],
    ['many=1&many=x', 400],
    ['short=1,2', 200],
    ['short=1,x', 400],
    ['piped=1|2', 200],
    ['piped=1|x', 400],
    ['deep[from]=1&deep[to]=2', 200],
    ['deep[from]=0', 400],
    ['deep[to]=2', 400],
    ['deepList[0]=1&deepList[1]=2', 200],
    ['deepList[0]=1', 400],
    ['from=3', 200],
    ['from=x', 400],
    ['flat=from,1,to,2', 200],
    ['flat=from,x', 400],
    ['json={"from":1}', 200],
    ['json={"from":"x"}', 400],
    ['json={', 400],
  ])('is held to its schema in the query: %s', async (query, status) => {
    const send = await shop({}, paths);
    const { status: got, body } = send(`GET /check?needed[from]=1&${query}`);
    expect([got, body['message']]).toEqual([
      status,
      status === 200 ? undefined : expect.stringContaining('query parameter'),
    ]);
  });

  it.each<[Record<string, string>, number]>([
    [{ 'x-ids': '1,2' }, 200],
    [{ 'x-ids': '1, 2' }, 200],
    [{ 'x-ids': '1,x' }, 400],
    [{ 'x-range': 'from=1,to=2' }, 200],
    [{ 'x-range': 'from=x' }, 400],
    [{ cookie: 'session=abc' }, 200],
    [{ cookie: 'session=ab' }, 400],
  ])('is held to its schema in %j', async (headers, status) => {
    const send = await shop({}, paths);
    const authorised = { authorization: 'Bearer t', ...headers };
    expect(send('GET /check?needed[from]=1', { headers: authorised }).status).toBe(status);
  });

  it('is asked for when it is required, whatever its style', async () => {
    const send = await shop({}, paths);
    expect(send('GET /check').body['message']).toContain('"needed"');
  });
});
