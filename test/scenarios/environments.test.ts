import { join } from 'node:path';
import postman from 'postman-collection';
import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { serve } from './loopback.ts';
import { runNewman } from './newman.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

/** A request that uses the base URL, the token and a variable that an environment adds. */
const SPEC = {
  ...GOOD,
  paths: {
    '/pets/{petId}': {
      get: {
        summary: 'Get a pet',
        parameters: [
          { name: 'petId', in: 'path', required: true, schema: { type: 'string', example: 'momo' } },
          { name: 'locationId', in: 'query', required: true, schema: { type: 'string' } },
        ],
        responses: { 200: { description: 'A pet.' } },
      },
    },
  },
};
const ENVIRONMENTS = 'out/environments';
const COLLECTION = 'out/collections/pets.postman_collection.json';

interface Environment {
  id: string;
  name: string;
  values: { key: string; value: string; type: string; enabled: boolean }[];
  _postman_variable_scope: string;
}

function project(config: object): string {
  const folder = temporaryFolder();
  writeFiles(folder, { 'specs/pets.json': SPEC, 'hoopai-postman.config.json': config });
  return folder;
}

async function build(folder: string): Promise<ReadonlyMap<string, Environment>> {
  expect(await run(['build', '--quiet'], { cwd: folder })).toEqual({ code: 0, stdout: '', stderr: '' });
  const files = [...filesIn(join(folder, ENVIRONMENTS))];
  return new Map(files.map(([file, text]) => [file.replace(/\..*/, ''), JSON.parse(text) as Environment]));
}

const values = ({ values }: Environment): object =>
  Object.fromEntries(values.map(({ key, value }) => [key, value]));

describe.concurrent('environments', () => {
  it('have the shape that Postman exports', async () => {
    const environments = await build(project({}));
    expect([...environments.keys()]).toEqual(['mock', 'production']);
    for (const [name, environment] of environments)
      expect(environment).toEqual({
        id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
        name,
        values: [
          { key: 'base_url', value: expect.stringMatching(/^https?:/), type: 'default', enabled: true },
          { key: 'access_token', value: '', type: 'secret', enabled: true },
          {
            key: 'location_id',
            value: name === 'mock' ? 'mock_location_id' : '',
            type: 'default',
            enabled: true,
          },
        ],
        _postman_variable_scope: 'environment',
      });
    expect(new Set([...environments.values()].map(({ id }) => id)).size).toBe(2);
  });

  it('are production, mock, and those of the config, each with its own values', async () => {
    const own = {
      staging: { base_url: 'https://staging.example', region: 'eu' },
      production: { region: 'us' },
    };
    const environments = await build(project({ environments: own }));
    const always = { access_token: '', location_id: '' };
    expect([...environments].map(([name, environment]) => [name, values(environment)])).toEqual([
      ['mock', { ...always, base_url: 'http://127.0.0.1:4010', location_id: 'mock_location_id' }],
      ['production', { ...always, base_url: 'https://services.leadconnectorhq.com', region: 'us' }],
      ['staging', { ...always, base_url: 'https://staging.example', region: 'eu' }],
    ]);
  });

  it('take a list as well as a map, and keep an id as long as they keep their name', async () => {
    const asMap = await build(project({ environments: { 'EU 2': { location_id: 'l-1' } } }));
    const asList = await build(project({ environments: [{ name: 'EU 2', values: { location_id: 'l-1' } }] }));
    expect(asList).toEqual(asMap);
    expect(asMap.get('eu-2')).toMatchObject({ name: 'EU 2' });
    const changed = await build(project({ environments: { 'EU 2': { location_id: 'l-2' } } }));
    expect(changed.get('eu-2')?.id).toBe(asMap.get('eu-2')?.id);
  });

  it('go when the config no longer names them', async () => {
    const folder = project({ environments: { staging: {} } });
    expect([...(await build(folder)).keys()]).toContain('staging');
    writeFiles(folder, { 'hoopai-postman.config.json': {} });
    expect([...(await build(folder)).keys()]).toEqual(['mock', 'production']);
  });

  it.each<[string, object, string]>([
    ['production', { production: { access_token: 'pit-1234' } }, '/environments/production/access_token'],
    ['a list', [{ name: 'eu', values: { access_token: 'pit-1234' } }], '/environments/0/values/access_token'],
    ['what is called a secret', { eu: { client_secret: 'pit-1234' } }, '/environments/eu/client_secret'],
    [
      'a password in a URL',
      { eu: { base_url: 'https://u:pit-1234@x.example' } },
      '/environments/eu/base_url',
    ],
    ['another name', { eu: { region: 'x', access_token: 'pit-1234' } }, '/environments/eu/access_token'],
  ])('take no secret from the config: %s', async (_name, environments, pointer) => {
    const folder = project({ environments });
    const { code, stdout, stderr } = await run(['build', '--json'], { cwd: folder });
    expect(code).toBe(2);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: object[] };
    expect(diagnostics).toMatchObject([
      { code: 'config-invalid', file: join(folder, 'hoopai-postman.config.json'), pointer },
    ]);
    expect(stdout + stderr).not.toContain('pit-1234');
    expect(filesIn(join(folder, 'out')).size).toBe(0);
  });

  it('load in postman-collection, and leave only the collection’s own variables to fill', async () => {
    const folder = project({});
    const production = (await build(folder)).get('production');
    const scope = new postman.VariableScope(production ?? []);
    expect(scope.get('base_url')).toBe('https://services.leadconnectorhq.com');
    const text = filesIn(folder).get(COLLECTION) ?? '';
    const collection = new postman.Collection(JSON.parse(text));
    const [used] = [/\{\{[\w.-]+\}\}/g].map((pattern) => new Set(text.match(pattern)));
    const unknown = [...(used ?? [])].map((tag) => tag.slice(2, -2)).filter((name) => !scope.has(name));
    const own = collection.variables
      .map(({ key }) => String(key))
      .filter((key: string) => key !== 'spec_build');
    expect(unknown.toSorted()).toEqual(own.toSorted());
  });

  it('are all that Newman needs besides the token', async () => {
    const seen: object[] = [];
    const origin = await serve(({ method, url, headers }, response) => {
      seen.push({ method, url, authorization: headers.authorization });
      response.end();
    });
    const folder = project({ environments: { here: { base_url: origin, location_id: 'l-1' } } });
    await build(folder);
    const environment = `${ENVIRONMENTS}/here.postman_environment.json`;
    await runNewman(folder, COLLECTION, environment, { access_token: 't-1' });
    expect(seen).toEqual([{ method: 'GET', url: '/pets/momo?locationId=l-1', authorization: 'Bearer t-1' }]);
  });
});
