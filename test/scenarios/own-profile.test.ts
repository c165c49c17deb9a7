import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { filesIn, writeFiles } from './project.ts';

const SPEC = join(ROOT, 'test', 'fixtures', 'own-profile', 'hotel.json');

const PROFILE = {
  name: 'pet-hotel',
  baseUrl: { variable: 'hotel_url' },
  auth: { type: 'apikey', in: 'header', name: 'X-Api-Key', value: 'hotel_key' },
  openOperations: ['GET /health'],
  variables: [
    {
      name: 'hotel',
      description: 'The hotel.',
      value: 'h-7',
      fills: ['hotelId'],
      fillsWhen: [{ name: 'ownerRef', sibling: 'ownerKind', only: 'hotel' }],
    },
    { name: 'desk_pin', secret: true },
  ],
  headers: [
    { name: 'X-Client', action: 'set', value: 'postman' },
    { name: 'X-Api-Key', action: 'drop' },
  ],
};
const CONFIG = {
  specs: [SPEC],
  profile: PROFILE,
  environments: { staging: { hotel_url: 'https://staging.pet-hotel.example', region: 'eu' } },
};

interface Output {
  readonly collection: { auth: unknown; item: { name: string; request: Record<string, unknown> }[] };
  readonly environments: Readonly<Record<string, unknown>>;
  readonly text: string;
}

async function build(config: object, form = 'json'): Promise<Output> {
  const folder = temporaryFolder();
  const json = JSON.stringify(config, null, 2);
  const files: Record<string, string> = {
    json,
    yaml: json,
    mjs: `export default ${json};`,
    js: `module.exports = ${json};`,
    ts: `const config: object = ${json};\nexport default config;`,
  };
  writeFiles(folder, { [`hoopai-postman.config.${form}`]: files[form] });
  const ran = await run(['build', '--quiet'], { cwd: folder });
  expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
  const out = filesIn(join(folder, 'out'));
  const environments = [...out]
    .filter(([file]) => file.startsWith('environments/'))
    .map(
      ([, text]) =>
        JSON.parse(text) as { name: string; values: { key: string; value: string; type: string }[] },
    );
  return {
    collection: JSON.parse(out.get('collections/hotel.postman_collection.json') ?? ''),
    environments: Object.fromEntries(
      environments.map(({ name, values }) => [
        name,
        Object.fromEntries(
          values.map(({ key, value, type }) => [key, type === 'secret' ? `secret:${value}` : value]),
        ),
      ]),
    ),
    text: [...out.values()].join('\n'),
  };
}

describe.concurrent('a profile of one’s own', () => {
  it('rules host, auth, variables, headers and environments', async () => {
    const { collection, environments } = await build(CONFIG);
    expect(collection.auth).toMatchObject({
      type: 'apikey',
      apikey: [{ value: 'X-Api-Key' }, { value: '{{hotel_key}}' }, { value: 'header' }],
    });
    const [list, health] = ['List stays', 'Is it up?'].map(
      (name) => collection.item.find((item) => item.name === name)?.request,
    );
    expect(list).toMatchObject({
      header: [{ key: 'X-Client', value: 'postman' }],
      url: {
        host: ['{{hotel_url}}'],
        path: ['hotels', ':hotelId', 'stays'],
        query: [
          { key: 'ownerRef', value: '{{hotel}}' },
          { key: 'ownerKind', value: 'hotel' },
          { key: 'api_key', disabled: true },
        ],
        variable: [{ key: 'hotelId', value: '{{hotel}}' }],
      },
    });
    expect(list).not.toHaveProperty('auth');
    expect(health).toMatchObject({ auth: { type: 'noauth' } });
    expect(environments).toEqual({
      production: {
        hotel_url: 'https://api.pet-hotel.example/v2',
        hotel_key: 'secret:',
        hotel: 'h-7',
        desk_pin: 'secret:',
      },
      mock: { hotel_url: 'http://127.0.0.1:4010', hotel_key: 'secret:', hotel: 'h-7', desk_pin: 'secret:' },
      staging: {
        hotel_url: 'https://staging.pet-hotel.example',
        hotel_key: 'secret:',
        hotel: 'h-7',
        desk_pin: 'secret:',
        region: 'eu',
      },
    });
  });

  it('leaves nothing of HoopAI in the output', async () => {
    expect((await build(CONFIG)).text).not.toMatch(
      /base_url|access_token|location_id|leadconnector|"Version"/,
    );
  });

  it.each(['json', 'yaml', 'mjs', 'js', 'ts'])('is the same in a config of the form .%s', async (form) => {
    expect(await build(CONFIG, form)).toEqual(await build(CONFIG));
  });

  it.each<[string, object, object, object]>([
    [
      'apikey in the query',
      { type: 'apikey', in: 'query', name: 'api_key', value: 'k' },
      { type: 'apikey' },
      { k: 'secret:' },
    ],
    [
      'basic',
      { type: 'basic', username: 'user', password: 'pass' },
      { type: 'basic' },
      { user: '', pass: 'secret:' },
    ],
    [
      'oauth2',
      { type: 'oauth2', accessToken: 'tok', headerPrefix: 'Bearer' },
      { type: 'oauth2' },
      { tok: 'secret:' },
    ],
    ['noauth', { type: 'noauth' }, { type: 'noauth' }, {}],
  ])('has other auth: %s', async (_name, auth, want, variables) => {
    const { collection, environments } = await build({ ...CONFIG, profile: { name: 'own', auth } });
    expect(collection.auth).toMatchObject(want);
    expect(environments['production']).toEqual({
      base_url: 'https://api.pet-hotel.example/v2',
      ...variables,
    });
  });

  it('may start from the built-in one', async () => {
    const { environments } = await build({
      specs: [SPEC],
      profile: { extends: 'hoopai', variables: [{ name: 'company_id' }] },
    });
    expect(environments['production']).toEqual({
      base_url: 'https://services.leadconnectorhq.com',
      access_token: 'secret:',
      location_id: '',
      company_id: '',
    });
  });
});
