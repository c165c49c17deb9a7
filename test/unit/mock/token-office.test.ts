import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/mock/random.ts';
import { type Grant, type TokenOffice, tokenOffice } from '../../../src/mock/token-office.ts';
import type { JsonObject } from '../../../src/model/json.ts';

const LIFE = 60;

function opened(strict = false): { readonly office: TokenOffice; readonly pass: (seconds: number) => void } {
  let now = 0;
  const office = tokenOffice({ life: LIFE, strict }, seededRandom(1), () => now);
  return { office, pass: (seconds) => (now += seconds * 1000) };
}

function granted(office: TokenOffice, fields: JsonObject): Grant {
  const decision = office.decide(fields);
  if ('statuses' in decision) throw new Error(decision.reasons.join());
  return decision.grant;
}

const statusOf = (office: TokenOffice, fields: JsonObject): number => {
  const decision = office.decide(fields);
  return 'statuses' in decision ? decision.statuses[0] : 200;
};

const byCode = { grant_type: 'authorization_code', code: 'c' };
const refreshing = (token: string | undefined) => ({
  grant_type: 'refresh_token',
  refresh_token: token ?? '',
});

describe('the token office', () => {
  it('gives a token for so long, and another each time', () => {
    const { office, pass } = opened();
    const first = granted(office, byCode);
    expect(first).toMatchObject({ expires_in: LIFE, refresh_token: expect.any(String) });
    pass(LIFE - 1);
    expect(office.faultOf(first.access_token)).toBeUndefined();
    pass(1);
    expect(office.faultOf(first.access_token)).toContain('expired');
    const second = granted(office, refreshing(first.refresh_token));
    expect(office.faultOf(second.access_token)).toBeUndefined();
    expect(new Set([...Object.values(first), ...Object.values(second)]).size).toBe(5);
  });

  it('takes each refresh token once', () => {
    const { office } = opened();
    const { refresh_token: first } = granted(office, byCode);
    const { refresh_token: second } = granted(office, refreshing(first));
    expect(statusOf(office, refreshing(first))).toBe(400);
    expect(statusOf(office, refreshing(second))).toBe(200);
  });

  it.each<[string, JsonObject, number, number]>([
    ['a code', byCode, 200, 200],
    ['a refresh token that was given elsewhere', refreshing('elsewhere'), 200, 400],
    ['no code', { grant_type: 'authorization_code' }, 400, 400],
    ['no refresh token', refreshing(''), 400, 400],
    ['another grant type', { grant_type: 'client_credentials' }, 200, 200],
  ])('with %s', (_name, fields, status, strict) => {
    expect([statusOf(opened().office, fields), statusOf(opened(true).office, fields)]).toEqual([
      status,
      strict,
    ]);
  });

  it('takes a code again, and a token that was given elsewhere, unless it is strict', () => {
    for (const strict of [false, true]) {
      const { office } = opened(strict);
      const { access_token: own } = granted(office, byCode);
      expect(statusOf(office, byCode)).toBe(strict ? 400 : 200);
      expect(office.faultOf('elsewhere') === undefined).toBe(!strict);
      expect(office.faultOf(own)).toBeUndefined();
    }
  });

  it('repeats nothing that it was sent', () => {
    const { office } = opened(true);
    expect(JSON.stringify(office.decide(refreshing('pit-secret')))).not.toContain('pit-secret');
    expect(office.faultOf('pit-secret')).not.toContain('pit-secret');
  });
});
