import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Stop } from '../../../src/diagnostics/stop.ts';
import { type TokenKeeper, tokenKeeper } from '../../../src/smoke-run/token-keeper.ts';
import { temporaryFolder } from '../../command.ts';
import { serve } from '../../scenarios/loopback.ts';

const LIFE = 3_600;

interface Platform {
  readonly url: string;
  /** Refresh tokens in the order in which they were sent. */
  readonly spent: readonly string[];
}

/** Gives `a1` and `r1`, then `a2` and `r2`, and takes each refresh token once. `meanwhile`: before it answers. */
async function platform(
  answer: object = { expires_in: LIFE },
  meanwhile: (isUsed: boolean) => void = () => {},
): Promise<Platform> {
  const spent: string[] = [];
  const origin = await serve(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const token = new URLSearchParams(text).get('refresh_token') ?? '';
    const isUsed = spent.includes(token);
    spent.push(token);
    meanwhile(isUsed);
    const tokens = { access_token: `a${spent.length}`, refresh_token: `r${spent.length}`, ...answer };
    response.writeHead(isUsed ? 400 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(isUsed ? { message: `${token} was used` } : tokens));
  });
  return { url: `${origin}/oauth/token`, spent };
}

interface Keeping {
  readonly keeper: TokenKeeper;
  readonly pass: (seconds: number) => void;
}

function keeping(url: string, folder: string, first = 'r0', accessToken?: string): Keeping {
  let now = 0;
  const giver = { url, clientId: 'c', clientSecret: 's', refreshToken: first };
  const keeper = tokenKeeper(
    { ...giver, ...(accessToken !== undefined && { accessToken }) },
    { workingDirectory: folder, timeoutMs: 5_000, now: () => now },
  );
  return { keeper, pass: (seconds) => (now += seconds * 1000) };
}

const privateFolder = (folder: string) => join(folder, '.hoopai-postman');
const kept = (folder: string) =>
  readdirSync(privateFolder(folder)).filter((name) => name.startsWith('refresh-token-'));

describe('the token keeper', () => {
  it('gets a token, and keeps what the next is got with for its owner alone', async () => {
    const folder = temporaryFolder();
    const { url } = await platform();
    const { keeper } = keeping(url, folder);
    expect(await keeper.begin()).toBe('a1');
    const [name = ''] = kept(folder);
    expect(readFileSync(join(privateFolder(folder), name), 'utf8')).toBe('r1\n');
    expect(statSync(join(privateFolder(folder), name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(privateFolder(folder), '.gitignore'), 'utf8')).toBe('*\n');
    expect(keeper.secrets()).toEqual(['r0', 'a1', 'r1']);
  });

  it('renews once for all who ask, and only when the time is up', async () => {
    const { url, spent } = await platform();
    const { keeper, pass } = keeping(url, temporaryFolder());
    await keeper.begin();
    expect(await keeper.renew('a1')).toEqual({});
    pass(LIFE);
    const all = await Promise.all(Array.from({ length: 5 }, () => keeper.renew('a1')));
    expect(new Set(all.map(({ token }) => token))).toEqual(new Set(['a2']));
    expect(await keeper.renew('a1')).toEqual({ token: 'a2' });
    expect(spent).toEqual(['r0', 'r1']);
  });

  it('uses a token that was given until it is refused, and renews one without an end once', async () => {
    const { url, spent } = await platform({});
    const { keeper, pass } = keeping(url, temporaryFolder(), 'r0', 'given');
    expect([await keeper.begin(), spent]).toEqual(['given', []]);
    expect(await keeper.renew('given')).toEqual({ token: 'a1' });
    pass(LIFE);
    expect(await keeper.renew('a1')).toEqual({});
  });

  it('goes on where the run before ended, and begins anew with another first token', async () => {
    const folder = temporaryFolder();
    const { url, spent } = await platform();
    for (const first of ['r0', 'r0', 'other', 'r0']) await keeping(url, folder, first).keeper.begin();
    expect(spent).toEqual(['r0', 'r1', 'other', 'r2']);
    expect(kept(folder)).toHaveLength(2);
  });

  it('takes what a run beside it kept in the meantime', async () => {
    const folder = temporaryFolder();
    const keep = (token: string) => {
      const [name = ''] = kept(folder);
      writeFileSync(join(privateFolder(folder), name), `${token}\n`);
    };
    const { url, spent } = await platform({}, (isUsed) => isUsed && keep('r1'));
    await keeping(url, folder).keeper.begin();
    keep('r0');
    expect(await keeping(url, folder).keeper.begin()).toBe('a3');
    expect(spent).toEqual(['r0', 'r0', 'r1']);
  });

  it('uses no token up when it cannot keep the next', async () => {
    const folder = temporaryFolder();
    writeFileSync(privateFolder(folder), 'in the way');
    const { url, spent } = await platform();
    const failed = await keeping(url, folder)
      .keeper.begin()
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Stop);
    expect((failed as Stop).diagnostics).toMatchObject([
      { code: 'token-not-kept', args: { isUsedUp: false } },
    ]);
    expect(spent).toEqual([]);
  });

  it('gives no token whose successor it could not keep', async () => {
    const folder = temporaryFolder();
    const { url } = await platform({}, () => {
      rmSync(privateFolder(folder), { recursive: true });
      writeFileSync(privateFolder(folder), 'in the way');
    });
    const { keeper } = keeping(url, folder, 'r0', 'given');
    expect((await keeper.renew('given')).reason).toMatch(
      /\.hoopai-postman: the refresh token cannot be kept/,
    );
    expect(await keeper.renew('given')).toEqual({});
  });

  it('says in a run why there will be no token any more, and asks no more', async () => {
    const folder = temporaryFolder();
    const { url, spent } = await platform();
    const { keeper, pass } = keeping(url, folder);
    await keeper.begin();
    await keeping(url, folder).keeper.begin();
    const [name = ''] = kept(folder);
    writeFileSync(join(privateFolder(folder), name), 'r0\n');
    pass(LIFE);
    expect((await keeper.renew('a1')).reason).toContain('400: r0 was used');
    expect(await keeper.renew('a1')).toEqual({});
    expect(spent).toEqual(['r0', 'r1', 'r0']);
  });

  it.each<[string, object, string]>([
    ['no token', { access_token: undefined }, 'no access_token'],
    ['a token that no header can hold', { access_token: 'a\nb' }, 'no access_token'],
  ])('refuses an answer with %s', async (_name, answer, reason) => {
    const { url } = await platform(answer);
    const failed = await keeping(url, temporaryFolder())
      .keeper.begin()
      .catch((error: unknown) => error);
    expect((failed as Stop).diagnostics).toMatchObject([
      { code: 'token-refused', args: { reason: expect.stringContaining(reason) } },
    ]);
  });

  it('sends nothing where a redirect leads', async () => {
    const { url, spent } = await platform();
    const origin = await serve((_request, response) => response.writeHead(307, { Location: url }).end());
    const failed = await keeping(`${origin}/oauth/token`, temporaryFolder())
      .keeper.begin()
      .catch((error: unknown) => error);
    expect((failed as Stop).diagnostics).toMatchObject([{ args: { reason: 'the platform answered 307' } }]);
    expect(spent).toEqual([]);
  });
});
