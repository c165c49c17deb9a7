import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { filesIn, GOOD, treeOf, writeFiles } from './project.ts';

const project = (files: { readonly [path: string]: unknown }): string => {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
};

describe.concurrent('what cannot be built', () => {
  it.each<[string, { readonly [path: string]: unknown }, readonly string[], RegExp]>([
    ['a file that is not there', {}, ['--spec', 'none.json'], /none\.json.*\(spec-not-found\)/s],
    ['a glob that matches nothing', {}, ['--spec', 'specs/*.json'], /\(spec-not-found\)/],
    ['an empty file', { 'a.json': '' }, ['--spec', 'a.json'], /^a\.json .*\(spec-empty\)/m],
    [
      'a binary file',
      { 'a.json': Buffer.from([80, 75, 3, 4, 0, 0, 0, 255]) },
      ['--spec', 'a.json'],
      /^a\.json .*\(spec-binary\)/m,
    ],
    [
      'truncated JSON',
      { 'a.json': '{\n "openapi": "3.0.3",\n "paths": {' },
      ['--spec', 'a.json'],
      /^a\.json:3:12 .*\(spec-syntax\)/m,
    ],
    [
      'bad YAML',
      { 'a.yaml': 'openapi: 3.0.3\npaths:\n  /a: {get: [}\n' },
      ['--spec', 'a.yaml'],
      /^a\.yaml:3:\d+ .*\(spec-syntax\)/m,
    ],
    [
      'an HTML page',
      { 'a.json': '<!DOCTYPE html><title>Log in</title>' },
      ['--spec', 'a.json'],
      /^a\.json .*Log in.*\(spec-html\)/m,
    ],
    [
      'what is no OpenAPI document',
      { 'a.json': { info: {} } },
      ['--spec', 'a.json'],
      /^a\.json .*\(spec-not-openapi\)/m,
    ],
    [
      'a document without paths',
      { 'a.json': { openapi: '3.0.3' } },
      ['--spec', 'a.json'],
      /^a\.json .*\(spec-no-paths\)/m,
    ],
    ['an unknown flag', { 'a.json': GOOD }, ['--spec', 'a.json', '--strcit'], /--?strcit.*strict/s],
    ['a flag without its value', { 'a.json': GOOD }, ['--spec', 'a.json', '--out'], /--out needs a value/],
    [
      'one spec that is not there beside one that is',
      { 'a.json': GOOD },
      ['--spec', 'a.json', '--spec', 'none.json'],
      /none\.json.*\(spec-not-found\)/,
    ],
    ['an address that is no http', {}, ['--spec', 'ftp://x.example/a.json'], /ftp.*\(spec-unreadable\)/],
    ['an unknown module', { 'specs/pets.json': GOOD }, ['pest'], /pest.*did you mean pets/],
    [
      'an out that is a file',
      { 'a.json': GOOD, out: 'a file' },
      ['--spec', 'a.json'],
      /\(out-not-writable\)/,
    ],
    [
      'an out below a file',
      { 'a.json': GOOD, file: 'a file' },
      ['--spec', 'a.json', '--out', 'file/out'],
      /\(out-not-writable\)/,
    ],
    [
      'an out in a folder that takes no other',
      { 'a.json': GOOD },
      ['--spec', 'a.json', '--out', '/proc/out'],
      /\(out-not-writable\)/,
    ],
    [
      'a foreign file in the way',
      { 'a.json': GOOD, 'out/collections/a.postman_collection.json': '{"mine": true}' },
      ['--spec', 'a.json'],
      /\(foreign-file-in-the-way\)/,
    ],
    [
      'a manifest with a merge conflict',
      { 'a.json': GOOD, 'out/manifest.json': '<<<<<<< ours\n{}' },
      ['--spec', 'a.json'],
      /\(manifest-unreadable\)/,
    ],
  ])('%s: exit 2, one message, nothing written', async (_name, files, args, want) => {
    const folder = project(files);
    const before = treeOf(folder);
    const ran = await run(['build', ...args], { cwd: folder });
    expect(ran.stderr).toMatch(want);
    expect(ran.stderr.match(/\([a-z]+(-[a-z]+)+\)$/gm)).toHaveLength(1);
    expect(ran.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
    expect(treeOf(folder)).toEqual(before);
  });

  it.each([
    ['biuld', 'did you mean build?'],
    ['lst', 'did you mean list?'],
    ['frobnicate', 'unknown command frobnicate; expected '],
  ])('an unknown command: %s', async (command, want) => {
    const ran = await run([command], { cwd: project({ 'specs/a.json': GOOD }) });
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(want) });
  });

  it('what was built before stays as it was when nothing can be built any more', async () => {
    const folder = project({ 'specs/a.json': GOOD });
    expect(await run(['build', '--quiet'], { cwd: folder })).toMatchObject({ code: 0 });
    const before = treeOf(join(folder, 'out'));
    for (const spec of ['', '{', '[]', '<html>']) {
      writeFiles(folder, { 'specs/a.json': spec });
      expect(await run(['build', '--quiet'], { cwd: folder }), spec).toMatchObject({ code: 2 });
    }
    expect(treeOf(join(folder, 'out'))).toEqual(before);
  });
});

