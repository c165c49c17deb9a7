import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { type Diagnostic, diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { assembleCollection } from '../../../src/emit/assemble-collection.ts';
import {
  buildEnvironments,
  environmentVariables,
  givenVariables,
} from '../../../src/emit/build-environments.ts';
import { type EmitInput, emit } from '../../../src/emit/emit.ts';
import { emitModule } from '../../../src/emit/emit-module.ts';
import { formatJson } from '../../../src/emit/format-json.ts';
import type { Bundle } from '../../../src/model/bundle.ts';
import type { Profile } from '../../../src/model/config.ts';
import type { Manifest, ManifestModule } from '../../../src/model/output.ts';
import { summarise } from '../../../src/normalise/summarise.ts';
import { manifestFiles } from '../../../src/postman/manifest-files.ts';
import { built, document, frozen } from '../built-from.ts';

const CONFIG = frozen({
  profile: hoopai,
  environments: [
    { name: 'production', values: {} },
    { name: 'mock', values: { base_url: 'http://127.0.0.1:4010' } },
  ],
});

let bundle: Bundle;
beforeAll(async () => {
  const ok = { responses: { 200: { description: 'ok' } } };
  ({ bundle } = await built(
    document({
      paths: {
        '/a': { get: { summary: 'A', tags: ['T'], ...ok } },
        '/b/{thingId}': { get: { summary: 'B', ...ok } },
      },
    }),
  ));
});

interface Asked extends Partial<Pick<EmitInput, 'config' | 'previous' | 'kept'>> {
  readonly found?: readonly Diagnostic[];
}

const inputOf = ({ found = [], config = CONFIG, ...more }: Asked = {}) =>
  frozen({
    modules: [
      {
        summary: summarise(bundle.api, { webhooks: false }),
        ...emitModule(bundle, { found, given: givenVariables(config), settings: '' }),
      },
    ],
    config,
    generator: 'test 1',
    kept: [],
    ...more,
  });
const manifestOf = (more: Asked = {}): Manifest =>
  JSON.parse(emit(inputOf(more)).files.at(-1)?.content ?? '');

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

describe('assembleCollection', () => {
  it('puts folders first, with their requests, and leaves empty ones out', () => {
    const collection = assembleCollection(
      frozen({ ...bundle, folders: [...bundle.folders, { id: 'x', name: 'Empty', description: '' }] }),
    );
    expect(collection.item.map(({ name }) => name)).toEqual(['T', 'B']);
    expect(collection.info.schema).toContain('v2.1.0');
    expect(collection).not.toHaveProperty('event');
  });
});

describe('emit', () => {
  it('plans collections, environments and the manifest, which comes last', () => {
    const plan = emit(inputOf());
    expect(plan.files.map(({ path }) => path)).toEqual([
      'collections/test.postman_collection.json',
      'environments/production.postman_environment.json',
      'environments/mock.postman_environment.json',
      'manifest.json',
    ]);
    expect(plan.collections.get('test')).toBe('collections/test.postman_collection.json');
    expect(plan.remove).toEqual([]);
  });

  it('tells in the manifest what was built from what', () => {
    const found = [diagnostic('no-operations', { paths: 0 }), diagnostic('no-operations', { paths: 0 })];
    const { modules, environments } = manifestOf({ found });
    expect(modules['test']).toMatchObject({
      title: 'Test API',
      operations: 2,
      unset: [
        {
          name: 'thing_id',
          description: 'The id of a thing',
          example: expect.any(String),
          wantedBy: [expect.stringContaining('{thingId}')],
        },
      ],
      links: [],
      diagnostics: { 'no-operations': 2 },
    });
    expect(modules['test']?.requests['GET /a']).toMatchObject({ kind: 'list', statuses: ['200'], weak: [] });
    expect(Object.keys(environments)).toEqual(['mock', 'production']);
  });

  it('counts a variable as set that an environment gives a value', () => {
    const unset = (values: { readonly [variable: string]: string }) =>
      manifestOf({ config: { ...CONFIG, environments: [{ name: 'x', values }] } }).modules['test']?.unset;
    expect(unset({ thing_id: 't1' })).toEqual([]);
    expect(unset({ thing_id: '' })).toMatchObject([{ name: 'thing_id' }]);
  });

  it('gives the hash of each file as it is written', () => {
    const { files } = emit(inputOf());
    const [collection] = files;
    expect(manifestOf().modules['test']?.hash).toBe(hashOf(collection?.content ?? ''));
  });

  it('keeps entries of modules that are not built now, and removes the others’ files', () => {
    const entry = (module: string): ManifestModule => ({
      ...(manifestOf().modules['test'] as ManifestModule),
      file: `collections/${module}.postman_collection.json`,
      hash: 'h',
    });
    const previous = {
      ...manifestOf(),
      modules: { kept: entry('kept'), gone: entry('gone'), test: entry('test') },
      environments: { old: { file: 'environments/old.postman_environment.json', hash: 'e' } },
    };
    const plan = emit(inputOf({ previous, kept: ['kept'] }));
    expect(plan.remove).toEqual([
      { path: 'collections/gone.postman_collection.json', hash: 'h' },
      { path: 'environments/old.postman_environment.json', hash: 'e' },
    ]);
    expect(Object.keys(manifestOf({ previous, kept: ['kept'] }).modules)).toEqual(['kept', 'test']);
  });

  it.each([
    ['both', 'collections/test.postman_collection.json', true],
    ['v3', 'postman/collections/test', false],
  ] as const)('plans the files of format %s, and tells the hash of each', (format, collection, main) => {
    const formatYaml = (value: unknown) => `${JSON.stringify(value)}\n`;
    const asked = { ...inputOf({ config: { ...CONFIG, format } }), formatYaml };
    const { files, collections } = emit(asked);
    const newer = files.filter(({ path }) => path.startsWith('postman/'));
    expect(newer.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'postman/collections/test/.resources/definition.yaml',
        'postman/collections/test/T/A.request.yaml',
        'postman/environments/mock.environment.yaml',
      ]),
    );
    expect(collections.get('test')).toBe(collection);
    expect(files.some(({ path }) => path.endsWith('.postman_collection.json'))).toBe(main);
    const manifest = JSON.parse(files.at(-1)?.content ?? '') as Manifest;
    const hashes = new Map(manifestFiles(manifest).map(({ file, hash }) => [file, hash]));
    expect(hashes).toEqual(new Map(files.slice(0, -1).map(({ path, content }) => [path, hashOf(content)])));
    // Asked for in another format, it takes away all that is no part of that.
    const back = emit(inputOf({ previous: manifest })).remove.map(({ path }) => path);
    expect(back.toSorted()).toEqual(newer.map(({ path }) => path).toSorted());
  });

  it('gives the same plan for the same input', () => {
    expect(emit(inputOf())).toEqual(emit(inputOf()));
  });
});

