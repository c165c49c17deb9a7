import type { IncomingHttpHeaders } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { serve } from './loopback.ts';
import { runNewman } from './newman.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

const basic = `Basic ${Buffer.from('ada:s3cret').toString('base64')}`;
const OPEN = { name: 'kennel', openOperations: ['GET /health'] };

interface Seen {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

describe.concurrent('a profile’s auth, as the server sees it', () => {
  const seen: Seen[] = [];
  let origin: string;

  beforeAll(async () => {
    origin = await serve(({ url, headers }, response) => {
      seen.push({ url, headers });
      response.end();
    });
  });

  it.each<[string, object, Readonly<Record<string, string>>, string, object]>([
    [
      'a bearer token',
      { type: 'bearer', token: 'kennel_token' },
      { kennel_token: 's3cret' },
      '',
      { authorization: 'Bearer s3cret' },
    ],
    [
      'an API key in a header',
      { type: 'apikey', in: 'header', name: 'X-Kennel-Key', value: 'kennel_key' },
      { kennel_key: 's3cret' },
      '',
      { 'x-kennel-key': 's3cret' },
    ],
    [
      'an API key in the query',
      { type: 'apikey', in: 'query', name: 'key', value: 'kennel_key' },
      { kennel_key: 's3cret' },
      '?key=s3cret',
      {},
    ],
    [
      'a name and a password',
      { type: 'basic', username: 'kennel_user', password: 'kennel_password' },
      { kennel_user: 'ada', kennel_password: 's3cret' },
      '',
      { authorization: basic },
    ],
    [
      'an OAuth token',
      { type: 'oauth2', accessToken: 'kennel_token', headerPrefix: 'Token' },
      { kennel_token: 's3cret' },
      '',
      { authorization: 'Token s3cret' },
    ],
    ['nothing', { type: 'noauth' }, {}, '', {}],
  ])('%s', async (name, auth, credentials, query, headers) => {
    const place = `/${encodeURIComponent(name)}`;
    const cwd = temporaryFolder();
    const answers = { responses: { 200: { description: 'ok' } } };
    writeFiles(cwd, {
      'specs/kennel.json': {
        ...GOOD,
        paths: { '/health': { get: answers }, '/dogs': { get: answers } },
      },
      'hoopai-postman.config.json': {
        profile: { ...OPEN, auth, baseUrl: { variable: 'kennel_url', value: origin + place } },
      },
    });
    expect(await run(['build', '--quiet'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    const environment = 'out/environments/production.postman_environment.json';
    await runNewman(cwd, 'out/collections/kennel.postman_collection.json', environment, credentials);
    const sent = seen.filter(({ url }) => url?.startsWith(place));
    expect(sent.map(({ url }) => url)).toEqual([`${place}/health`, `${place}/dogs${query}`]);
    expect(sent[1]?.headers).toMatchObject(headers);
    expect(JSON.stringify(sent[0])).not.toContain('s3cret');
    expect(sent[0]?.headers).not.toHaveProperty('authorization');
    const written = [...filesIn(cwd).values()].join('\n');
    expect(written).not.toMatch(/s3cret|base_url|access_token|location_id/);
  });
});
