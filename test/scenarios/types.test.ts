import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { describeWithShared, SHARED } from '../shared.ts';
import { hostileSpec } from './hostile-spec.ts';
import { filesIn, writeFiles } from './project.ts';

const exec = promisify(execFile);
const TSC = join(ROOT, 'node_modules', 'ts7', 'bin', 'tsc');
const OLD = {
  swagger: '2.0',
  info: { title: 'Boats', version: '1' },
  definitions: { Boat: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
  paths: {
    '/boats': {
      get: {
        operationId: 'listBoats',
        responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/Boat' } } },
      },
    },
  },
};
const USE = `import type { components, paths } from './out/types/boats.js';
type Answer = paths['/boats']['get']['responses']['200']['content'];
export const boat: components['schemas']['Boat'] = { name: 'Erna' };
export const answer: Answer[keyof Answer] = boat;
// @ts-expect-error a boat has a name
export const nameless: components['schemas']['Boat'] = {};
`;

/** What TypeScript's compiler says of files, by pattern; empty: nothing. */
async function compile(folder: string, include: readonly string[]): Promise<string> {
  const compilerOptions = { strict: true, noEmit: true, types: [], target: 'ES2022', module: 'NodeNext' };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
  return exec(process.execPath, [TSC, '-p', folder]).then(
    ({ stdout }) => stdout,
    (error: { readonly stdout: string }) => error.stdout,
  );
}

describe('types', () => {
  const folder = temporaryFolder();
  const types = (...args: readonly string[]) => run(['types', ...args], { cwd: folder });
  const check = (...args: readonly string[]) => run(['check', ...args], { cwd: folder });

  beforeAll(async () => {
    cpSync(join(ROOT, 'specs'), join(folder, 'specs'), { recursive: true });
    writeFiles(folder, { 'specs/hostile.json': hostileSpec(), 'specs/boats.json': OLD, 'use.ts': USE });
    await run(['build', '--quiet', 'boats', 'contacts'], { cwd: folder });
    expect((await types()).code).toBe(0);
  });

  it('compile under strict, say what a Swagger 2 spec says, and let no text of a spec out', async () => {
    expect([...filesIn(join(folder, 'out', 'types')).keys()]).toEqual(
      [
        'boats',
        'calendars',
        'contacts',
        'conversations',
        'hostile',
        'locations',
        'manifest',
        'oauth',
        'opportunities',
        'webhooks',
      ].map((name) => (name === 'manifest' ? 'manifest.json' : `${name}.ts`)),
    );
    expect(await compile(folder, ['out/types', 'use.ts'])).toBe('');
    const hostile = readFileSync(join(folder, 'out', 'types', 'hostile.ts'), 'utf8');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there.
    expect(hostile).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
  });

  it('are the same bytes each time, and those of one module leave the others alone', async () => {
    const before = filesIn(join(folder, 'out', 'types'));
    const again = await types('contacts', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({
      modules: ['contacts'],
      changes: { written: [], unchanged: ['types/contacts.ts', 'types/manifest.json'], removed: [] },
    });
    expect(filesIn(join(folder, 'out', 'types'))).toEqual(before);
  });

  it('belong to the check', async () => {
    const path = join(folder, 'out', 'types', 'boats.ts');
    const text = readFileSync(path, 'utf8');
    expect(await check('boats')).toMatchObject({ code: 0, stdout: '' });
    expect(await check('boats', '--full')).toMatchObject({ code: 0, stdout: '' });
    writeFileSync(path, `${text}// mine\n`);
    expect(await check('boats')).toMatchObject({ code: 1, stdout: 'types boats  edited by hand\n' });
    rmSync(path);
    expect(await check('boats')).toMatchObject({ code: 1, stdout: 'types boats  missing\n' });
    writeFileSync(path, text);
    writeFiles(folder, { 'specs/boats.json': JSON.stringify(OLD).replace('"name":{', '"title":{') });
    const changed = await check('boats');
    expect(changed.stdout.split('\n')).toEqual(['boats        changed', 'types boats  changed', '']);
    expect(changed.stderr).toContain('hoopai-postman build and hoopai-postman types');
    writeFiles(folder, { 'specs/boats.json': OLD });
  });

  it('keep what a person wrote', async () => {
    const path = join(folder, 'out', 'types', 'boats.ts');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, 'mine\n');
    expect((await types('boats')).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readFileSync(join(folder, 'out', 'edited', 'types', 'boats.ts'), 'utf8')).toBe('mine\n');
    const other = temporaryFolder();
    writeFiles(other, { 'specs/boats.json': OLD, 'out/types/boats.ts': 'mine\n' });
    const refused = await run(['types', '--json'], { cwd: other });
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stdout).diagnostics[0].code).toBe('foreign-file-in-the-way');
    expect(filesIn(join(other, 'out'))).toEqual(new Map([['types/boats.ts', 'mine\n']]));
  });

  it('refuse a manifest that leads elsewhere', async () => {
    const other = temporaryFolder();
    const entry = { hash: '0'.repeat(64) };
    writeFiles(other, {
      'specs/boats.json': OLD,
      'out/types/manifest.json': { generator: 'x', files: { 'types/../../specs/boats.json': entry } },
    });
    const refused = await run(['types', '--json'], { cwd: other });
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stdout).diagnostics[0].code).toBe('manifest-unreadable');
  });
});

describeWithShared('types of the real modules', () => {
  it('compile under strict, all of them', async () => {
    const folder = temporaryFolder();
    const ran = await run(['types', '--spec', join(SHARED, 'specs/hoopai/apps/*.json'), '--json'], {
      cwd: folder,
    });
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout).modules).toHaveLength(41);
    expect(await compile(folder, ['out/types'])).toBe('');
  });
});
