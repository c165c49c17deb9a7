import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, type Run, run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { filesIn, GOOD, treeOf, writeFiles } from './project.ts';

interface Found {
  readonly rule: string;
  readonly grade: string;
  readonly operation: string;
  readonly subject: string;
  readonly field: string;
  readonly where: { readonly file: string; readonly pointer: string };
}

interface Report {
  readonly summary: { readonly breaking: number; readonly risky: number; readonly safe: number };
  readonly changes: readonly Found[];
  readonly notCompared: readonly string[];
  readonly failed: readonly string[];
}

const PET = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, name: { type: 'string' } },
};

const spec = (more: object = {}, pet: object = PET) => ({
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1' },
  paths: {
    '/pets/{petId}': {
      get: {
        parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: {
            description: 'A pet.',
            content: { 'application/json': { schema: { $ref: './common/pet.json#/Pet' } } },
          },
        },
      },
    },
    '/pets': { post: { summary: 'Add', responses: { 201: { description: 'Added.' } } } },
    ...more,
  },
  components: { schemas: { Pet: pet } },
});
const NO_POST = { '/pets': {} };

const reportOf = ({ stdout }: Run): Report => JSON.parse(stdout) as Report;
const briefly = ({ changes }: Report) =>
  changes.map(({ rule, operation, subject, field }) => [rule, operation, `${subject}${field}`]);

const GONE = ['operation-removed', 'POST /pets', ''];
const FIELD_GONE = ['response-field-removed', 'GET /pets/{petId}', 'response 200/name'];
const WITHOUT_NAME = { ...PET, properties: { id: { type: 'string' } } };

/** A repository: two commits of a spec and a file that it references, and a change that is not committed. */
function repository(): { readonly folder: string; readonly git: (...args: readonly string[]) => void } {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  git('init');
  git('commit', '--allow-empty', '-m', 'empty');
  writeFiles(folder, { 'specs/pets.json': spec(), 'specs/common/pet.json': { Pet: PET } });
  git('add', '.');
  git('commit', '-m', 'first');
  writeFiles(folder, { 'specs/pets.json': spec(NO_POST) });
  git('commit', '-a', '-m', 'second');
  writeFiles(folder, { 'specs/common/pet.json': { Pet: WITHOUT_NAME } });
  return { folder, git };
}

