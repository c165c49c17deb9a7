import type { HeaderRule, Profile, ProfileAuth, ProfileVariable } from '../model/config.ts';
import { DEFAULT_PROFILE, PROFILES } from './defaults.ts';
import type { ProfileConfig, ProfileVariableConfig } from './file-config.ts';

/** The profile that a (validated) config asks for, every key filled in. */
export function resolveProfile(asked: string | ProfileConfig | undefined): Profile {
  if (asked === undefined) return DEFAULT_PROFILE;
  if (typeof asked === 'string') return PROFILES.get(asked) ?? DEFAULT_PROFILE;
  const base = asked.extends === undefined ? undefined : PROFILES.get(asked.extends);
  const auth = asked.auth ?? base?.auth ?? { type: 'bearer', token: 'access_token' };
  const value = asked.baseUrl?.value ?? base?.baseUrl.value;
  const rateLimit = asked.rateLimit ?? base?.rateLimit;
  const traceField = asked.traceField ?? base?.traceField;
  const specs = asked.specs ?? base?.specs;
  const tokens = resolveTokens(auth, asked.tokens ?? base?.tokens);
  return {
    name: asked.name ?? base?.name ?? 'custom',
    baseUrl: {
      variable: asked.baseUrl?.variable ?? base?.baseUrl.variable ?? 'base_url',
      ...(value !== undefined && { value }),
    },
    auth,
    openOperations: [...new Set([...(base?.openOperations ?? []), ...(asked.openOperations ?? [])])],
    ...(tokens && { tokens }),
    variables: byName(base?.variables ?? [], asked.variables?.map(profileVariable) ?? []),
    headers: byName(base?.headers ?? [], asked.headers ?? writtenByAuth(auth)),
    ...(rateLimit && { rateLimit: withoutUndefined(rateLimit) }),
    ...(traceField !== undefined && { traceField }),
    ...(specs && { specs }),
  };
}

/** The variable that holds the token of an auth; undefined for an auth without one. */
function tokenVariable(auth: ProfileAuth): string | undefined {
  if (auth.type === 'bearer') return auth.token;
  return auth.type === 'oauth2' ? auth.accessToken : undefined;
}

/** Names of the variables whose values no file may hold. */
export function secretVariables({ auth, variables }: Profile): ReadonlySet<string> {
  const secret = variables.filter((variable) => variable.secret).map((variable) => variable.name);
  return new Set([...secretsOfAuth(auth), ...secret]);
}

function secretsOfAuth(auth: ProfileAuth): string[] {
  switch (auth.type) {
    case 'bearer':
      return [auth.token];
    case 'apikey':
      return [auth.value];
    case 'basic':
      return [auth.password];
    case 'oauth2':
      return [auth.accessToken];
    case 'noauth':
      return [];
  }
}

function resolveTokens(auth: ProfileAuth, asked: ProfileConfig['tokens']): Profile['tokens'] {
  const accessToken = tokenVariable(auth);
  if (!asked || accessToken === undefined) return undefined;
  return {
    operation: asked.operation,
    accessToken,
    refreshToken: asked.refreshToken ?? 'refresh_token',
    clientId: asked.clientId ?? 'client_id',
    clientSecret: asked.clientSecret ?? 'client_secret',
    expiresAt: asked.expiresAt ?? `${accessToken}_expires_at`,
  };
}

function profileVariable(given: ProfileVariableConfig): ProfileVariable {
  return {
    name: given.name,
    description: given.description ?? '',
    secret: given.secret ?? false,
    value: given.value ?? '',
    fills: given.fills ?? [...new Set([given.name, camelCase(given.name)])],
    fillsWhen: given.fillsWhen ?? [],
  };
}

/** The header that the auth helper sends is no parameter of a request. */
function writtenByAuth(auth: ProfileAuth): HeaderRule[] {
  if (auth.type === 'noauth') return [];
  if (auth.type !== 'apikey') return [{ name: 'Authorization', action: 'drop' }];
  return auth.in === 'header' ? [{ name: auth.name, action: 'drop' }] : [];
}

/** `added` after `base`; one of the same name (letter case aside: header names have none) takes its place. */
function byName<T extends { readonly name: string }>(base: readonly T[], added: readonly T[]): T[] {
  const entries = [...base, ...added].map((entry) => [entry.name.toLowerCase(), entry] as const);
  return [...new Map(entries).values()];
}

function camelCase(name: string): string {
  return name.replace(/[_.-]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function withoutUndefined({
  requests,
  perMs,
  perDay,
}: NonNullable<ProfileConfig['rateLimit']>): NonNullable<Profile['rateLimit']> {
  return { requests, perMs, ...(perDay !== undefined && { perDay }) };
}
