import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Run, run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { filesIn, GOOD, treeOf, writeFiles } from './project.ts';

const COMMON = { type: 'object', properties: { name: { type: 'string' } } };
const REFERRING = {
  ...GOOD,
  paths: {
    '/pets': {
      get: {
        summary: 'List pets',
        responses: {
          200: {
            description: 'Pets.',
            content: { 'application/json': { schema: { $ref: '../common.json#/Pet' } } },
          },
        },
      },
    },
  },
};
const A = 'out/collections/a.postman_collection.json';

interface Project {
  readonly folder: string;
  readonly check: (...args: readonly string[]) => Promise<Run>;
  readonly replace: (file: string, from: string, to: string) => void;
}

async function builtProject(): Promise<Project> {
  const folder = temporaryFolder();
  writeFiles(folder, { 'specs/a.json': GOOD, 'specs/b.json': REFERRING, 'common.json': { Pet: COMMON } });
  await run(['build', '--quiet'], { cwd: folder });
  return {
    folder,
    check: (...args) => run(['check', ...args], { cwd: folder }),
    replace: (file, from, to) =>
      writeFiles(folder, { [file]: filesIn(folder).get(file)?.replace(from, to) ?? '' }),
  };
}

type Change = (project: Project) => void;

const CHANGES: readonly (readonly [name: string, change: Change, lines: readonly string[]])[] = [
  [
    'a spec that changed',
    ({ replace }) => replace('specs/a.json', 'Pets.', 'All.'),
    ['a  changed', '  GET /pets: examples'],
  ],
  [
    'a referenced file that changed',
    ({ replace }) => replace('common.json', '"name"', '"title"'),
    ['b  changed', '  GET /pets: script, examples'],
  ],
  [
    'an edited collection',
    ({ replace }) => replace(A, '"method": "GET"', '"method": "PUT"'),
    ['a  edited by hand', '  GET /pets: request'],
  ],
  [
    'an edited collection whose spec changed too',
    ({ replace }) => {
      replace(A, '"name": "List pets"', '"name": "Mine"');
      replace('specs/a.json', 'List pets', 'Pets');
    },
    ['a  changed, edited by hand', '  GET /pets: name'],
  ],
  ['a missing collection', ({ folder }) => rmSync(join(folder, A)), ['a  missing']],
  [
    'a spec that is gone',
    ({ folder }) => rmSync(join(folder, 'specs/a.json')),
    ['a  stale: no spec or config gives it any more'],
  ],
  ['a new spec', ({ folder }) => writeFiles(folder, { 'specs/c.json': GOOD }), ['c  missing']],
  [
    'a spec that cannot be built',
    ({ folder }) => writeFiles(folder, { 'specs/a.json': '{' }),
    ['a  cannot be built'],
  ],
  [
    'a manifest that someone edited',
    ({ replace }) => replace('out/manifest.json', '"title": "Pets"', '"title": "Cats"'),
    ['a  the same, but its entry in the manifest is not'],
  ],
  [
    'a manifest that is only formatted otherwise',
    ({ replace }) => replace('out/manifest.json', '{', '{ '),
    ['manifest.json  changed'],
  ],
  [
    'an edited environment',
    ({ replace }) => replace('out/environments/mock.postman_environment.json', '4010', '4011'),
    ['environment mock  edited by hand'],
  ],
  [
    'a config that changes what is built',
    ({ folder }) => writeFiles(folder, { 'hoopai-postman.config.json': { smoke: { budgetMs: 5 } } }),
    ['a  changed', '  GET /pets: script', 'b  changed', '  GET /pets: script'],
  ],
];

describe.concurrent('check', () => {
  it('is silent and done where a build would change nothing', async () => {
    const { check } = await builtProject();
    expect(await check()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await check('--full')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(JSON.parse((await check('--json')).stdout)).toMatchObject({ clean: true, drifts: [] });
  });

  it.each(CHANGES)('finds %s, writes nothing, and a build mends it', async (_name, change, lines) => {
    const project = await builtProject();
    change(project);
    const before = treeOf(project.folder);
    const ran = await project.check('--verbose');
    expect([ran.code, ran.stdout.trimEnd().split('\n')]).toEqual([1, lines]);
    expect((await project.check('--verbose', '--full')).stdout).toBe(ran.stdout);
    expect(treeOf(project.folder)).toEqual(before);
    const { code } = await run(['build', '--quiet'], { cwd: project.folder });
    if (code === 0) expect((await project.check()).code).toBe(0);
  });

  it('looks only at the modules that are asked for', async () => {
    const { check, replace } = await builtProject();
    replace('specs/a.json', 'Pets.', 'All.');
    expect((await check('b')).code).toBe(0);
    expect((await check('a')).code).toBe(1);
    expect((await check('c')).code).toBe(2);
  });

  it('tells nothing with --quiet but by its exit code', async () => {
    const { check, replace } = await builtProject();
    replace('specs/a.json', 'Pets.', 'All.');
    expect(await check('--quiet')).toEqual({ code: 1, stdout: '', stderr: '' });
  });

  it('says that nothing was built, or that an earlier version did, which a build then replaces', async () => {
    const { folder, check, replace } = await builtProject();
    expect((await check('--out', 'none')).stderr).toContain('out-not-built');
    replace('out/manifest.json', '"manifestVersion": 2', '"manifestVersion": 1');
    for (const field of ['references', 'inputs', 'server'])
      replace('out/manifest.json', `"${field}"`, `"${field}Unknown"`);
    expect(await check()).toMatchObject({ code: 2, stderr: expect.stringContaining('out-outdated') });
    const { stdout, code } = await run(['build', '--json'], { cwd: folder });
    expect([code, JSON.parse(stdout).diagnostics]).toEqual([0, []]);
    expect((await check()).code).toBe(0);
  });

  it('finds the same from another folder, and after a move', async () => {
    const { folder } = await builtProject();
    const flags = ['--spec', '../specs/*.json', '--out', '../out', '--json'];
    writeFiles(folder, { 'below/x.txt': '' });
    const ran = await run(['check', ...flags], { cwd: join(folder, 'below') });
    expect(JSON.parse(ran.stdout)).toMatchObject({ clean: true });
  });

  it('does not take what a build wrote for specs', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'api.json': GOOD });
    for (const command of ['build', 'build', 'check'])
      expect(await run([command, '--spec', '.', '--out', '.', '--quiet'], { cwd: folder })).toMatchObject({
        code: 0,
        stderr: '',
      });
  });
});

describeWithShared('check of the 41 real modules', () => {
  it('builds none of them when nothing has changed', async () => {
    const out = join(temporaryFolder(), 'out');
    const flags = ['--spec', join(SHARED, 'specs', 'hoopai', 'apps'), '--out', out];
    await run(['build', '--quiet', ...flags]);
    const ran = await run(['check', ...flags]);
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    const manifest = JSON.parse(filesIn(out).get('manifest.json') ?? '') as {
      modules: Record<string, { inputs: string }>;
    };
    const unsealed = Object.entries(manifest.modules).filter(([, { inputs }]) => inputs === '');
    expect(unsealed.map(([name]) => name)).toEqual([]);
  });
});