describe.concurrent('diff', () => {
  it('compares two files of any name', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'v1.json': spec(), 'v2.json': spec(NO_POST), 'common/pet.json': { Pet: PET } });
    const ran = await run(['diff', 'v1.json', 'v2.json', '--json'], { cwd });
    expect([ran.code, briefly(reportOf(ran))]).toEqual([0, [GONE]]);
    expect(reportOf(ran).summary).toEqual({ breaking: 1, risky: 0, safe: 0 });
    const [change] = reportOf(ran).changes;
    expect(change?.where).toEqual({ file: join(cwd, 'v1.json'), pointer: '/paths/~1pets/post' });
    const piped = await run(['diff', 'v1.json', '--spec', '-', '--json'], {
      cwd,
      stdin: JSON.stringify(spec(NO_POST)),
    });
    expect(briefly(reportOf(piped))).toEqual([GONE]);
  });

  it('fails from the grade on that is named', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'v1.json': spec(), 'v2.json': spec(NO_POST), 'common/pet.json': { Pet: PET } });
    const code = async (...args: string[]) => (await run(['diff', ...args], { cwd })).code;
    expect(await code('v1.json', 'v2.json', '--fail-on', 'breaking')).toBe(1);
    expect(await code('v1.json', 'v2.json', '--fail-on', 'risky')).toBe(1);
    expect(await code('v2.json', 'v1.json', '--fail-on', 'risky')).toBe(0);
    expect(await code('v2.json', 'v1.json', '--fail-on', 'any')).toBe(1);
    expect(await code('v1.json', 'v1.json', '--fail-on', 'any')).toBe(0);
    expect(await code('v1.json', 'v2.json', '--fail-on', 'nothing')).toBe(2);
    expect(await code('v1.json', 'v2.json', 'v1.json')).toBe(2);
    expect(await code('v1.json', '-')).toBe(2);
    expect(await code('')).toBe(2);
  });

  it('compares revisions and the working tree of a repository, what is referenced included', async () => {
    const { folder, git } = repository();
    const before = treeOf(folder);
    const diff = async (...sides: readonly string[]) =>
      reportOf(await run(['diff', ...sides, '--json'], { cwd: folder }));
    expect(briefly(await diff())).toEqual([FIELD_GONE]);
    expect(briefly(await diff('HEAD~1'))).toEqual(
      [FIELD_GONE, GONE].toSorted((a, b) => (String(a[1]) < String(b[1]) ? 1 : -1)),
    );
    expect(briefly(await diff('git:HEAD~1', 'HEAD'))).toEqual([GONE]);
    expect((await diff()).changes[0]?.where).toEqual({
      file: 'HEAD:specs/common/pet.json',
      pointer: '/Pet/properties/name',
    });
    expect(briefly(await diff('HEAD~2', 'HEAD'))).toEqual([['module-added', '', '']]);
    expect(treeOf(folder)).toEqual(before);
    // A file wins over a branch of its name, unless git is named.
    git('branch', 'specs', 'HEAD~1');
    expect(briefly(await diff('specs', 'HEAD'))).not.toContainEqual(GONE);
    expect(briefly(await diff('git:specs', 'HEAD'))).toEqual([GONE]);
  });

  it('follows links within a revision, and none that leads out of it', async () => {
    const { folder, git } = repository();
    symlinkSync('pets.json', join(folder, 'specs/linked.json'));
    symlinkSync(join(ROOT, 'package.json'), join(folder, 'specs/outside.json'));
    git('add', '.');
    git('commit', '-m', 'links');
    const report = reportOf(await run(['diff', 'HEAD~1', 'HEAD', '--json'], { cwd: folder }));
    const added = report.changes.filter(({ rule }) => rule === 'module-added');
    expect(added.map(({ where }) => where.file)).toEqual(['HEAD:specs/linked.json']);
    expect(report.failed).toEqual([]);
  });

  it.each([
    ['git:--help', 'no such revision'],
    ['git:HEAD:x', 'no such revision'],
    ['nothing', 'no such file, folder, glob or git revision'],
    ['v20.json', 'version 2.0'],
    ['v1.json', 'version 1;'],
    ['wrapped.json', 'wrapped'],
  ])('refuses %s, and says why', async (side, reason) => {
    const { folder } = repository();
    writeFiles(folder, {
      'v20.json': {
        info: { name: 'x', schema: 'https://schema.getpostman.com/json/collection/v2.0.0/collection.json' },
        item: [],
      },
      'v1.json': { id: 'x', requests: [] },
      'wrapped.json': { collection: { info: {}, item: [] } },
    });
    const ran = await run(['diff', side, 'specs'], { cwd: folder });
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toContain(reason);
    expect(ran.stderr).not.toMatch(/\n {4}at /);
  });

  it('compares builds, and an export with a build, as far as collections tell', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'specs/pets.json': spec(), 'specs/common/pet.json': { Pet: PET } });
    await run(['build', '--quiet', '--out', 'old'], { cwd });
    writeFiles(cwd, {
      'specs/pets.json': spec(NO_POST),
      'specs/common/pet.json': { Pet: WITHOUT_NAME },
      'specs/boats.json': { ...GOOD, paths: { '/boats': GOOD.paths['/pets'] } },
    });
    await run(['build', '--quiet', '--out', 'new'], { cwd });
    const diff = async (...sides: readonly string[]) =>
      reportOf(await run(['diff', ...sides, '--json'], { cwd }));
    const built = await diff('old', 'new');
    expect(briefly(built)).toEqual([['module-added', '', ''], GONE, FIELD_GONE]);
    expect(built.notCompared).toContain('schemas');
    expect(built.notCompared).not.toContain('examples');
    // What a build made says what its specs say.
    expect(briefly(await diff('new'))).toEqual([]);
    expect((await diff('new')).notCompared).toContain('examples');
    const file = 'old/collections/pets.postman_collection.json';
    const { id: _id, ...collection } = JSON.parse(filesIn(cwd).get(file) ?? '');
    const added = {
      name: 'Mine',
      request: { method: 'GET', header: [], url: '{{base_url}}/mine/:id?all=1' },
    };
    writeFiles(cwd, { 'export.json': { ...collection, item: [...collection.item, added] } });
    expect(briefly(await diff('old', 'export.json'))).toEqual([['operation-added', 'GET /mine/{id}', '']]);
    expect(briefly(await diff('new', 'export.json'))).toContainEqual(['operation-added', 'POST /pets', '']);
  });

  it('compares nothing of a spec that cannot be read, and says so', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, {
      'a/pets.json': spec(),
      'a/other.json': spec(),
      'b/pets.json': '{',
      'b/other.json': spec(),
    });
    const ran = await run(['diff', 'a', 'b', '--json'], { cwd });
    expect([ran.code, reportOf(ran).failed, briefly(reportOf(ran))]).toEqual([1, ['pets'], []]);
    expect(ran.stderr).toContain('spec-syntax');
  });

  it('shows text of specs as text, on the terminal and in Markdown', async () => {
    const cwd = temporaryFolder();
    const hostile = '\u001b[31m`<img src=x onerror=alert(1)>`\n# @everyone';
    const parameters = [{ name: hostile, in: 'query', schema: { type: 'string', enum: [hostile] } }];
    const post = { parameters, responses: { 201: { description: 'Added.' } } };
    writeFiles(cwd, { 'v1.json': spec(), 'v2.json': spec({ '/pets': { post } }) });
    const text = await run(['diff', 'v1.json', 'v2.json'], { cwd });
    expect(text.stdout).toContain('new parameter');
    expect(text.stdout).not.toContain('\u001b');
    const { stdout } = await run(['diff', 'v1.json', 'v2.json', '--markdown'], { cwd });
    expect(stdout).not.toContain('\u001b');
    const outsideOfCode = stdout.replaceAll(/(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)/g, '');
    expect(outsideOfCode).not.toMatch(/[<>@]/);
    expect(stdout.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(2);
  });
});