const withOperation = (parts: object, more: object = {}): object => ({
  ...GOOD,
  paths: { '/pets': { get: { responses: { 200: { description: 'ok' } }, ...parts } } },
  ...more,
});
const schema = (value: unknown): object => ({
  responses: { 200: { description: 'ok', content: { 'application/json': { schema: value } } } },
});

describe.concurrent('what is built all the same', () => {
  it.each<[string, string, object]>([
    [
      'a missing reference',
      'reference-not-found',
      withOperation(schema({ $ref: '#/components/schemas/None' })),
    ],
    [
      'a duplicate operationId',
      'operation-id-duplicate',
      {
        ...GOOD,
        paths: {
          '/a': { get: { operationId: 'x', responses: {} } },
          '/b': { get: { operationId: 'x', responses: {} } },
        },
      },
    ],
    [
      'an example that contradicts its schema',
      'example-contradicts-schema',
      withOperation(schema({ type: 'integer', example: 'one' })),
    ],
    [
      'a security scheme that is declared nowhere',
      'security-scheme-unknown',
      withOperation({ security: [{ ghost: [] }] }),
    ],
    ['an empty module', 'no-operations', { ...GOOD, paths: {} }],
  ])('%s: exit 0 with a diagnostic, 1 under --strict', async (_name, code, spec) => {
    const folder = project({ 'a.json': spec });
    const ran = await run(['build', '--spec', 'a.json', '--json'], { cwd: folder });
    const { diagnostics } = JSON.parse(ran.stdout) as {
      diagnostics: { code: string; severity: string; file: string; pointer?: string; line?: number }[];
    };
    expect(ran.code).toBe(0);
    expect(diagnostics.find((found) => found.code === code)?.severity).toBe('warning');
    for (const found of diagnostics)
      expect(found).toMatchObject({
        file: join(folder, 'a.json'),
        line: expect.any(Number),
      });
    expect(existsSync(join(folder, 'out/collections/a.postman_collection.json'))).toBe(true);
    expect(await run(['build', '--spec', 'a.json', '--strict', '--quiet'], { cwd: folder })).toMatchObject({
      code: 1,
    });
  });

  it('one bad module beside good ones: the rest are written, and its earlier collection stays', async () => {
    const folder = project({
      'specs/a.json': GOOD,
      'specs/b.json': GOOD,
      'specs/c.json': GOOD,
      'specs/d.json': GOOD,
    });
    expect(await run(['build', '--quiet'], { cwd: folder })).toMatchObject({ code: 0 });
    const before = filesIn(folder).get('out/collections/b.postman_collection.json');
    writeFiles(folder, {
      'specs/b.json': '{',
      'specs/a.json': { ...GOOD, info: { title: 'New', version: '2' } },
    });
    const ran = await run(['build'], { cwd: folder });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/Not built: b \(specs\/b\.json\)/);
    const after = filesIn(folder);
    expect(after.get('out/collections/b.postman_collection.json')).toBe(before);
    expect(after.get('out/collections/a.postman_collection.json')).toContain('"New"');
    expect(Object.keys(JSON.parse(after.get('out/manifest.json') ?? '').modules)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });
});
