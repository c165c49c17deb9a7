import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/report.ts';
import { ROOT, type Run, run, temporaryFolder } from '../command.ts';
import { filesIn, writeFiles } from './project.ts';
import { type Meddle, type ProxiedMock, proxiedMock } from './proxied-mock.ts';

const NEWMAN = join(ROOT, 'node_modules', 'newman', 'bin', 'newman.js');
const CLIENT = { client_id: 'client-Zq8/x+Y7', client_secret: 'secret~998877=' };
const TOKEN = '/oauth/token';
const SOME: readonly string[] = ['oauth', 'opportunities'];

interface Live {
  readonly folder: string;
  readonly mock: ProxiedMock;
  /** What the platform gave when the app was installed. */
  readonly first: string;
  readonly smoke: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Run>;
}

/** A live target that takes no tokens but its own. */
async function live(flags: readonly string[], meddle?: Meddle, modules = SOME): Promise<Live> {
  const folder = temporaryFolder();
  expect(await run(['build', ...modules, '--quiet'], { cwd: folder })).toMatchObject({ code: 0 });
  const mock = await proxiedMock(folder, meddle, ['--strict-tokens', ...flags]);
  const first = (await askToken(mock, { grant_type: 'authorization_code', code: 'install-1' })).refresh_token;
  const env = {
    ACCESS_TOKEN: '',
    CLIENT_ID: CLIENT.client_id,
    CLIENT_SECRET: CLIENT.client_secret,
    REFRESH_TOKEN: first,
    LOCATION_ID: 'loc-live',
    BASE_URL: mock.url,
  };
  return {
    folder,
    mock,
    first,
    smoke: (args, more = {}) =>
      run(['smoke', '--env', 'production', ...args], { cwd: folder, env: { ...env, ...more } }),
  };
}

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