describeWithShared('diff of the 41 real modules', () => {
  const specs = join(SHARED, 'specs', 'hoopai', 'apps');

  it('finds no change between them and themselves', async () => {
    const ran = await run(['diff', specs, specs, '--json']);
    expect([ran.code, reportOf(ran).changes, reportOf(ran).failed]).toEqual([0, [], []]);
  });

  it('finds what was changed in a copy, and only that', async () => {
    const cwd = temporaryFolder();
    const contacts = JSON.parse(readFileSync(join(specs, 'contacts.json'), 'utf8'));
    delete contacts.paths['/contacts/{contactId}'].delete;
    contacts.paths['/contacts/'].get.parameters[0].required =
      !contacts.paths['/contacts/'].get.parameters[0].required;
    const common = readFileSync(join(SHARED, 'specs', 'hoopai', 'common', 'common-schemas.json'), 'utf8');
    writeFiles(cwd, { 'apps/contacts.json': contacts, 'common/common-schemas.json': common });
    const ran = await run(['diff', join(specs, 'contacts.json'), 'apps/contacts.json', '--json'], { cwd });
    expect(reportOf(ran).changes.map(({ rule, operation }) => [rule, operation])).toEqual([
      ['operation-removed', 'DELETE /contacts/{contactId}'],
      [expect.stringMatching(/^parameter-(required|optional)$/), 'GET /contacts/'],
    ]);
  });
});
