import { stableId } from '../ids/stable-id.ts';
import type { Config, EnvironmentConfig, Profile, ProfileAuth, ProfileTokens } from '../model/config.ts';

/** Postman's environment format, as its app exports and imports it. */
export interface Environment {
  readonly id: string;
  readonly name: string;
  readonly values: readonly EnvironmentValue[];
  readonly _postman_variable_scope: 'environment';
}

export interface EnvironmentValue {
  readonly key: string;
  readonly value: string;
  readonly type: 'default' | 'secret';
  readonly enabled: true;
}

export interface NamedEnvironment {
  readonly name: string;
  /** Relative to the out folder. */
  readonly path: string;
  readonly content: Environment;
}

type EnvironmentSettings = Pick<Config, 'profile' | 'environments'> & Partial<Pick<Config, 'refreshTokens'>>;

/** Names of the variables that every environment holds; requests may use them undeclared. */
export function environmentVariables({
  profile,
  refreshTokens = false,
}: EnvironmentSettings): ReadonlySet<string> {
  return new Set(variablesOf(profile, refreshTokens).map(({ key }) => key));
}

/** The base URLs that the config gives its environments. */
export function environmentBaseUrls({
  profile,
  environments,
}: Pick<Config, 'profile' | 'environments'>): readonly string[] {
  return environments.flatMap(({ values }) => values[profile.baseUrl.variable] ?? []);
}

/** Names of the variables that a person need not set: every environment holds them, or one is given a value. */
export function givenVariables(settings: EnvironmentSettings): ReadonlySet<string> {
  const values = settings.environments.flatMap((environment) => Object.entries(environment.values));
  const given = values.filter(([, value]) => value !== '').map(([name]) => name);
  return new Set([...environmentVariables(settings), ...given]);
}

/** One environment for each that is configured, at `server` unless the profile says where. Credentials are always empty: they belong to a person, not a file. */
export function buildEnvironments(
  { environments, ...settings }: EnvironmentSettings,
  server: string,
): readonly NamedEnvironment[] {
  const paths = new Set<string>();
  return environments.map((environment) => ({
    name: environment.name,
    path: pathOf(environment.name, paths),
    content: buildEnvironment(environment, settings, server),
  }));
}

function buildEnvironment(
  { name, values }: EnvironmentConfig,
  { profile, refreshTokens = false }: Omit<EnvironmentSettings, 'environments'>,
  server: string,
): Environment {
  const known = variablesOf(profile, refreshTokens);
  const secret = new Set(known.filter(({ type }) => type === 'secret').map(({ key }) => key));
  const baseUrl = profile.baseUrl.value ?? server;
  const given = new Map([
    [profile.baseUrl.variable, baseUrl],
    ...Object.entries(values).filter(([key]) => !secret.has(key)),
  ]);
  const others = [...given.keys()].filter((key) => !known.some((variable) => variable.key === key));
  return {
    id: stableId('environment', profile.name, name),
    name,
    values: [...known, ...others.map((key) => plain(key, ''))].map((variable) => ({
      ...variable,
      value: given.get(variable.key) ?? variable.value,
    })),
    _postman_variable_scope: 'environment',
  };
}

function variablesOf(profile: Profile, refreshTokens: boolean): readonly EnvironmentValue[] {
  const own = profile.variables.map(({ name, secret, value }) =>
    secret ? hidden(name) : plain(name, value),
  );
  const variables = [
    plain(profile.baseUrl.variable, ''),
    ...variablesOfAuth(profile.auth),
    ...(refreshTokens && profile.tokens ? variablesOfTokens(profile.tokens) : []),
    ...own,
  ];
  const byKey = new Map<string, EnvironmentValue>();
  // A credential stays one, whatever else the profile says of a variable of its name.
  for (const variable of variables)
    if (byKey.get(variable.key)?.type !== 'secret') byKey.set(variable.key, variable);
  return [...byKey.values()];
}

function variablesOfAuth(auth: ProfileAuth): readonly EnvironmentValue[] {
  switch (auth.type) {
    case 'bearer':
      return [hidden(auth.token)];
    case 'apikey':
      return [hidden(auth.value)];
    case 'basic':
      return [plain(auth.username, ''), hidden(auth.password)];
    case 'oauth2':
      return [hidden(auth.accessToken)];
    case 'noauth':
      return [];
  }
}

/** What the collections' own script needs to renew the access token. */
function variablesOfTokens(tokens: ProfileTokens): readonly EnvironmentValue[] {
  const { clientId, clientSecret, refreshToken, expiresAt } = tokens;
  return [plain(clientId, ''), hidden(clientSecret), hidden(refreshToken), plain(expiresAt, '')];
}

function plain(key: string, value: string): EnvironmentValue {
  return { key, value, type: 'default', enabled: true };
}

function hidden(key: string): EnvironmentValue {
  return { key, value: '', type: 'secret', enabled: true };
}

/** Names that only differ in letter case, spaces or signs still get a file each, on every file system. */
function pathOf(name: string, taken: Set<string>): string {
  const slug =
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[.-]+|[.-]+$/g, '') || 'environment';
  // Windows reserves these up to the first dot, whatever follows.
  const base = slug.replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/, '$1-environment');
  let unique = base;
  for (let count = 2; taken.has(unique); count++) unique = `${base}-${count}`;
  taken.add(unique);
  return `environments/${unique}.postman_environment.json`;
}
