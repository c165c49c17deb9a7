import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../command.ts';
import { filesIn, GOOD, writeFiles } from './project.ts';

const PATHS = [
  '../../x',
  '/etc/passwd',
  '..\\..\\x',
  'C:\\x',
  'CON',
  'a'.repeat(300),
  '😀',
  'a\0b',
  '',
  '.',
  '~/x',
];

/** A spec that gives a text wherever a name is asked for. */
const named = (name: string): object => ({
  ...GOOD,
  info: { title: name, version: name, description: name },
  servers: [{ url: name, description: name }],
  tags: [{ name, description: name }],
  paths: {
    '/boats': {
      get: {
        tags: [name],
        summary: name,
        operationId: name,
        description: name,
        security: [{ [name]: [name] }],
        parameters: [{ name, in: 'query', schema: { type: 'string', example: name } }],
        responses: {
          200: { description: name, content: { 'application/json': { example: { [name]: name } } } },
        },
      },
    },
  },
  components: { securitySchemes: { [name]: { type: 'apiKey', in: 'header', name } } },
});

/** File name -> the module that it becomes, where that matters. */
const FILES: readonly (readonly [file: string, module: string | RegExp])[] = [
  ['CON.json', 'con-spec'],
  ['aux.yaml', 'aux-spec'],
  ['lpt1 .json', 'lpt1-spec'],
  ['ＮＵＬ.json', 'nul-spec'],
  ['nul.tar.json', 'nul-tar'],
  ['..json', /^spec-[0-9a-f]{8}$/],
  ['😀.json', /^spec-[0-9a-f]{8}$/],
  ['😀😀.yaml', /^spec-[0-9a-f]{8}$/],
  [`${'n'.repeat(240)}.json`, /^n{71}-[0-9a-f]{8}$/],
  [`${'n'.repeat(241)}.json`, /^n{71}-[0-9a-f]{8}$/],
  ['Ümlaut & (1).json', 'umlaut-1'],
  ['two  words.json', 'two-words'],
  ['-rf.json', 'rf'],
  ['$(touch pwned).json', 'touch-pwned'],
  ['a\nb.json', 'a-b'],
  ['__proto__.json', 'proto'],
  ['constructor.json', 'constructor'],
];

/** What is no name on some system, or another name on another. */
function faultsOf(path: string): string[] {
  const parts = path.split('/');
  const faults = [
    [/^[a-z0-9/._-]+$/.test(path), 'characters'],
    [parts.every((part) => part !== '' && !part.startsWith('.') && !/[. ]$/.test(part)), 'dots'],
    [parts.every((part) => part.length <= 120), 'length'],
    [parts.every((part) => !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/.test(part)), 'a device of Windows'],
  ] as const;
  return faults.filter(([fine]) => !fine).map(([, fault]) => `${path}: ${fault}`);
}

describe.concurrent('names of files', () => {
  it('are safe on every system, and the same in every build', async () => {
    const folder = temporaryFolder();
    const work = join(folder, 'work');
    writeFiles(work, Object.fromEntries(FILES.map(([file]) => [`specs/${file}`, GOOD])));
    const before = [...filesIn(folder).keys()];
    // Hidden files are taken when they are named, not as part of a folder.
    const specs = ['--spec', 'specs', '--spec', 'specs/..json'];
    const { stdout, code } = await run(['build', '--json', ...specs], { cwd: work });
    expect({ code, diagnostics: JSON.parse(stdout).diagnostics }).toEqual({ code: 0, diagnostics: [] });
    const written = [...filesIn(join(work, 'out')).keys()];
    expect(written.flatMap(faultsOf)).toEqual([]);
    expect([...filesIn(folder).keys()].filter((file) => !file.startsWith('work/out/'))).toEqual(before);
    const modules = written.flatMap(
      (file) => /^collections\/(.*)\.postman_collection\.json$/.exec(file)?.[1] ?? [],
    );
    expect(modules).toHaveLength(FILES.length);
    for (const [file, want] of FILES) {
      const fits = modules.filter((module) =>
        typeof want === 'string' ? module === want : want.test(module),
      );
      expect(fits.length, file).toBeGreaterThan(0);
    }
  });

  it('that become one name are refused, the others are built', async () => {
    const cwd = temporaryFolder();
    const files = ['My API.json', 'my-api.yaml', 'MY_API.yml', 'Straße.json', 'STRASSE.json', 'other.json'];
    writeFiles(cwd, Object.fromEntries(files.map((file) => [`specs/${file}`, GOOD])));
    const { stdout, code } = await run(['build', '--json'], { cwd });
    expect(code).toBe(1);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; file: string }[] };
    expect(diagnostics.map((found) => [found.code, found.file])).toEqual(
      ['MY_API.yml', 'My API.json', 'my-api.yaml'].map((file) => [
        'module-name-taken',
        join(cwd, 'specs', file),
      ]),
    );
    expect([...filesIn(join(cwd, 'out/collections')).keys()]).toContain('other.postman_collection.json');
    expect([...filesIn(join(cwd, 'out/collections')).keys()]).toHaveLength(3);
  });

  it('are never chosen by what a spec says', async () => {
    const folder = temporaryFolder();
    const cwd = join(folder, 'work');
    writeFiles(cwd, Object.fromEntries(PATHS.map((name, index) => [`specs/m${index}.json`, named(name)])));
    const before = [...filesIn(folder).keys()];
    const { code, stdout } = await run(['build', '--json'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).modules).toHaveLength(PATHS.length);
    const want = PATHS.map((_name, index) => `work/out/collections/m${index}.postman_collection.json`);
    const added = [...filesIn(folder).keys()].filter((file) => !before.includes(file));
    expect(added.filter((file) => !/environments\/|manifest\.json/.test(file)).toSorted()).toEqual(
      want.toSorted(),
    );
    expect(added.flatMap((file) => faultsOf(file))).toEqual([]);
  });

  it('are not chosen by the name of an environment either', async () => {
    const cwd = temporaryFolder();
    for (const name of ['../../x', '/etc/x', 'a\0b', '..', 'CON/x']) {
      writeFiles(cwd, {
        'specs/a.json': GOOD,
        'hoopai-postman.config.json': { environments: { [name]: {} } },
      });
      const before = filesIn(cwd);
      expect(await run(['build', '--quiet'], { cwd }), name).toMatchObject({ code: 2 });
      expect(filesIn(cwd)).toEqual(before);
    }
  });
});