describe('formatJson', () => {
  it('shows no invisible character, and reads back the same', () => {
    const value = { text: 'a\u2028b\u202ec\u200bd\ufeffe\u0085f\u0000\ud800 ümlaut 😀' };
    const text = formatJson(value);
    const shown = ['\u0085', '\u2028', '\u202e', '\u200b', '\ufeff', '\0'].filter((character) =>
      text.includes(character),
    );
    expect(shown).toEqual([]);
    expect(text).toContain('ümlaut 😀');
    expect(JSON.parse(text)).toEqual(value);
  });
});

describe('buildEnvironments', () => {
  const profile = (parts: Partial<Profile>): Profile => ({ ...hoopai, ...parts });
  const valuesOf = (environments: ReturnType<typeof buildEnvironments>) =>
    environments.map(({ name, content }) => [
      name,
      Object.fromEntries(content.values.map(({ key, value }) => [key, value])),
    ]);

  it('holds base URL, token and account, the token empty and secret', () => {
    const environments = buildEnvironments(CONFIG, '');
    expect(valuesOf(environments)).toEqual([
      ['production', { base_url: 'https://services.leadconnectorhq.com', access_token: '', location_id: '' }],
      ['mock', { base_url: 'http://127.0.0.1:4010', access_token: '', location_id: '' }],
    ]);
    for (const { content } of environments) {
      expect(content._postman_variable_scope).toBe('environment');
      expect(content.values.find(({ key }) => key === 'access_token')).toEqual({
        key: 'access_token',
        value: '',
        type: 'secret',
        enabled: true,
      });
    }
  });

  it('never takes a secret from a config', () => {
    const environments = buildEnvironments(
      { ...CONFIG, environments: [{ name: 'x', values: { access_token: 'leaked', region: 'eu' } }] },
      '',
    );
    expect(valuesOf(environments)).toEqual([
      [
        'x',
        { base_url: 'https://services.leadconnectorhq.com', access_token: '', location_id: '', region: 'eu' },
      ],
    ]);
  });

  it('keeps a credential secret that the profile also names among its variables', () => {
    const own = {
      name: 'access_token',
      description: '',
      secret: false,
      value: 'leaked',
      fills: [],
      fillsWhen: [],
    };
    const config = { ...CONFIG, profile: profile({ variables: [own] }) };
    const [environment] = buildEnvironments(config, '');
    expect(environment?.content.values.filter(({ key }) => key === 'access_token')).toEqual([
      { key: 'access_token', value: '', type: 'secret', enabled: true },
    ]);
  });

  it.each<[string, Profile['auth'], readonly string[]]>([
    ['apikey', { type: 'apikey', in: 'query', name: 'key', value: 'k' }, ['k:secret']],
    ['basic', { type: 'basic', username: 'u', password: 'p' }, ['u:default', 'p:secret']],
    ['oauth2', { type: 'oauth2', accessToken: 't', headerPrefix: 'Bearer' }, ['t:secret']],
    ['noauth', { type: 'noauth' }, []],
  ])('has the variables of the auth: %s', (_name, auth, want) => {
    const config = { profile: profile({ auth, variables: [] }), environments: [{ name: 'x', values: {} }] };
    const [environment] = buildEnvironments(config, '');
    expect(environment?.content.values.slice(1).map(({ key, type }) => `${key}:${type}`)).toEqual(want);
    expect([...environmentVariables(config)].slice(1)).toEqual(want.map((one) => one.split(':')[0]));
  });

  it('takes the given server where the profile has no base URL', () => {
    const config = {
      profile: profile({ baseUrl: { variable: 'host' } }),
      environments: [{ name: 'x', values: {} }],
    };
    expect(valuesOf(buildEnvironments(config, 'https://api.example.com/v1'))).toMatchObject([
      ['x', { host: 'https://api.example.com/v1' }],
    ]);
  });

  it('gives each environment a file of its own, on every file system', () => {
    const names = ['QA', 'qa', 'CON', 'nul.prod', 'a b', 'a-b', 'ü'];
    const environments = buildEnvironments(
      { ...CONFIG, environments: names.map((name) => ({ name, values: {} })) },
      '',
    );
    expect(
      environments.map(({ path }) => path.replace(/^environments\/|\.postman_environment\.json$/g, '')),
    ).toEqual(['qa', 'qa-2', 'con-environment', 'nul-environment.prod', 'a-b', 'a-b-2', 'ü']);
    expect(new Set(environments.map(({ content }) => content.id)).size).toBe(names.length);
  });
});
