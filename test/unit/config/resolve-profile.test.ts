import { describe, expect, it } from 'vitest';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { resolveProfile, secretVariables } from '../../../src/config/resolve-profile.ts';

describe('resolveProfile', () => {
  it('is hoopai by default and by name', () => {
    expect(resolveProfile(undefined)).toBe(hoopai);
    expect(resolveProfile('hoopai')).toBe(hoopai);
  });

  it('knows nothing of the platform in a profile of one’s own', () => {
    expect(resolveProfile({})).toEqual({
      name: 'custom',
      baseUrl: { variable: 'base_url' },
      auth: { type: 'bearer', token: 'access_token' },
      openOperations: [],
      variables: [],
      headers: [{ name: 'Authorization', action: 'drop' }],
    });
  });

  it('extends a profile key by key, and lists by name', () => {
    const profile = resolveProfile({
      extends: 'hoopai',
      name: 'mine',
      baseUrl: { value: 'https://mine.example' },
      openOperations: ['GET /ping', 'POST /oauth/token'],
      variables: [{ name: 'company_id' }, { name: 'location_id', value: 'L1' }],
      headers: [
        { name: 'authorization', action: 'set', value: '{{x}}' },
        { name: 'Channel', action: 'set', value: 'APP' },
      ],
      traceField: 'requestId',
    });
    expect(profile.name).toBe('mine');
    expect(profile.baseUrl).toEqual({ variable: 'base_url', value: 'https://mine.example' });
    expect(profile.auth).toEqual(hoopai.auth);
    expect(profile.openOperations).toEqual(['POST /oauth/token', 'GET /ping']);
    expect(profile.variables.map(({ name, value }) => [name, value])).toEqual([
      ['location_id', 'L1'],
      ['company_id', ''],
    ]);
    expect(profile.headers).toEqual([
      { name: 'authorization', action: 'set', value: '{{x}}' },
      { name: 'Channel', action: 'set', value: 'APP' },
    ]);
    expect(profile.rateLimit).toEqual(hoopai.rateLimit);
    expect(profile.traceField).toBe('requestId');
  });

  it('lets a variable fill its own name and the camelCase form unless told otherwise', () => {
    const { variables } = resolveProfile({ variables: [{ name: 'tenant_id' }, { name: 'x', fills: ['y'] }] });
    expect(variables.map(({ fills }) => fills)).toEqual([['tenant_id', 'tenantId'], ['y']]);
  });

  it('names the variables of tokens after RFC 6749 unless told otherwise, and has none for an auth without a token', () => {
    const tokens = { operation: 'POST /token', clientId: 'app' };
    const oauth2 = { type: 'oauth2', accessToken: 'a', headerPrefix: 'Bearer' } as const;
    expect(resolveProfile({ auth: oauth2, tokens }).tokens).toEqual({
      operation: 'POST /token',
      accessToken: 'a',
      refreshToken: 'refresh_token',
      clientId: 'app',
      clientSecret: 'client_secret',
      expiresAt: 'a_expires_at',
    });
    expect(resolveProfile({ extends: 'hoopai' }).tokens).toEqual(hoopai.tokens);
    expect(resolveProfile({ extends: 'hoopai', auth: { type: 'noauth' } }).tokens).toBeUndefined();
  });

  it.each([
    [{ type: 'bearer', token: 't' } as const, ['Authorization'], ['t']],
    [{ type: 'basic', username: 'u', password: 'p' } as const, ['Authorization'], ['p']],
    [{ type: 'oauth2', accessToken: 'a', headerPrefix: 'Bearer' } as const, ['Authorization'], ['a']],
    [{ type: 'apikey', in: 'header', name: 'X-Key', value: 'k' } as const, ['X-Key'], ['k']],
    [{ type: 'apikey', in: 'query', name: 'key', value: 'k' } as const, [], ['k']],
    [{ type: 'noauth' } as const, [], []],
  ])('%j drops the header that it writes and knows its secrets', (auth, dropped, secrets) => {
    const profile = resolveProfile({ auth, variables: [{ name: 's', secret: true }, { name: 'open' }] });
    expect(profile.headers).toEqual(dropped.map((name) => ({ name, action: 'drop' })));
    expect([...secretVariables(profile)]).toEqual([...secrets, 's']);
  });
});
