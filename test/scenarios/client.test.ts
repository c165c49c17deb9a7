import { execFile, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hoopai } from '../../src/config/profiles/hoopai.ts';
import { type MockOptions, type RunningMock, startMock } from '../../src/mock/serve-mock.ts';
import { readSettings } from '../../src/settings.ts';
import { readApis } from '../../src/sources.ts';
import { ROOT, run, temporaryFolder } from '../command.ts';
import { serve as serveLoopback } from './loopback.ts';
import { filesIn } from './project.ts';

const exec = promisify(execFile);
const hasPython = spawnSync('python3', ['--version']).status === 0;
const folder = temporaryFolder();
const mocks: RunningMock[] = [];
const env: NodeJS.ProcessEnv = {};

async function* nothing(): AsyncGenerator<Uint8Array> {}

beforeAll(async () => {
  cpSync(join(ROOT, 'specs'), join(folder, 'specs'), { recursive: true });
  cpSync(join(ROOT, 'test', 'fixtures', 'clients'), folder, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const { config } = await readSettings({}, folder);
  const { value } = await readApis(config, nothing(), ['contacts', 'locations', 'oauth']);
  const serve = async (more: Partial<MockOptions>): Promise<string> => {
    const tokens = { life: 60, strict: false };
    const common = {
      host: '127.0.0.1',
      port: 0,
      latencyMs: 0,
      failRate: 0,
      seed: 1,
      tokens,
      profile: hoopai,
    };
    const mock = await startMock(value.apis, { ...common, now: () => performance.now(), ...more });
    mocks.push(mock);
    return mock.url;
  };
  const elsewhere = await serveLoopback((request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ token: request.headers.authorization ?? null }));
  });
  const astray = await serveLoopback((_request, response) =>
    response.writeHead(302, { Location: elsewhere }).end(),
  );
  Object.assign(env, {
    ...process.env,
    ACCESS_TOKEN: 'a-token',
    LOCATION_ID: 'loc-1',
    BASE_URL: await serve({}),
    STRICT_URL: await serve({ tokens: { life: 60, strict: true } }),
    LEADING_ASTRAY_URL: astray,
    LIMITED_URL: await serve({ rateLimit: { requests: 1, perMs: 1000 } }),
  });
});

afterAll(() => Promise.all(mocks.map((mock) => mock.close())));

/** The same calls in each language, with the same outcomes. */
function expectServed(results: unknown): void {
  expect(results).toEqual({
    created: 3,
    pages: [1, 1],
    updated: 'Nora',
    located: true,
    nowhere: true,
    gone: { status: 404, traced: true, message: expect.any(String) },
    unauthorised: { status: 401, traced: true, message: expect.stringContaining('token') },
    malformed: {
      status: expect.toBeOneOf([400, 422]),
      traced: true,
      message: expect.stringContaining('firstName'),
    },
    patient: [200, 200],
    // A redirect to another host is followed without the token.
    astray: { token: null },
    hasty: { status: 429, traced: true, message: expect.any(String) },
  });
}

describe('client ts', () => {
  it('compiles under strict with what uses it, and does what the API needs', async () => {
    expect((await run(['client', 'ts', 'contacts', 'locations'], { cwd: folder })).code).toBe(0);
    const compilerOptions = {
      strict: true,
      noUncheckedIndexedAccess: true,
      types: ['node'],
      target: 'ES2023',
      module: 'NodeNext',
    };
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const tsc = join(ROOT, 'node_modules', 'ts7', 'bin', 'tsc');
    const compiled = await exec(process.execPath, [tsc, '-p', folder]).catch((error) => error);
    expect(compiled.stdout).toBe('');
    const { stdout } = await exec(process.execPath, ['use.js'], { cwd: folder, env });
    expectServed(JSON.parse(stdout));
  });

  it('is for the modules that were asked for, and the same bytes each time', async () => {
    const out = join(folder, 'out2');
    await run(['client', 'ts', '--out', out, 'contacts', 'locations'], { cwd: folder });
    await run(['client', 'ts', '--out', out, 'contacts'], { cwd: folder });
    const files = filesIn(join(out, 'clients', 'ts'));
    expect([...files.keys()]).toEqual(['client.ts', 'manifest.json', 'operations.json', 'types/contacts.ts']);
    const table = JSON.parse(files.get('operations.json') ?? '').modules;
    expect(Object.keys(table)).toEqual(['contacts']);
    expect(table.contacts['POST /contacts/']).toEqual({
      version: '2021-07-28',
      fills: [{ in: 'body', name: 'locationId', variable: 'location_id', environment: 'LOCATION_ID' }],
    });
    const again = await run(['client', 'ts', '--out', out, 'contacts', '--json'], { cwd: folder });
    expect(JSON.parse(again.stdout).changes).toMatchObject({ written: [], removed: [] });
  });

  it('keeps a copy of what a person made of it', async () => {
    const file = join(folder, 'out2', 'clients', 'ts', 'client.ts');
    writeFileSync(file, 'mine\n');
    await run(['client', 'ts', '--out', 'out2', 'contacts'], { cwd: folder });
    expect(readFileSync(join(folder, 'out2', 'edited', 'clients', 'ts', 'client.ts'), 'utf8')).toBe('mine\n');
    expect(readFileSync(file, 'utf8')).toContain('createClient');
  });
});

describe.runIf(hasPython)(
  hasPython ? 'client python' : 'client python (not run: there is no python3)',
  () => {
    it('does what the API needs', async () => {
      expect((await run(['client', 'python', 'contacts', 'locations'], { cwd: folder })).code).toBe(0);
      const { stdout } = await exec('python3', ['-W', 'error', 'use.py'], { cwd: folder, env });
      expectServed(JSON.parse(stdout));
    });
  },
);

describe('client', () => {
  it.each([
    [['client'], 'none was named'],
    [['client', 'ruby'], 'found ruby'],
  ])('of %j is refused', async (args, said) => {
    const { code, stdout } = await run([...args, '--json'], { cwd: folder });
    expect(code).toBe(2);
    expect(JSON.parse(stdout).diagnostics[0]).toMatchObject({
      code: 'usage-invalid',
      message: expect.stringContaining(said),
    });
  });
});
