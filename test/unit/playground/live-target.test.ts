import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveTarget } from '../../../src/playground-run/live-target.ts';
import { readSettings } from '../../../src/settings.ts';
import { temporaryFolder } from '../../command.ts';
import { serve } from '../../scenarios/loopback.ts';
import { writeFiles } from '../../scenarios/project.ts';

async function configOf(keys: readonly string[]) {
  const folder = temporaryFolder();
  const values = keys.map((key) => ({ key, value: '', enabled: true }));
  writeFiles(folder, { 'live.json': { name: 'live', values } });
  return { folder, config: (await readSettings({}, folder)).config };
}

const open = (values: { readonly [name: string]: string }, config: Parameters<typeof liveTarget>[0]) =>
  liveTarget(config, {
    environment: 'live.json',
    allowsWrites: false,
    readVariable: (name) => values[name],
  });

describe('a live target', () => {
  it('begins with the token that is given, and has no other without credentials', async () => {
    const { config } = await configOf(['base_url', 'access_token', 'location_id']);
    const values = { base_url: 'https://api.example/', access_token: 'a-token', location_id: 'loc' };
    const target = await open(values, config);
    expect([target.baseUrl, target.valueFor('access_token')]).toEqual(['https://api.example', 'a-token']);
    expect(target.secrets()).toContain('a-token');
    expect(await target.renew()).toBe(false);
  });

  it('gets a token with credentials, and another when it is refused; all are secrets', async () => {
    let given = 0;
    const origin = await serve((_request, response) => {
      given++;
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify({ access_token: `token-${given}`, refresh_token: `next-${given}`, expires_in: 5 }),
      );
    });
    const { config, folder } = await configOf(['base_url', 'access_token', 'location_id']);
    const credentials = { client_id: 'the-id', client_secret: 'the-secret', refresh_token: 'the-first' };
    const target = await open({ base_url: origin, location_id: 'loc', ...credentials }, config);
    expect(target.valueFor('access_token')).toBe('token-1');
    expect(await target.renew()).toBe(true);
    expect(target.valueFor('access_token')).toBe('token-2');
    expect(target.secrets()).toEqual(
      expect.arrayContaining(['the-secret', 'the-first', 'token-1', 'next-1', 'token-2', 'next-2']),
    );
    expect(existsSync(join(folder, '.hoopai-postman'))).toBe(true);
  });

  it.each([
    ['no token', { access_token: '' }, 'setting-missing'],
    ['a base URL with a password', { base_url: 'https://a:b@api.example' }, 'target-invalid'],
    ['a base URL that is none', { base_url: 'file:///etc' }, 'target-invalid'],
  ])('is not opened with %s', async (_name, values, code) => {
    const { config } = await configOf(['base_url', 'access_token', 'location_id']);
    const all = { base_url: 'https://api.example', access_token: 'a', location_id: 'l', ...values };
    await expect(open(all, config)).rejects.toMatchObject({ diagnostics: [{ code }] });
  });
});
