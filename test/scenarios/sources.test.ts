import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../command.ts';
import { build, codesOf, refersTo } from './build-json.ts';
import { serve } from './loopback.ts';
import { GOOD, writeFiles } from './project.ts';

describe.concurrent('specs come from', () => {
  const files = {
    'one/a.json': GOOD,
    'one/notes.txt': 'no spec',
    'two/b.yaml': JSON.stringify(GOOD),
    'two/deeper/not-taken.json': GOOD,
    'c.json': GOOD,
    '[draft].json': GOOD,
  };

  it.each<[string, readonly string[], readonly string[]]>([
    ['standard input', ['-'], ['stdin']],
    ['a glob', ['{one,two}/*.{json,yaml}'], ['a', 'b']],
    ['a glob of any depth', ['**/*.json'], ['a', 'c', 'draft', 'not-taken']],
    ['a folder: what is directly in it', ['two'], ['b']],
    ['a file whose name reads as a glob', ['[draft].json'], ['draft']],
    ['several places, each file once', ['c.json', 'one', '-', './one/*.json', 'c.json'], ['a', 'c', 'stdin']],
  ])('%s', async (_name, specs, want) => {
    const cwd = temporaryFolder();
    writeFiles(cwd, files);
    expect(await build(specs, { cwd, stdin: JSON.stringify(GOOD) })).toMatchObject({
      code: 0,
      modules: want,
      diagnostics: [],
    });
  });

  it.each([
    ['nothing', '', 'spec-empty'],
    ['no text', '\0\u0001', 'spec-binary'],
    ['half a document', '{"openapi": "3.0.3",', 'spec-syntax'],
  ])('standard input with %s is refused', async (_name, stdin, code) => {
    expect(await build(['-'], { stdin })).toMatchObject({ code: 2, diagnostics: [{ code, file: 'stdin' }] });
  });

  it('standard input and a file, references of the first taken from the working directory', async () => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'parts.json': { Boat: { type: 'string' } } });
    const built = await build(['-'], { cwd, stdin: JSON.stringify(refersTo('parts.json#/Boat')) });
    expect(built).toMatchObject({ code: 0, diagnostics: [] });
  });
});

