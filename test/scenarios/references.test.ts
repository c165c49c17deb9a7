import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../command.ts';
import { type Built, build, codesOf, refersTo } from './build-json.ts';
import { writeFiles } from './project.ts';

const SECRET = { type: 'string', example: 'planted-secret' };

interface More {
  readonly files?: { readonly [path: string]: unknown };
  readonly args?: readonly string[];
}

/** `work` is where the command runs, `work/a/specs` holds the spec, so that `work/a` is its parent. */
async function buildWith(refs: readonly string[], { files = {}, args = [] }: More = {}): Promise<Built> {
  const folder = temporaryFolder();
  writeFiles(folder, {
    'work/a/specs/api.json': refersTo(...refs.map((ref) => ref.replace('{folder}', folder))),
    'work/a/specs/own.yaml': 'type: string',
    'work/a/beside.json': { type: 'string' },
    'work/common.yml': 'type: string',
    'work/a/specs/notes.txt': JSON.stringify(SECRET),
    'outside/x.json': SECRET,
    ...files,
  });
  symlinkSync(join(folder, 'outside/x.json'), join(folder, 'work/a/specs/link.json'));
  symlinkSync(join(folder, 'outside'), join(folder, 'work/a/specs/linked'));
  mkdirSync(join(folder, 'work/a/specs/folder.json'));
  return build(['a/specs/api.json', ...args], { cwd: join(folder, 'work') });
}

describe.concurrent('references of a local spec', () => {
  it('reach its folder, the parent and the working directory', async () => {
    const refs = ['own.yaml', '../beside.json', '../%62eside.json', '../../common.yml'];
    expect(await buildWith(refs)).toMatchObject({ code: 0, diagnostics: [] });
  });

  it('reach nothing else: each is told, the module is built without', async () => {
    const table: readonly (readonly [ref: string, code: string])[] = [
      ['{folder}/outside/x.json', 'reference-refused'],
      ['file://{folder}/outside/x.json', 'reference-refused'],
      ['http://127.0.0.1:1/x.json', 'reference-refused'],
      ['//127.0.0.1/x.json', 'reference-refused'],
      ['../../../outside/x.json', 'reference-refused'],
      ['..%2f..%2f..%2foutside/x.json', 'reference-refused'],
      ['..\\..\\..\\outside\\x.json', 'reference-not-found'],
      ['link.json', 'reference-refused'],
      ['linked/x.json', 'reference-refused'],
      ['notes.txt', 'reference-refused'],
      ['own.yaml%00.json', 'reference-refused'],
      ['folder.json', 'reference-unreadable'],
      ['none.json', 'reference-not-found'],
      ['own.yaml#/none', 'reference-not-found'],
    ];
    const built = await buildWith(table.map(([ref]) => ref));
    expect(built).toMatchObject({ code: 0, modules: ['api'] });
    const told = table.map((_row, index) => {
      const pointer = `/paths/~1boats/get/responses/${200 + index}/content/application~1json/schema/$ref`;
      return built.diagnostics.filter((found) => found.pointer === pointer).map(({ code }) => code);
    });
    expect(told).toEqual(table.map(([, code]) => [code]));
    expect(built.everything).not.toContain('planted-secret');
  });

  const config = (references: object): More => ({
    files: { 'work/hoopai-postman.config.json': { references } },
  });
  const MAPPED = 'https://harbour.example/schemas/x.json';
  it.each<[string, string, More]>([
    ['--ref-root', '../../../outside/x.json', { args: ['--ref-root ../outside'] }],
    ['--ref-root, through a link', 'linked/x.json', { args: ['--ref-root ../outside'] }],
    ['references.roots', '../../../outside/x.json', config({ roots: ['../outside'] })],
    ['references.map', MAPPED, config({ map: { 'https://harbour.example/schemas/': '../outside/' } })],
  ])('reach further with %s', async (_name, ref, more) => {
    const built = await buildWith([ref], more);
    expect(codesOf(built)).toEqual([]);
    expect(built.everything).toContain('planted-secret');
  });

  it('have their faults told in the file that holds them', async () => {
    const parts = 'Boat:\n  type: object\n  properties:\n    berth: {type: integer, example: one}\n';
    const built = await buildWith(['parts.yaml#/Boat'], { files: { 'work/a/specs/parts.yaml': parts } });
    const found = built.diagnostics.find(({ code }) => code === 'example-contradicts-schema');
    expect(found).toMatchObject({
      file: expect.stringMatching(/parts\.yaml$/),
      pointer: '/Boat/properties/berth/example',
      line: 4,
    });
  });
});
