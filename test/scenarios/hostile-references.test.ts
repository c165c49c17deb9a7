import type { IncomingHttpHeaders } from 'node:http';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../command.ts';
import { build, codesOf, refersTo } from './build-json.ts';
import { serve } from './loopback.ts';
import { writeFiles } from './project.ts';

interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

interface Recorder {
  readonly origin: string;
  readonly asked: readonly Asked[];
}

/** A server that writes down what it is asked for, and gives `planted`; `/to?URL` redirects there, `/loop` to itself. */
async function recorder(): Promise<Recorder> {
  const asked: Asked[] = [];
  const origin = await serve(({ url = '', headers }, response) => {
    asked.push({ path: url, headers });
    const [path, target = ''] = url.split('?');
    if (path === '/loop.json') response.writeHead(302, { location: '/loop.json' }).end();
    else if (path === '/to.json') response.writeHead(302, { location: decodeURIComponent(target) }).end();
    else if (path === '/endless.json') response.write('"'.padEnd(200_000, 'x'));
    else if (path === '/silent.json') response.flushHeaders();
    else response.end(JSON.stringify({ type: 'string', example: 'planted' }));
  });
  return { origin, asked };
}

/** A folder with a spec that has these references, and a config. */
function project(refs: readonly string[], config: object = {}): string {
  const cwd = temporaryFolder();
  writeFiles(cwd, { 'api.json': refersTo(...refs), 'hoopai-postman.config.json': config });
  return cwd;
}

describe.concurrent('references to servers', () => {
  it('of a local spec are not followed, and nobody is asked', async () => {
    const { origin, asked } = await recorder();
    const { port } = new URL(origin);
    const refs = [
      `${origin}/a.json`,
      `http://localhost:${port}/a.json`,
      `HTTP://127.0.0.1:${port}/a.json`,
      `//127.0.0.1:${port}/a.json`,
      `http:127.0.0.1:${port}/a.json`,
      `ftp://127.0.0.1:${port}/a.json`,
      `http://[::ffff:127.0.0.1]:${port}/a.json`,
      'file:///etc/passwd',
      'file:///etc/hosts.json',
      'data:application/json,{"type":"string"}',
      'javascript:process.exit(7)',
      '../../../../../../etc/passwd',
    ];
    const built = await build(['api.json'], { cwd: project(refs) });
    expect(built).toMatchObject({ code: 0, modules: ['api'] });
    expect(codesOf(built)).toEqual(refs.map(() => 'reference-refused'));
    expect(built.everything).not.toMatch(/planted|root:x:/);
    expect(asked).toEqual([]);
  });

  it('that a config allows by their host are followed there only, without credentials', async () => {
    const [allowed, other] = [await recorder(), await recorder()];
    const away = encodeURIComponent(`${other.origin}/a.json`);
    const refs = [`${allowed.origin}/a.json`, `${other.origin}/a.json`, `${allowed.origin}/to.json?${away}`];
    const map = { [`${allowed.origin}/`]: `${allowed.origin}/` };
    const built = await build(['api.json'], { cwd: project(refs, { references: { map } }) });
    expect(codesOf(built).toSorted()).toEqual(['reference-refused', 'reference-unreadable']);
    expect(built.diagnostics.map(({ message }) => message).join()).toContain('redirects to another');
    expect(built.everything).toContain('planted');
    expect([allowed.asked.length, other.asked.length]).toEqual([2, 0]);
    for (const { headers } of allowed.asked)
      expect(Object.keys(headers).filter((name) => /auth|cookie|key|token/.test(name))).toEqual([]);
  });

  it.each<[string, string, object, RegExp]>([
    ['redirects', 'loop.json', { redirects: 3 }, /more than 3 redirects/],
    ['size', 'endless.json', { specBytes: 100_000 }, /larger than 100000 bytes/],
    ['time', 'silent.json', { downloadMs: 300 }, /within 0\.3 s/],
  ])('are limited in %s', async (_name, path, limits, reason) => {
    const { origin } = await recorder();
    const cwd = project([`${origin}/${path}`], { limits, references: { map: { [origin]: origin } } });
    const built = await build(['api.json'], { cwd });
    expect(built).toMatchObject({ code: 0, diagnostics: [{ code: 'reference-unreadable' }] });
    expect(built.diagnostics[0]?.message).toMatch(reason);
  });

  it('are limited in number', async () => {
    const { origin, asked } = await recorder();
    const refs = Array.from({ length: 9 }, (_, index) => `${origin}/${index}.json`);
    const config = { limits: { referencedFiles: 4 }, references: { map: { [origin]: origin } } };
    const built = await build(['api.json'], { cwd: project(refs, config) });
    expect(codesOf(built)).toEqual(Array(5).fill('reference-limit'));
    expect(asked).toHaveLength(4);
  });
});

describe('references in circles', () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const chain = (length: number, link: (next: object) => object): object => ({
    S: ref('S0'),
    ...Object.fromEntries(Array.from({ length }, (_, at) => [`S${at}`, link(ref(`S${at + 1}`))])),
    [`S${length}`]: { type: 'string' },
  });
  const CIRCLES: { readonly [name: string]: object } = {
    'to-itself': { S: ref('S') },
    'to-one-another': { S: ref('B'), B: ref('C'), C: ref('S') },
    'to-what-it-is-part-of': { S: { type: 'object', properties: { next: ref('S') } } },
    'to-what-it-is-made-of': { S: { allOf: [ref('B')] }, B: { oneOf: [ref('S'), { type: 'string' }] } },
    'in-every-way': { S: { not: ref('S'), if: ref('S'), items: ref('S'), additionalProperties: ref('S') } },
    'in-a-chain-of-3000': chain(3_000, (next) => next),
    'twice-each': chain(40, (next) => ({ allOf: [next, next] })),
    'chosen-twice-each': chain(40, (next) => ({ oneOf: [next, next], anyOf: [next, next] })),
    'required-twice-each': chain(40, (next) => ({ required: ['a', 'b'], properties: { a: next, b: next } })),
  };

  it('and in numbers that double at every step end, all in one build', async () => {
    const cwd = temporaryFolder();
    for (const [name, schemas] of Object.entries(CIRCLES))
      writeFiles(cwd, {
        [`specs/${name}.json`]: { ...refersTo('#/components/schemas/S'), components: { schemas } },
      });
    const built = await build(['specs'], { cwd });
    expect(built).toMatchObject({ code: 0, modules: Object.keys(CIRCLES).toSorted() });
    const circular = built.diagnostics.filter(({ code }) => code === 'reference-circular');
    const names = circular.map(({ file = '' }) => basename(file, '.json'));
    expect([...new Set(names)]).toEqual(['to-itself', 'to-one-another']);
  });
});
