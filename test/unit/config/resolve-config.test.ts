import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, MOCK_BASE_URL } from '../../../src/config/defaults.ts';
import type { FileConfig } from '../../../src/config/file-config.ts';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { type ConfigLayers, resolveConfig } from '../../../src/config/resolve-config.ts';

const surroundings = {
  workingDirectory: resolve('/cwd'),
  packageRoot: resolve('/package'),
  folderExists: () => false,
};

function resolved(config: FileConfig, flags: ConfigLayers['flags'] = {}) {
  return resolveConfig({ file: { config, folder: resolve('/conf') }, flags }, surroundings);
}

describe('resolveConfig', () => {
  it('gives defaults for everything', () => {
    expect(resolveConfig({ flags: {} }, surroundings)).toEqual({
      specs: [resolve('/package/specs/*.{json,yaml,yml}')],
      workingDirectory: resolve('/cwd'),
      out: resolve('/cwd/out'),
      profile: hoopai,
      environments: [
        { name: 'production', values: {} },
        { name: 'mock', values: { base_url: MOCK_BASE_URL, location_id: 'mock_location_id' } },
      ],
      references: { map: {}, roots: [] },
      limits: DEFAULT_LIMITS,
      smoke: { budgetMs: 10_000 },
      links: {},
      pull: { ...hoopai.specs, urls: {}, into: resolve('/cwd/specs') },
      format: 'v2.1',
      webhooks: false,
      refreshTokens: false,
    });
  });

  it.each([
    [undefined, undefined, undefined],
    [true, undefined, undefined],
    [false, undefined, false],
    ['kept', undefined, resolve('/conf/kept')],
    ['kept', false, false],
    [false, 'kept', resolve('/cwd/kept')],
    [false, true, undefined],
  ])('takes a cache of %j in the file and %j in the flags as %j', (cache, asked, meant) => {
    const flags = asked === undefined ? {} : { cache: asked };
    expect(resolved({ cache }, flags).cache).toBe(meant);
  });

  it('pulls from what the config says before what the profile says', () => {
    const urls = { boats: 'https://x.example/boats.json' };
    const modules = ['boats'];
    expect(resolved({ pull: { urls } }).pull.from).toBeUndefined();
    expect(resolved({ pull: { urls, modules } }).pull).toEqual({
      from: hoopai.specs?.from,
      modules,
      urls,
      into: resolve('/conf/specs'),
    });
    expect(resolved({ pull: { from: 'mirror', into: 'in' } }).pull).toMatchObject({
      from: resolve('/conf/mirror'),
      into: resolve('/conf/in'),
    });
    const own = { from: 'https://x.example/{module}.json', modules };
    expect(resolved({ profile: { specs: own } }).pull).toMatchObject(own);
    expect(resolved({ profile: {} }).pull).toEqual({ modules: [], urls: {}, into: resolve('/conf/specs') });
  });

  it('takes the specs folder of the working directory before the bundled one', () => {
    const config = resolveConfig(
      { flags: {} },
      { ...surroundings, folderExists: (path) => path === resolve('/cwd/specs') },
    );
    expect(config.specs).toEqual([resolve('/cwd/specs/*.{json,yaml,yml}')]);
  });

  it('takes paths of the file from its folder, those of flags from the working directory', () => {
    const file = { specs: ['a/*.yaml', 'https://x.example/a.json', '-', resolve('/abs.json')], out: 'made' };
    const fromFile = resolved(file);
    expect(fromFile.specs).toEqual([
      resolve('/conf/a/*.yaml'),
      'https://x.example/a.json',
      '-',
      resolve('/abs.json'),
    ]);
    expect(fromFile.out).toBe(resolve('/conf/made'));
    const fromFlags = resolved(file, { specs: ['b.json'], out: 'other' });
    expect(fromFlags.specs).toEqual([resolve('/cwd/b.json')]);
    expect(fromFlags.out).toBe(resolve('/cwd/other'));
  });

  it('lets flags beat the file and the file beat the defaults', () => {
    expect(resolved({ webhooks: true }).webhooks).toBe(true);
    expect(resolved({ webhooks: true }, { webhooks: false }).webhooks).toBe(false);
    expect(resolved({ limits: { redirects: 0 } }).limits).toEqual({ ...DEFAULT_LIMITS, redirects: 0 });
  });

  it('adds reference roots of the flags to those of the file', () => {
    const config = resolved({ references: { roots: ['common'] } }, { refRoots: ['../more'] });
    expect(config.references.roots).toEqual([resolve('/conf/common'), resolve('/more')]);
  });

  it('maps reference prefixes to paths from the folder of the file, slashes at the end kept', () => {
    const map = { 'https://x.example/': './common/', 'y/': 'https://y.example/v1/', z: 'z.json' };
    expect(resolved({ references: { map } }).references.map).toEqual({
      'https://x.example/': `${resolve('/conf/common')}/`,
      'y/': 'https://y.example/v1/',
      z: resolve('/conf/z.json'),
    });
  });

  it.each<[string, FileConfig['environments']]>([
    ['a map', { staging: { base_url: 'https://s.example' }, mock: { location_id: 'l1' } }],
    [
      'a list',
      [
        { name: 'staging', values: { base_url: 'https://s.example' } },
        { name: 'mock', values: { location_id: 'l1' } },
      ],
    ],
  ])('adds environments given as %s to production and mock', (_name, environments) => {
    expect(resolved({ environments: environments }).environments).toEqual([
      { name: 'production', values: {} },
      { name: 'mock', values: { base_url: MOCK_BASE_URL, location_id: 'l1' } },
      { name: 'staging', values: { base_url: 'https://s.example' } },
    ]);
  });

  it('names the base URL of the mock as the profile does', () => {
    const [, mock] = resolved({ profile: { baseUrl: { variable: 'root' } } }).environments;
    expect(mock).toEqual({ name: 'mock', values: { root: MOCK_BASE_URL } });
  });
});
