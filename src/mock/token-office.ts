import type { Json } from '../model/json.ts';
import { isObject, own } from '../schema/read.ts';
import { boundedMap } from './bounded-map.ts';
import type { Refusal } from './error-answer.ts';
import type { Random } from './random.ts';

export interface TokenOptions {
  /** Seconds that an access token lives. */
  readonly life: number;
  /** Takes nothing that is not of its own making, and each code once. */
  readonly strict: boolean;
}

/** RFC 6749, section 5.1. */
export interface Grant {
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_token?: string;
}

type Decision = Refusal | { readonly grant: Grant };

export interface TokenOffice {
  /** What the fields of a token request (RFC 6749, sections 4.1.3 and 6) are given. */
  readonly decide: (fields: Json | undefined) => Decision;
  /** Why an access token is refused; undefined when it is not. */
  readonly faultOf: (accessToken: string) => string | undefined;
}

/** As the platform's. */
export const DEFAULT_TOKENS: TokenOptions = { life: 86_400, strict: false };

const REMEMBERED = { entries: 10_000, size: 10_000 };

/**
 * Gives tokens that expire, and refresh tokens that work once. What it does not know was given elsewhere and is taken,
 * unless it is strict. `now`: milliseconds since any fixed time.
 */
export function tokenOffice({ life, strict }: TokenOptions, random: Random, now: () => number): TokenOffice {
  const ends = boundedMap<number>(REMEMBERED, () => {});
  const refreshTokens = boundedMap<'fresh' | 'used'>(REMEMBERED, () => {});
  const usedCodes = boundedMap<true>(REMEMBERED, () => {});

  const accessToken = (): Grant => {
    const token = mint('access', random);
    ends.set(token, now() + life * 1000, 1);
    return { access_token: token, expires_in: life };
  };
  const bothTokens = (): Decision => {
    const token = mint('refresh', random);
    refreshTokens.set(token, 'fresh', 1);
    return { grant: { ...accessToken(), refresh_token: token } };
  };
  const refresh = (given: string): Decision => {
    const state = refreshTokens.get(given);
    if (state === 'used') return refusal('refresh_token', 'one that was not used before: each works once');
    if (strict && state === undefined) return refusal('refresh_token', 'one that this mock gave');
    refreshTokens.set(given, 'used', 1);
    return bothTokens();
  };
  const exchange = (code: string): Decision => {
    if (strict && usedCodes.get(code))
      return refusal('code', 'one that was not used before: each works once');
    usedCodes.set(code, true, 1);
    return bothTokens();
  };

  return {
    decide: (fields) => {
      const type = textOf(fields, 'grant_type');
      const [field, decide] =
        type === 'refresh_token' ? (['refresh_token', refresh] as const) : (['code', exchange] as const);
      if (type !== 'refresh_token' && type !== 'authorization_code') return { grant: accessToken() };
      const given = textOf(fields, field);
      if (given !== '') return decide(given);
      const reason = `body field "${field}": expected a value with grant_type ${type}, found none`;
      return { statuses: [400, 422], reasons: [reason] };
    },
    faultOf: (token) => {
      const end = ends.get(token);
      if (end === undefined) return strict ? 'expected one that this mock gave, found another' : undefined;
      return now() < end ? undefined : 'expected one that is still valid, found one that has expired';
    },
  };
}

/** RFC 6749, section 5.2: `invalid_grant` is a 400. What came is not repeated: it may be a secret. */
function refusal(field: string, expected: string): Refusal {
  return { statuses: [400, 401], reasons: [`body field "${field}": expected ${expected}, found another`] };
}

function textOf(fields: Json | undefined, name: string): string {
  const value = isObject(fields) ? own(fields, name) : undefined;
  return typeof value === 'string' ? value : '';
}

function mint(kind: string, random: Random): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
  return `mock-${kind}-${digits.join('')}`;
}
