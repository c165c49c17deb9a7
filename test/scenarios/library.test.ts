import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as Library from '../../src/index.ts';
import { ROOT, temporaryFolder } from '../command.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

let library: typeof Library;
beforeAll(async () => {
  library = (await import(pathToFileURL(join(ROOT, 'dist', 'index.js')).href)) as typeof Library;
});

describe('the library', () => {
  it('builds, tells of its progress, and gives back what it did', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'specs/a.json': GOOD, 'specs/b.json': { ...GOOD, paths: {} }, 'specs/c.json': '{' });
    const events: Library.BuildProgress[] = [];
    const result = await library.build({ cwd, onProgress: (event) => events.push(event) });
    expect(events).toEqual([
      { type: 'start', modules: 3 },
      { type: 'module', module: 'a', done: 1, modules: 3, ok: true },
      { type: 'module', module: 'b', done: 2, modules: 3, ok: true },
      { type: 'module', module: 'c', done: 3, modules: 3, ok: false },
      { type: 'write', files: 5 },
    ]);
    expect(result.modules).toMatchObject([
      {
        module: 'a',
        title: 'Pets',
        path: 'collections/a.postman_collection.json',
        operations: [{ key: 'GET /pets' }],
      },
      { module: 'b' },
    ]);
    expect(result.failed).toEqual([{ module: 'c', file: join(cwd, 'specs/c.json') }]);
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['no-operations', 'spec-syntax']);
    expect([...filesIn(join(cwd, 'out')).keys()]).toEqual([...result.changes.written].toSorted());
  });

  it('writes nothing in a dry run, and only the modules that are asked for', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'specs/a.json': GOOD, 'specs/b.json': GOOD });
    const { changes } = await library.build({ cwd, dryRun: true, modules: ['b'] });
    expect(changes.written).toContain('collections/b.postman_collection.json');
    expect(changes.written).not.toContain('collections/a.postman_collection.json');
    expect(filesIn(join(cwd, 'out')).size).toBe(0);
  });

  it.each<[string, Library.BuildOptions, string]>([
    ['nothing to build', { specs: ['none.json'] }, 'spec-not-found'],
    ['an unknown module', { modules: ['none'] }, 'module-unknown'],
    [
      'a secret among the environments',
      { environments: { production: { access_token: 'x' } } },
      'config-invalid',
    ],
  ])('throws a Stop with diagnostics: %s', async (_name, options, code) => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'specs/a.json': GOOD });
    const thrown: unknown = await library.build({ cwd, ...options }).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(library.Stop);
    expect((thrown as Library.Stop).diagnostics).toMatchObject([{ code }]);
  });

  it('has types that a caller can compile against', () => {
    const file = join(ROOT, 'test', 'fixtures', 'library', 'use.ts');
    const flags = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--skipLibCheck',
      '--types',
      'node',
    ];
    expect(() =>
      execFileSync(process.execPath, [join(ROOT, 'node_modules', 'ts7', 'bin', 'tsc'), ...flags, file], {
        encoding: 'utf8',
        cwd: ROOT,
      }),
    ).not.toThrow();
  });
});