describe.concurrent('a URL', () => {
  const YAML = JSON.stringify(refersTo('../common/parts.yaml#/Boat'));
  const asked = new Map<string, string | undefined>();
  let [origin, other] = ['', ''];
  beforeAll(async () => {
    other = await serve(({ url = '', headers }, response) => {
      asked.set(`other${url}`, headers.authorization);
      if (url === '/v2/far.json') response.end(JSON.stringify(refersTo('parts.yaml#/Boat')));
      else response.end(url.endsWith('.json') ? JSON.stringify(GOOD) : 'Boat: {type: string}');
    });
    origin = await serve(({ url = '', headers }, response) => {
      asked.set(url, headers.authorization);
      const redirect = (location: string, status = 302) => response.writeHead(status, { location }).end();
      if (url === '/moved.yaml') redirect('/again.yaml', 301);
      else if (url === '/again.yaml') redirect('/v1/boats.yaml', 307);
      else if (url === '/loop.yaml') redirect('/loop.yaml');
      else if (url === '/file.yaml') redirect('file:///etc/passwd');
      else if (url === '/latest/api') redirect('/v2/api.json');
      else if (url === '/v2/api.json')
        response.end(JSON.stringify(refersTo('common/x.json#/A', 'common/moved.json#/A', 'api.json#/info')));
      else if (url === '/v2/common/x.json') response.end('{"A": {"type": "string", "example": "Tern"}}');
      else if (url === '/v2/common/moved.json') redirect('/v3/deep/y.json');
      else if (url === '/v3/deep/y.json') response.end('{"A": {"$ref": "z.json#/A"}, "B": {"$ref": "#/A"}}');
      else if (url === '/v3/deep/z.json')
        response.end('{"A": {"type": "string", "example": "Skua"}, "B": {"$ref": "../../v2/api.json"}}');
      else if (url === '/latest.json') redirect('/v4/api.yaml');
      else if (url === '/v4/api.yaml') response.end(JSON.stringify(GOOD).replace('"openapi":', 'openapi: '));
      else if (url === '/yaml.json')
        response.end(`openapi: 3.0.3\ninfo: {title: T, version: "1"}\npaths: ${JSON.stringify(GOOD.paths)}`);
      else if (url === '/created.json') response.writeHead(201).end(JSON.stringify(GOOD));
      else if (url === '/refers-to-created.json')
        response.end(JSON.stringify(refersTo('created.json#/info')));
      else if (url === '/far/api') redirect(`${other}/v2/far.json`);
      else if (url === '/away.json') redirect(`${other}/boats.json`);
      else if (url === '/v1/boats.yaml') response.end(YAML);
      else if (url === '/common/parts.yaml') response.end('Boat: {type: string, example: Gull}');
      else if (url === '/page.json') response.end('<!doctype html><title>Sign in</title>');
      else if (url === '/broken.json') response.end('{"openapi": "3.0.3",\n "paths": ');
      else if (url === '/slow.json') response.writeHead(200).write('{');
      else if (url === '/big.json') response.end(' '.repeat(200_000));
      else if (url === '/cut.json')
        response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy());
      else if (url === '/elsewhere.json')
        response.end(JSON.stringify(refersTo(`${other}/parts.yaml#/Boat`, 'file:///etc/hosts.json')));
      else response.writeHead(404).end('no');
    });
  });

  it.each(['/v1/boats.yaml', '/moved.yaml'])('%s: references are relative to where it is', async (path) => {
    const built = await build([`${origin}${path}`]);
    expect(built).toMatchObject({ code: 0, modules: [path === '/moved.yaml' ? 'moved' : 'boats'] });
  });

  it('brings along what it refers to on the same server', async () => {
    const built = await build([`${origin}/v1/boats.yaml`]);
    expect(built).toMatchObject({ code: 0, modules: ['boats'], diagnostics: [] });
    expect(built.everything).toContain('Gull');
  });

  it('whose server redirects: references start from the address that answered', async () => {
    const built = await build([`${origin}/latest/api`]);
    expect(built).toMatchObject({ code: 0, modules: ['latest'], diagnostics: [] });
    expect(built.everything).toContain('Tern');
    expect(built.everything).toContain('Skua');
  });

  it.each(['/latest.json', '/yaml.json'])('%s: YAML behind a name that says JSON', async (path) => {
    expect(await build([`${origin}${path}`])).toMatchObject({ code: 0, diagnostics: [] });
  });

  it('whose server redirects to another: that one may be referred to', async () => {
    const built = await build([`${origin}/far/api`]);
    expect(built).toMatchObject({ code: 0, modules: ['far'], diagnostics: [] });
    expect(asked.has('other/v2/parts.yaml')).toBe(true);
  });

  it('may not refer to another server or a file', async () => {
    const built = await build([`${origin}/elsewhere.json`]);
    expect(codesOf(built)).toEqual(['reference-refused', 'reference-refused']);
    expect(asked.has('other/parts.yaml')).toBe(false);
  });

  it('may not refer to what is answered with another status', async () => {
    const { code, diagnostics } = await build([`${origin}/refers-to-created.json`]);
    expect({ code, diagnostics }).toMatchObject({ code: 0, diagnostics: [{ code: 'reference-unreadable' }] });
    expect(diagnostics[0]?.message).toContain('201');
  });

  it('tells its password to its own server only, and to nobody who reads along', async () => {
    const secret = origin.replace('//', '//harbour:hunter2@');
    const built = await build([`${secret}/away.json`, `${secret}/none.json`]);
    expect(built).toMatchObject({ code: 1, modules: ['away'] });
    expect(built.everything).not.toMatch(/hunter2|aGFyYm91cjpodW50ZXIy/);
    expect(asked.get('/away.json')).toMatch(/^Basic /);
    expect(asked.get('other/boats.json')).toBeUndefined();
  });

  it.each<[string, string, object, string, RegExp]>([
    ['another status', '/none.json', {}, 'spec-unreadable', /404/],
    ['another success', '/created.json', {}, 'spec-unreadable', /201/],
    ['an HTML page', '/page.json', {}, 'spec-html', /Sign in/],
    ['too many redirects', '/loop.yaml', { redirects: 2 }, 'spec-unreadable', /2 redirects/],
    ['a redirect to a file', '/file.yaml', {}, 'spec-unreadable', /file:/],
    ['a slow answer', '/slow.json', { downloadMs: 300 }, 'spec-unreadable', /0\.3 s/],
    ['an answer that breaks off', '/cut.json', {}, 'spec-unreadable', /closed/],
    ['a large answer', '/big.json', { specBytes: 100_000 }, 'spec-too-large', /100000/],
    ['broken JSON', '/broken.json', {}, 'spec-syntax', /line 2, column \d+/],
  ])('that gives %s is refused', async (_name, path, limits, code, want) => {
    const cwd = temporaryFolder();
    writeFiles(cwd, { 'hoopai-postman.config.json': { limits } });
    const built = await build([`${origin}${path}`], { cwd });
    expect(built).toMatchObject({ code: 2, diagnostics: [{ code, file: `${origin}${path}` }] });
    expect(built.diagnostics[0]?.message).toMatch(want);
  });
});
