import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/report.ts';
import { run, temporaryFolder } from '../command.ts';
import { serve } from './loopback.ts';
import { writeFiles } from './project.ts';

const TOKEN = 'pit-hostile-test-token';

/** Ids that a platform gives, or a spec documents, which would lead elsewhere if they ever began a URL. */
const IDS = [
  '@{evil}/',
  ':80@{evil}/',
  '//{evil}/x',
  'http://{evil}/x',
  '\\\\{evil}\\x',
  '../../../..',
  '?a=b#c',
  'x\r\nHost: {evil}',
  'x y\u0000z',
  '{{access_token}}',
  '{{base_url}}',
  ':boatId',
  '%2e%2e%2f',
  '\u202e\u2028',
];
const KINDS = IDS.map((_id, index) => `kind${'abcdefghijklmnop'[index] ?? ''}`);

interface Asked {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

let [origin, evil] = ['', ''];
const [asked, astray]: readonly [Asked[], Asked[]] = [[], []];
let report: RunReport;

beforeAll(async () => {
  evil = await serve(({ url = '', headers }, response) => {
    astray.push({ url, headers });
    response.end('{}');
  });
  const ids = IDS.map((id) => id.replaceAll('{evil}', new URL(evil).host));
  origin = await serve(({ url = '', headers }, response) => {
    asked.push({ url, headers });
    const kind = KINDS.findIndex((one) => url.split(/[/?]/)[1] === `${one}s`);
    const isList = url.split('?')[0] === `/${KINDS[kind]}s`;
    const body = isList ? { [`${KINDS[kind]}s`]: [{ id: ids[kind], name: 'a' }] } : { id: 'x', name: 'a' };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'specs/api.json': specOf(ids) });
  const built = await run(['build', '--quiet'], { cwd });
  expect(built.code, built.stderr).toBe(0);
  const env = { ACCESS_TOKEN: TOKEN, LOCATION_ID: 'a-location', BASE_URL: origin };
  await run(['smoke', '--env', 'production', '--quiet'], { cwd, env });
  report = JSON.parse(readFileSync(join(cwd, 'out/reports/smoke.json'), 'utf8')) as RunReport;
});

function specOf(ids: readonly string[]): object {
  const servers = [{ url: evil }, { url: `${evil}/{v}`, variables: { v: { default: `@${evil}` } } }];
  const paths = KINDS.flatMap((kind, index) => resourceOf(kind, ids[index] ?? ''));
  return { openapi: '3.0.3', info: { title: 'A', version: '1' }, servers, paths: Object.fromEntries(paths) };
}

/** A list that gives an id; what takes it, in a path and in a query; each with a server and links of its own. */
function resourceOf(kind: string, id: string): readonly (readonly [string, object])[] {
  const item = {
    type: 'object',
    properties: { id: { type: 'string', example: id }, name: { type: 'string' } },
  };
  const answer = (schema: object, example: object): object => ({
    200: { description: 'ok', content: { 'application/json': { schema, example } } },
  });
  const list = { type: 'object', properties: { [`${kind}s`]: { type: 'array', items: item } } };
  const parameter = (place: string) => ({
    name: `${kind}Id`,
    in: place,
    required: true,
    schema: { type: 'string' },
    example: id,
  });
  const get = (summary: string, responses: object, parameters: readonly object[]) => ({
    get: { summary, servers: [{ url: evil }], parameters, responses },
    servers: [{ url: evil }],
  });
  return [
    [`/${kind}s`, get(`List ${kind}s`, answer(list, { [`${kind}s`]: [{ id, name: 'a' }] }), [])],
    [`/${kind}s/{${kind}Id}`, get(`Get a ${kind}`, answer(item, { id, name: 'a' }), [parameter('path')])],
    [`/${kind}s/{${kind}Id}/parts`, get(`Get parts of a ${kind}`, answer(item, { id }), [parameter('path')])],
    [`/${kind}s/search/by`, get(`Find a ${kind}`, answer(item, { id }), [parameter('query')])],
  ];
}

describe('ids and servers that would lead elsewhere', () => {
  it('lead no request to another host: all go where the environment says', () => {
    expect(astray).toEqual([]);
    expect(asked.length).toBeGreaterThanOrEqual(KINDS.length * 3);
    expect(new Set(asked.map(({ headers }) => headers.host))).toEqual(new Set([new URL(origin).host]));
    const urls = report.modules.flatMap(({ requests }) => requests.map(({ url }) => url));
    expect(urls.filter((url) => !url.startsWith(`${origin}/`))).toEqual([]);
  });

  it('put the token nowhere but into its header', () => {
    // Whether anything answers is asked before, without a token.
    const sent = asked.flatMap(({ headers }) => headers.authorization ?? []);
    expect(sent.length).toBeGreaterThan(KINDS.length);
    expect(new Set(sent)).toEqual(new Set([`Bearer ${TOKEN}`]));
    for (const { url, headers } of asked) {
      const { authorization: _authorization, ...others } = headers;
      expect(JSON.stringify([url, others])).not.toContain(TOKEN);
    }
  });

  it('are sent on: the requests that need them were made', () => {
    const keys = new Set(report.modules.flatMap(({ requests }) => requests.map(({ key }) => key)));
    // What Postman would fill in is not taken for an id.
    const wanted = KINDS.filter((_kind, index) => !IDS[index]?.includes('{{'));
    expect(wanted.filter((kind) => !keys.has(`GET /${kind}s/{${kind}Id}`))).toEqual([]);
  });
});
