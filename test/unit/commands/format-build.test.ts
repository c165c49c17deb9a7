import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../src/commands/command.ts';
import { formatBuild } from '../../../src/commands/format-build.ts';
import { type ConfigLayers, resolveConfig } from '../../../src/config/resolve-config.ts';
import { diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { BuildResult, BuiltModule } from '../../../src/model/build.ts';
import { recordScreen } from './terminal.ts';

const relativeTo = resolve('/work');
const surroundings = {
  workingDirectory: relativeTo,
  packageRoot: resolve('/package'),
  folderExists: () => false,
};
const SIX = ['calendars', 'contacts', 'conversations', 'locations', 'oauth', 'opportunities'];

function built(module: string, operations = 9): BuiltModule {
  return {
    module,
    file: resolve(`/work/specs/${module}.json`),
    title: module,
    version: '1.0',
    path: `collections/${module}.postman_collection.json`,
    operations: Array.from({ length: operations }, (_, index) => ({
      key: `GET /${index}`,
      summary: '',
      scopes: [],
      deprecated: false,
    })),
  };
}

function result(names: readonly string[], changes: Partial<BuildResult> = {}): BuildResult {
  return {
    modules: names.map((name) => built(name)),
    failed: [],
    environments: ['mock', 'production'].map((name) => ({
      name,
      path: `environments/${name}.postman_environment.json`,
    })),
    diagnostics: [],
    changes: { written: ['a', 'b'], unchanged: ['c'], removed: [] },
    ...changes,
  };
}

function missing(count: number, file: string) {
  return Array.from({ length: count }, (_, index) =>
    diagnostic(
      'reference-not-found',
      { ref: `./x${index}.json` },
      { file: resolve(`/work/specs/${file}`), pointer: `/${index}` },
    ),
  );
}

function screen(
  result: BuildResult,
  options: { dryRun?: boolean; verbose?: boolean } = {},
  flags: ConfigLayers['flags'] = {},
) {
  const { paint } = recordScreen();
  const view = {
    relativeTo,
    paint,
    columns: 80,
    locate: () => undefined,
    dryRun: false,
    verbose: false,
    ...options,
  };
  return formatBuild(result, resolveConfig({ flags }, surroundings), view).join('\n').split('\n');
}

describe('formatBuild', () => {
  it('fits 24 lines of 80 columns for six modules with findings', () => {
    const diagnostics = SIX.flatMap((name) => missing(3, `${name}.json`));
    const lines = screen(result(SIX, { diagnostics }));
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('stays on one screen for 41 modules and names each', () => {
    const names = Array.from({ length: 41 }, (_, index) => `module-with-name-${index}`);
    const lines = screen(result(names, { diagnostics: missing(5, 'a.json') }));
    expect(lines.length).toBeLessThanOrEqual(36);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    for (const name of names) expect(lines.join('\n')).toMatch(new RegExp(`\\b${name} 9\\b`));
  });

  it('says what was made and what to do next', () => {
    const text = screen(result(['contacts', 'oauth'])).join('\n');
    expect(text).toContain('Built 2 collections with 18 requests in out');
    expect(text).toMatch(/contacts +9 {2}collections\/contacts\.postman_collection\.json/);
    expect(text).toContain('import out/collections and out/environments');
    expect(text).toMatch(/environment production; set access_token \(current value\), location_id/);
    expect(text).toContain('npx newman run out/collections/contacts.postman_collection.json');
    expect(text).toContain('-e out/environments/production.postman_environment.json');
    expect(text).toContain('--env-var access_token=$ACCESS_TOKEN --env-var location_id=$LOCATION_ID');
  });

  it('names the variables of another profile, and quotes paths for the shell', () => {
    const auth = { type: 'basic', username: 'user', password: 'pass.word' } as const;
    const text = screen(result(['pets']), {}, { profile: { auth }, out: 'my out' }).join('\n');
    expect(text).toContain("npx newman run 'my out/collections/pets.postman_collection.json'");
    expect(text).toContain('set user, pass.word (current value)');
    expect(text).toContain('--env-var user=$USER --env-var pass.word=$PASS_WORD');
    expect(text).not.toContain('access_token');
  });

  it('ends its command without a dangling backslash when nothing has to be set', () => {
    const lines = screen(result(['pets']), {}, { profile: { auth: { type: 'noauth' } } });
    expect(lines.at(-1)).toBe('       -e out/environments/production.postman_environment.json');
  });

  it('shows errors in full, and groups other findings of one code in one file', () => {
    const diagnostics = [
      ...missing(3, 'a.json'),
      diagnostic('spec-no-paths', { found: 'x' }, { file: resolve('/work/specs/b.json') }),
    ];
    const lines = screen(result(['a'], { diagnostics }));
    expect(lines[0]).toMatch(/^specs\/b\.json {2}error {2}has no paths/);
    const start = lines.findIndex((line) => line.startsWith('3 warnings (--verbose shows all)'));
    expect(lines[start + 1]).toMatch(/^ {2}warning ×3 {2}specs\/a\.json: reference \.\/x0\.json/);
    expect(lines[start + 2]).toBe('');
  });

  it('shows every finding in full with --verbose', () => {
    const lines = screen(result(['a'], { diagnostics: missing(7, 'a.json') }), { verbose: true });
    expect(lines.filter((line) => line.endsWith('(reference-not-found)'))).toHaveLength(7);
    expect(lines.join('\n')).not.toContain('--verbose');
  });

  it('names the modules that were not built', () => {
    const failed = [{ module: 'bad', file: resolve('/work/specs/bad.json') }];
    expect(screen(result(['a'], { failed }))).toContain('Not built: bad (specs/bad.json)');
  });

  it('says of a dry run what would happen, and nothing of what comes next', () => {
    const changes = { written: ['collections/a.json'], unchanged: [], removed: ['collections/old.json'] };
    const text = screen(result(['a'], { changes }), { dryRun: true }).join('\n');
    expect(text).toContain('nothing was written');
    expect(text).toContain(
      'Files: 1 to write, 0 unchanged, 1 to remove\n  + collections/a.json\n  - collections/old.json',
    );
    expect(text).not.toContain('newman');
  });

  it('shows no escape sequence that a spec brings along', () => {
    const hostile = { ...built('a'), module: 'a\u001b[2J', path: 'collections/\u001b[2J' };
    const diagnostics = [
      diagnostic('reference-not-found', { ref: '\u001b[31m\n' }, { file: resolve('/work/\u001b.json') }),
    ];
    expect(screen({ ...result([]), modules: [hostile], diagnostics }).join('\n')).not.toContain('\u001b');
  });
});

describe('exitCodeOf', () => {
  const info = diagnostic('credential-removed', { place: 'x' });
  const [warning] = missing(1, 'a.json');
  it.each([
    ['nothing found', { failed: [], diagnostics: [] }, true, 0],
    ['notes under strict', { failed: [], diagnostics: [info] }, true, 0],
    ['warnings', { failed: [], diagnostics: [warning ?? info] }, false, 0],
    ['warnings under strict', { failed: [], diagnostics: [warning ?? info] }, true, 1],
    ['a failed module', { failed: [{}], diagnostics: [] }, false, 1],
  ])('%s', (_name, given, strict, want) => {
    expect(exitCodeOf(given, strict)).toBe(want);
  });
});
