import { stableId } from '../ids/stable-id.ts';
import type { Server } from '../model/api.ts';
import type { Config, EnvironmentConfig, Profile, ProfileAuth } from '../model/config.ts';

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

type EnvironmentSettings = Pick<Config, 'profile' | 'environments'>;

/** Names of the variables that every environment holds; requests may use them undeclared. */
export function environmentVariables({ profile }: EnvironmentSettings): ReadonlySet<string> {
  return new Set(variablesOf(profile).map(({ key }) => key));
}

/** One environment for each that is configured. Credentials are always empty: they belong to a person, not a file. */
export function buildEnvironments(
  { profile, environments }: EnvironmentSettings,
  servers: readonly Server[],
): readonly NamedEnvironment[] {
  const paths = new Set<string>();
  return environments.map((environment) => ({
    name: environment.name,
    path: pathOf(environment.name, paths),
    content: buildEnvironment(environment, profile, servers),
  }));
}

function buildEnvironment(
  { name, values }: EnvironmentConfig,
  profile: Profile,
  servers: readonly Server[],
): Environment {
  const known = variablesOf(profile);
  const secret = new Set(known.filter(({ type }) => type === 'secret').map(({ key }) => key));
  const baseUrl =
    profile.baseUrl.value ??
    servers.find(({ url }) => /^https?:\/\//.test(url))?.url.replace(/\/+$/, '') ??
    '';
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

function variablesOf(profile: Profile): readonly EnvironmentValue[] {
  const own = profile.variables.map(({ name, secret, value }) =>
    secret ? hidden(name) : plain(name, value),
  );
  const variables = [plain(profile.baseUrl.variable, ''), ...variablesOfAuth(profile.auth), ...own];
  return [...new Map(variables.map((variable) => [variable.key, variable])).values()];
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
  const base = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/.test(slug) ? `${slug}-environment` : slug;
  let unique = base;
  for (let count = 2; taken.has(unique); count++) unique = `${base}-${count}`;
  taken.add(unique);
  return `environments/${unique}.postman_environment.json`;
}