async function askToken({ url }: ProxiedMock, grant: { readonly [name: string]: string }): Promise<Tokens> {
  const response = await fetch(url + TOKEN, {
    method: 'POST',
    body: new URLSearchParams({ ...CLIENT, ...grant }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Tokens;
}

/** What the target gave so far, in order. */
const given = ({ seen }: ProxiedMock): readonly Tokens[] =>
  seen
    .filter(({ path, status }) => path === TOKEN && status === 200)
    .map(({ text }) => JSON.parse(text) as Tokens);

const statuses = ({ seen }: ProxiedMock) =>
  seen.filter(({ path }) => path === TOKEN).map(({ status }) => status);

const keptIn = (folder: string): readonly string[] =>
  [...filesIn(join(folder, '.hoopai-postman'))]
    .filter(([name]) => name.startsWith('refresh-token-'))
    .map(([, text]) => text.trim());

function expectNowhere(secrets: readonly string[], folder: string, ...said: readonly string[]): void {
  const shared = [...filesIn(folder)].filter(([path]) => !path.startsWith('.hoopai-postman/'));
  const texts = [...said, ...shared.map(([, text]) => text)];
  for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
}

describe('smoke with CLIENT_ID, CLIENT_SECRET and REFRESH_TOKEN', () => {
  it('goes on when the access token expires in the midst of it, and shows no token anywhere', async () => {
    const { folder, mock, smoke } = await live(['--token-life', '2', '--latency', '150'], undefined, []);
    const ran = await smoke(['--concurrency', '2', '--json']);
    expect(ran.code, ran.stderr).toBe(0);
    const { totals, modules } = JSON.parse(ran.stdout) as RunReport;
    expect(totals).toMatchObject({ failed: 0 });
    expect(totals.sent).toBeGreaterThan(20);
    expect(mock.seen.filter(({ status }) => status === 401).length).toBeGreaterThan(0);
    expect(modules.flatMap(({ requests }) => requests).some(({ retries }) => retries > 0)).toBe(true);
    // The install, the beginning, and once at least in between; no refresh token was sent twice.
    expect(statuses(mock).length).toBeGreaterThanOrEqual(3);
    expect(new Set(statuses(mock))).toEqual(new Set([200]));
    expect(keptIn(folder)).toEqual([given(mock).at(-1)?.refresh_token]);
    const tokens = given(mock).flatMap(({ access_token, refresh_token }) => [access_token, refresh_token]);
    expectNowhere([...tokens, ...Object.values(CLIENT)], folder, ran.stdout, ran.stderr);
  });

  it('goes on from the kept refresh token in the next run, and begins anew with a new one', async () => {
    const { folder, mock, smoke } = await live([]);
    for (const _run of [1, 2]) expect(await smoke(['opportunities', '--quiet'])).toMatchObject({ code: 0 });
    expect(keptIn(folder)).toEqual([given(mock).at(-1)?.refresh_token]);
    const again = await askToken(mock, { grant_type: 'authorization_code', code: 'install-2' });
    expect(await smoke(['opportunities', '--quiet'], { REFRESH_TOKEN: again.refresh_token })).toMatchObject({
      code: 0,
    });
    expect(keptIn(folder)).toHaveLength(2);
    expect(new Set(statuses(mock))).toEqual(new Set([200]));
  });

  it('takes them from .env, and uses an ACCESS_TOKEN that is given until it is refused', async () => {
    const { folder, mock, first, smoke } = await live([]);
    writeFiles(folder, {
      '.env': `CLIENT_ID=${CLIENT.client_id}\nCLIENT_SECRET=${CLIENT.client_secret}\nREFRESH_TOKEN=${first}\n`,
    });
    const unset = { CLIENT_ID: '', CLIENT_SECRET: '', REFRESH_TOKEN: '' };
    const valid = given(mock)[0]?.access_token ?? '';
    expect(await smoke(['opportunities', '--quiet'], { ...unset, ACCESS_TOKEN: valid })).toMatchObject({
      code: 0,
    });
    expect(statuses(mock)).toHaveLength(1);
    expect(
      await smoke(['opportunities', '--quiet'], { ...unset, ACCESS_TOKEN: 'of-yesterday' }),
    ).toMatchObject({
      code: 0,
    });
    expect(statuses(mock)).toHaveLength(2);
  });

  it('does not begin when the refresh token is refused, and says so without it', async () => {
    const { folder, smoke, first } = await live([]);
    const ran = await smoke(['opportunities'], { REFRESH_TOKEN: 'never-given-1234' });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('token-refused');
    expectNowhere(['never-given-1234', first, ...Object.values(CLIENT)], folder, ran.stdout, ran.stderr);
  });

  it('stops when the platform gives no token any more, and says why', async () => {
    let asked = 0;
    const { smoke } = await live([], (request, response) => {
      if (request.url !== TOKEN || ++asked === 1) return false;
      response.writeHead(401, { 'Content-Type': 'application/json' }).end('{"message":"uninstalled"}');
      return true;
    });
    const ran = await smoke(['opportunities', '--json'], { ACCESS_TOKEN: 'of-yesterday' });
    expect(ran.code).toBe(1);
    const { state, reason } = JSON.parse(ran.stdout) as RunReport;
    expect({ state, reason }).toEqual({
      state: 'stopped',
      reason: expect.stringContaining('401: uninstalled'),
    });
    expect(asked).toBe(2);
  });
});

describe('collections built with refreshTokens', () => {
  const built = async (): Promise<Live> => {
    const target = await live([]);
    writeFiles(target.folder, { 'hoopai-postman.config.json': { refreshTokens: true } });
    expect(await run(['build', ...SOME, '--quiet'], { cwd: target.folder })).toMatchObject({ code: 0 });
    return target;
  };

  it('hold the variables that it takes, without values', async () => {
    const { folder } = await built();
    const text = filesIn(folder).get('out/environments/production.postman_environment.json') ?? '';
    const { values } = JSON.parse(text) as { values: { key: string; value: string; type: string }[] };
    expect(values.filter(({ key }) => /client|refresh|expires/.test(key))).toEqual(
      [
        ['client_id', 'default'],
        ['client_secret', 'secret'],
        ['refresh_token', 'secret'],
        ['access_token_expires_at', 'default'],
      ].map(([key, type]) => ({ key, value: '', type, enabled: true })),
    );
  });

  it('renew an expired token once in Newman, before it is used, and print none', async () => {
    const { folder, mock, first } = await built();
    const { code, said, exported } = await newman(folder, 'opportunities', {
      ...CLIENT,
      base_url: mock.url,
      location_id: 'loc',
      access_token: 'expired-token-1',
      refresh_token: first,
      access_token_expires_at: '2020-01-01T00:00:00.000Z',
    });
    expect(code, said).toBe(0);
    expect(mock.seen.filter(({ status }) => status === 401)).toEqual([]);
    expect(statuses(mock)).toEqual([200, 200]);
    const { access_token, refresh_token } = given(mock)[1] ?? ({} as Tokens);
    expect(exported.environment).toMatchObject({ access_token, refresh_token });
    expect(Date.parse(exported.environment['access_token_expires_at'] ?? '')).toBeGreaterThan(Date.now());
    for (const secret of [access_token, refresh_token, first, ...Object.values(CLIENT)]) {
      expect(said).not.toContain(secret);
      expect(exported.collection).not.toContain(secret);
    }
  });

  it('leave a token alone that is valid, or of which nobody knows when it ends', async () => {
    const { folder, mock, first } = await built();
    const valid = given(mock)[0]?.access_token ?? '';
    const values = {
      ...CLIENT,
      base_url: mock.url,
      location_id: 'loc',
      access_token: valid,
      refresh_token: first,
    };
    const later = { access_token_expires_at: '2999-01-01T00:00:00.000Z' };
    for (const more of [{}, later])
      expect(await newman(folder, 'opportunities', { ...values, ...more })).toMatchObject({ code: 0 });
    expect(statuses(mock)).toEqual([200]);
  });

  it('ask once when the platform refuses, and say so', async () => {
    const { folder, mock } = await built();
    const { code, said } = await newman(folder, 'opportunities', {
      ...CLIENT,
      base_url: mock.url,
      location_id: 'loc',
      access_token: 'expired-token-1',
      refresh_token: 'never-given-1234',
      access_token_expires_at: '2020-01-01T00:00:00.000Z',
    });
    expect(code).toBe(1);
    expect(statuses(mock)).toEqual([200, 400]);
    expect(said).toContain('The access token was not renewed: the platform answered 400, without a token.');
    expect(said).not.toContain('never-given-1234');
  });

  it('keep the tokens of a token request in the environment, not in the collection', async () => {
    const { folder, mock } = await built();
    const { exported } = await newman(folder, 'oauth', { ...CLIENT, base_url: mock.url, location_id: 'loc' });
    const { access_token, refresh_token } = given(mock)[1] ?? ({} as Tokens);
    expect(exported.environment).toMatchObject({ access_token, refresh_token });
    expect(exported.collection).not.toMatch(/mock-(access|refresh)-/);
  });
});

interface NewmanRun {
  readonly code: number;
  readonly said: string;
  readonly exported: {
    readonly environment: { readonly [name: string]: string };
    readonly collection: string;
  };
}

function newman(
  folder: string,
  module: string,
  values: { readonly [name: string]: string },
): Promise<NewmanRun> {
  const set = Object.entries(values).flatMap(([name, value]) => ['--env-var', `${name}=${value}`]);
  const files = [
    `out/collections/${module}.postman_collection.json`,
    ...['-e', 'out/environments/production.postman_environment.json'],
    ...['--export-environment', 'environment.json', '--export-collection', 'collection.json'],
  ];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [NEWMAN, 'run', ...files, ...set],
      { cwd: folder },
      (error, stdout, stderr) => {
        const text = readFileSync(join(folder, 'environment.json'), 'utf8');
        const { values: found } = JSON.parse(text) as { values: { key: string; value: string }[] };
        resolve({
          code: error === null ? 0 : Number(error.code),
          // Newman breaks a long line of the console in its midst.
          said: (stdout + stderr).replaceAll(/\n *│ ?/g, ''),
          exported: {
            environment: Object.fromEntries(found.map(({ key, value }) => [key, value])),
            collection: readFileSync(join(folder, 'collection.json'), 'utf8'),
          },
        });
      },
    );
  });
}
