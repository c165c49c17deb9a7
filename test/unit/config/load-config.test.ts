import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { diagnostic, type Outcome } from '../../../src/diagnostics/diagnostic.ts';
import { Stop } from '../../../src/diagnostics/stop.ts';
import type { JsonObject } from '../../../src/model/json.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
  // Stands for the package itself, which a config imports `defineConfig` from.
  write('library.mjs', 'export const defineConfig = (config) => config;');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function load(path?: string) {
  return loadConfig({ folder, path, parse: parseJson, library: join(folder, 'library.mjs') });
}

/** JSON only: which formats there are is the parser's own test. */
async function parseJson(text: string, file: string): Promise<Outcome<JsonObject | undefined>> {
  try {
    return { value: JSON.parse(text) as JsonObject, diagnostics: [] };
  } catch {
    const args = { format: 'JSON', reason: 'unexpected end', line: 1, column: 2 } as const;
    return { value: undefined, diagnostics: [diagnostic('spec-syntax', args, { file })] };
  }
}

async function stopOf(loading: Promise<unknown>) {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stop)) throw new Error(`expected a Stop, got ${String(error)}`);
  return error.diagnostics.map(({ code, args, where }) => ({ code, args, where }));
}

describe('loadConfig', () => {
  it('finds nothing in a folder without a config, or that is not there', async () => {
    expect(await load()).toBeUndefined();
    expect(await loadConfig({ folder: join(folder, 'none'), parse: parseJson, library: '' })).toBeUndefined();
  });

  it.each([
    [
      'hoopai-postman.config.ts',
      "import { defineConfig } from 'hoopai-postman';\nconst out: string = 'made';\nexport default defineConfig({ out });",
    ],
    [
      'hoopai-postman.config.mjs',
      "import { defineConfig } from 'hoopai-postman';\nexport default defineConfig({ out: 'made' });",
    ],
    ['hoopai-postman.config.js', "export default { out: 'made' };"],
    ['hoopai-postman.config.js', "module.exports = { out: 'made' };"],
    ['hoopai-postman.config.mjs', "export default Promise.resolve({ out: 'made' });"],
    ['hoopai-postman.config.json', '{ "out": "made" }'],
    ['hoopai-postman.config.yaml', '{ "out": "made" }'],
    ['hoopai-postman.config.yml', '{ "out": "made" }'],
  ])('loads %s: %s', async (name, text) => {
    write(name, text);
    expect(await load()).toEqual({ config: { out: 'made' }, file: join(folder, name), folder });
  });

  it('loads the file that is named, and takes paths from its folder', async () => {
    mkdirSync(join(folder, 'deep'));
    write('deep/other.json', '{ "out": "made" }');
    write('hoopai-postman.config.json', '{ "out": "not this" }');
    expect(await load('deep/other.json')).toMatchObject({
      config: { out: 'made' },
      folder: join(folder, 'deep'),
    });
  });

  it('refuses to choose between two files, and names both', async () => {
    write('hoopai-postman.config.json', '{}');
    write('hoopai-postman.config.yaml', '{}');
    expect(await stopOf(load())).toEqual([
      {
        code: 'config-ambiguous',
        args: { files: 'hoopai-postman.config.json, hoopai-postman.config.yaml' },
        where: { file: folder },
      },
    ]);
  });

  it('says that a named file is not there', async () => {
    expect(await stopOf(load('nope.json'))).toMatchObject([
      { code: 'config-not-found', args: { path: 'nope.json' } },
    ]);
  });

  it.each([
    ['c.toml', '', /its name does not end in \.ts/],
    ['c.json', '{', /no valid JSON at line 1, column 2: unexpected end/],
    ['c.mjs', 'export default {', /./],
    ['c.ts', "throw new Error('my fault');", /my fault/],
    ['c.mjs', 'export const out = 1;', /expected a default export/],
    ['c.mjs', "import './nowhere.mjs';\nexport default {};", /nowhere/],
  ])('says why %s (%s) cannot be loaded', async (name, text, reason) => {
    write(name, text);
    expect(await stopOf(load(name))).toEqual([
      {
        code: 'config-unreadable',
        args: { reason: expect.stringMatching(reason) },
        where: { file: join(folder, name) },
      },
    ]);
  });

  it('throws all faults of a config as one Stop, each with its place', async () => {
    write('c.json', '{ "spces": [], "out": 1 }');
    const file = join(folder, 'c.json');
    const found = await stopOf(load('c.json'));
    expect(found.map(({ code, where }) => [code, where])).toEqual([
      ['config-invalid', { file, pointer: '/out' }],
      ['config-invalid', { file, pointer: '/spces' }],
    ]);
  });

  it('takes a module for a config only when it exports an object', async () => {
    write('c.mjs', 'export default 5;');
    expect(await stopOf(load('c.mjs'))).toMatchObject([{ code: 'config-invalid', args: { key: '(root)' } }]);
  });
});
