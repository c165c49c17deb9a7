import { execFile } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { POSTMAN_CLI } from './postman-cli.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';
import { proxiedMock } from './proxied-mock.ts';

const OTHER = { ...GOOD, paths: { '/cats': { get: { summary: 'List cats', responses: {} } } } };

function project(config: object = {}) {
  const folder = temporaryFolder();
  writeFiles(folder, { 'specs/pets.json': GOOD, 'hoopai-postman.config.json': config });
  const paths = () => [...filesIn(join(folder, 'out')).keys()].filter((path) => path !== 'manifest.json');
  const command = (...args: string[]) => run(args, { cwd: folder });
  return { folder, paths, command };
}

const FILES = ['collections/pets.postman_collection.json', 'environments/mock.postman_environment.json'];
const NEWER = [
  'postman/collections/pets/List pets.request.yaml',
  'postman/environments/mock.environment.yaml',
];

describe('the newer format', () => {
  it.each<[string, object, readonly string[], { files: boolean; newer: boolean }]>([
    ['is written alone', {}, ['--format', 'v3'], { files: false, newer: true }],
    ['is written beside the other', { format: 'both' }, [], { files: true, newer: true }],
  ])('%s', async (_name, config, flags, want) => {
    const { paths, command } = project(config);
    expect((await command('build', ...flags)).code).toBe(0);
    const has = (some: readonly string[]) => some.every((path) => paths().includes(path));
    expect({ files: has(FILES), newer: has(NEWER) }).toEqual(want);
    const second = await command('build', '--json', ...flags);
    expect(JSON.parse(second.stdout).changes).toMatchObject({ written: [], removed: [] });
    expect(await command('check', ...flags)).toMatchObject({ code: 0, stdout: '' });
  });

  it('goes and comes with what is asked for, and leaves no empty folder', async () => {
    const { folder, command } = project();
    await command('build', '--format', 'both');
    expect(await command('check')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('not in the format that is asked for'),
    });
    await command('build');
    expect(existsSync(join(folder, 'out', 'postman'))).toBe(false);
    expect(await command('build', '--format', 'v3')).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, 'out', FILES[0] ?? ''))).toBe(false);
  });

  it('follows its spec: what is renamed goes, what a person has changed is copied', async () => {
    const { folder, paths, command } = project({ format: 'v3' });
    await command('build');
    const file = `out/${NEWER[0]}`;
    const text = filesIn(folder).get(file) ?? '';
    writeFiles(folder, { [file]: text.replace('method: GET', 'method: PUT') });
    expect(await command('check')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('edited by hand'),
    });
    await command('build');
    expect(filesIn(folder).get(file)).toBe(text);
    expect(filesIn(folder).get(`out/edited/${NEWER[0]}`)).toContain('method: PUT');
    writeFiles(folder, { 'specs/pets.json': OTHER });
    expect(await command('check')).toMatchObject({ code: 1, stdout: expect.stringContaining('changed') });
    await command('build');
    expect(paths().filter((path) => path.startsWith('postman/collections/'))).toEqual([
      'postman/collections/pets/.resources/definition.yaml',
      'postman/collections/pets/List cats.request.yaml',
    ]);
  });

  it('outlives a lost manifest', async () => {
    const { folder, command } = project({ format: 'both' });
    await command('build');
    rmSync(join(folder, 'out', 'manifest.json'));
    writeFiles(folder, { 'specs/pets.json': { ...GOOD, info: { title: 'Pets', version: '2' } } });
    expect((await command('build')).code).toBe(0);
    expect((await command('check')).code).toBe(0);
  });
});

const postman = (args: readonly string[], home: string): Promise<string> =>
  new Promise((resolve) => {
    const options = { cwd: home, env: { ...process.env, HOME: home }, maxBuffer: 64 * 1024 * 1024 };
    execFile(POSTMAN_CLI ?? '', args, options, (error, stdout, stderr) =>
      resolve(`exit ${error === null ? 0 : error.code}\n${stdout}${stderr}`),
    );
  });

describe.runIf(POSTMAN_CLI)('in the Postman CLI, the newer format', () => {
  const folder = temporaryFolder();
  const built = join(folder, 'out', 'postman', 'collections');
  beforeAll(async () => {
    const flags = ['--format', 'both', '--out', join(folder, 'out'), '--quiet'];
    expect((await run(['build', ...flags])).code).toBe(0);
  });

  it('is what `collection migrate` makes of the other, but for what that loses or makes up', async () => {
    const modules = readdirSync(built);
    expect(modules.length).toBeGreaterThan(5);
    await Promise.all(
      modules.map(async (module) => {
        const file = join(folder, 'out', 'collections', `${module}.postman_collection.json`);
        const said = await postman(['collection', 'migrate', file, '-o', `migrated-${module}`], folder);
        expect(said).toContain('exit 0');
        const theirs = contentsOf(join(folder, `migrated-${module}`));
        expect(contentsOf(join(built, module))).toEqual(theirs);
      }),
    );
  });

  it('has nothing to complain of', async () => {
    const said = await postman(['collection', 'lint', built, '-f', 'warning'], folder);
    expect(said).toMatch(/exit 0[\s\S]*No issues found[\s\S]*Scanned: \d{3}/);
  });

  it('is green on the mock', async () => {
    const { url } = await proxiedMock(ROOT);
    const environment = join(folder, 'out/postman/environments/mock.environment.yaml');
    const flags = ['-e', environment, '--env-var', `base_url=${url}`];
    const said = await postman(['collection', 'run', join(built, 'contacts'), ...flags], folder);
    expect(said).toMatch(/exit 0[\s\S]*assertions \|\s+\d{3} \|\s+0 \|/);
  });
});

/**
 * By path. Left out of the comparison: the ids of auths, which `collection migrate` makes up anew each time, and the
 * descriptions of variables, which it loses.
 */
function contentsOf(folder: string): ReadonlyMap<string, unknown> {
  const files = [...filesIn(folder)].map(([path, bytes]) => [path, Buffer.from(bytes, 'latin1').toString()]);
  return new Map(
    files.map(([path = '', text = '']) => {
      const content = parse(text) as { auth?: unknown; variables?: unknown };
      const { auth, variables } = content;
      return [
        path,
        {
          ...content,
          ...(Array.isArray(auth) && { auth: auth.map(({ id: _, ...one }) => one) }),
          ...(Array.isArray(variables) && {
            variables: Object.fromEntries(variables.map(({ key, value }) => [key, value])),
          }),
        },
      ];
    }),
  );
}