describe.concurrent('names that JavaScript knows', () => {
  it('are names like any other', async () => {
    const cwd = temporaryFolder();
    for (const name of ['__proto__', 'constructor', 'toString'])
      writeFiles(cwd, { [`specs/${name}.json`]: JSON.stringify(named('NAME')).replaceAll('NAME', name) });
    const { code, stdout } = await run(['build', '--json'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).diagnostics).toEqual([]);
    for (const [module, name] of [
      ['proto', '__proto__'],
      ['constructor', 'constructor'],
      ['tostring', 'toString'],
    ]) {
      const file = join(cwd, `out/collections/${module}.postman_collection.json`);
      const { item } = JSON.parse(readFileSync(file, 'utf8')) as {
        item: { name: string; item: Request[] }[];
      };
      expect(item).toMatchObject([
        { name, item: [{ name, request: { url: { query: [{ key: name, value: name }] } } }] },
      ]);
      expect(item[0]?.item[0]?.response[0]?.body).toBe(`{\n  "${name}": "${name}"\n}`);
    }
  });
});

interface Request {
  readonly response: readonly { readonly body: string }[];
}

describe.concurrent('texts of a spec', () => {
  it('say nothing to the terminal', async () => {
    const cwd = temporaryFolder();
    const nasty = '\u001b[31mred\u001b]0;title\u0007 \u202e \u009b2J \r gone \0 \u2028 \b';
    const parameters = [{ name: nasty, in: 'nowhere' }, { $ref: `#/${nasty}` }];
    const get = {
      operationId: nasty,
      summary: nasty,
      tags: [nasty],
      security: [{ [nasty]: [] }],
      parameters,
    };
    const spec = {
      ...GOOD,
      info: { title: nasty, version: nasty },
      paths: { [`/${nasty}/{x${nasty}}`]: { get } },
    };
    writeFiles(cwd, {
      'specs/a.json': spec,
      'specs/b.json': `{"openapi": "3.0.3", "paths": ${nasty}`,
      'specs/c.json': { openapi: nasty, paths: {} },
      'specs/d.json': `<html><title>${nasty.replace('\0', '')}</title>`,
      'specs/\u001b[31mred.json': { ...GOOD, paths: {} },
    });
    const runs = [
      ['build', '--verbose'],
      ['build', '--json'],
      ['build', '--strict', '--dry-run'],
      ['list'],
      ['list', 'a'],
      ['list', '--json'],
      ['build', nasty.replace('\0', '')],
      ['build', `--${nasty.replace('\0', '')}`],
      ['build', '--spec', `${nasty.replace('\0', '')}.json`],
      ['build', '--config', `${nasty.replace('\0', '')}.json`],
    ];
    const printed = await Promise.all(runs.map((args) => run(args, { cwd })));
    for (const [index, { stdout, stderr }] of printed.entries()) {
      const raw = [...stdout, ...stderr].filter(
        (character) => /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(character) && character !== '\n',
      );
      expect(raw, runs[index]?.join(' ')).toEqual([]);
      expect(stdout + stderr).toMatch(/\S/);
    }
  });
});
