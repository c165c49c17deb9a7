import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

const version = (value: string): object => ({
  name: 'Version',
  in: 'header',
  required: true,
  schema: { type: 'string', enum: [value] },
});
const answers = { responses: { 200: { description: 'ok' } } };

const KENNEL = {
  openapi: '3.0.3',
  info: { title: 'Kennel', version: '7' },
  paths: {
    '/dogs': {
      get: {
        ...answers,
        operationId: 'list-dogs',
        parameters: [version('2024-05-01')],
        security: [{ o: ['dogs.read'] }],
      },
      post: {
        ...answers,
        parameters: [version('2023-01-01')],
        security: [{ o: ['dogs.write', 'dogs.read'] }],
      },
      trace: answers,
    },
    '/dogs/{dogId}': {
      parameters: [{ name: 'dogId', in: 'path', required: true, schema: { type: 'string' } }],
      delete: { ...answers, deprecated: true, summary: 'Give a dog away' },
    },
  },
  components: {
    securitySchemes: {
      o: {
        type: 'oauth2',
        flows: {
          clientCredentials: {
            tokenUrl: 'https://kennel.example/t',
            scopes: { 'dogs.read': '', 'dogs.write': '' },
          },
        },
      },
    },
  },
};

/** A folder with two modules, or more. */
function project(more: { readonly [path: string]: unknown } = {}): string {
  const folder = temporaryFolder();
  writeFiles(folder, { 'specs/kennel.json': KENNEL, 'specs/pets.json': GOOD, ...more });
  return folder;
}

const words = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/));

describe.concurrent('list', () => {
  it('shows a line for each module, every method that occurs, and the totals', async () => {
    const { code, stdout, stderr } = await run(['list'], { cwd: project() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(words(stdout)).toEqual([
      ['Module', 'Title', 'Version', 'Ops', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'Scopes'],
      ['kennel', 'Kennel', '2023-01-01 2024-05-01', '4', '1', '1', '1', '1', '2'],
      ['pets', 'Pets', '1', '1', '1', '0'],
      [''],
      ['Modules: 2, operations: 5'],
    ]);
  });

  it('shows the operations of the modules that are named', async () => {
    const { stdout } = await run(['list', 'kennel'], { cwd: project() });
    expect(words(stdout)).toEqual([
      ['kennel', 'Kennel 7'],
      ['Method', 'Path', 'Operation id', 'Version', 'Scopes'],
      ['GET', '/dogs', 'list-dogs', '2024-05-01', 'dogs.read'],
      ['POST', '/dogs', '2023-01-01', 'dogs.read dogs.write'],
      ['TRACE', '/dogs'],
      ['DELETE', '/dogs/{dogId}', 'deprecated'],
    ]);
    const both = await run(['list', 'pets', 'kennel'], { cwd: project() });
    expect(both.stdout).toMatch(/^kennel .*^pets {2}Pets 1$.*^GET +\/pets$/ms);
  });

  it('has all of it as JSON', async () => {
    const cwd = project();
    const { stdout, stderr } = await run(['list', '--json'], { cwd });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      modules: [
        {
          module: 'kennel',
          file: join(cwd, 'specs', 'kennel.json'),
          title: 'Kennel',
          version: '7',
          versions: ['2023-01-01', '2024-05-01'],
          methods: { GET: 1, POST: 1, TRACE: 1, DELETE: 1 },
          scopes: ['dogs.read', 'dogs.write'],
          operations: expect.arrayContaining([
            expect.objectContaining({
              method: 'GET',
              path: '/dogs',
              operationId: 'list-dogs',
              version: '2024-05-01',
              scopes: ['dogs.read'],
              deprecated: false,
            }),
            expect.objectContaining({
              key: 'DELETE /dogs/{dogId}',
              summary: 'Give a dog away',
              deprecated: true,
            }),
          ]),
        },
        expect.objectContaining({ module: 'pets', versions: ['1'], scopes: [] }),
      ],
      failed: [],
      diagnostics: [],
    });
  });

  it.each([
    ['kenel', 'kennel'],
    ['pest', 'pets'],
  ])('suggests the module that was meant: %s', async (typo, meant) => {
    const { code, stdout, stderr } = await run(['list', typo], { cwd: project() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`did you mean ${meant}`);
    expect(stderr).toContain('module-unknown');
  });

  it('names a spec that cannot be read, and lists the others', async () => {
    const cwd = project({ 'specs/broken.json': '{' });
    const { code, stdout, stderr } = await run(['list', '--json'], { cwd });
    const listed = JSON.parse(stdout) as {
      modules: { module: string }[];
      failed: object[];
      diagnostics: object[];
    };
    expect(code).toBe(1);
    expect(listed.modules.map(({ module }) => module)).toEqual(['kennel', 'pets']);
    expect(listed.failed).toEqual([{ module: 'broken', file: join(cwd, 'specs', 'broken.json') }]);
    expect(listed.diagnostics).toMatchObject([{ code: 'spec-syntax', severity: 'error' }]);
    expect(stderr).toContain('(spec-syntax)');
  });

  it('counts warnings, tells them when asked, and fails on them under --strict', async () => {
    const cwd = project({ 'specs/empty.json': { ...GOOD, paths: {} } });
    const said = async (...flags: string[]) => await run(['list', ...flags], { cwd });
    expect(await said()).toMatchObject({ code: 0, stderr: expect.stringMatching(/^1 warning.*--verbose/) });
    expect(await said('--verbose')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('no-operations'),
    });
    expect(await said('--quiet')).toMatchObject({ code: 0, stderr: '' });
    expect(await said('--strict')).toMatchObject({ code: 1 });
  });

  it('writes nothing', async () => {
    const cwd = project();
    const before = filesIn(cwd);
    await run(['list'], { cwd });
    expect(filesIn(cwd)).toEqual(before);
  });
});
