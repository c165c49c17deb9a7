import type { Profile } from '../model/config.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import { isCredentialHeader, isSecretName } from '../secrets/secret-name.ts';
import type { ConfigFault } from './check-config.ts';
import type { ProfileConfig } from './file-config.ts';
import { resolveProfile, secretVariables } from './resolve-profile.ts';
import { configSchema } from './schema.ts';

/**
 * Faults that no single key shows: secrets among the values, two environments of one name. Environments are
 * read without their schema, so that a secret is told together with every other fault.
 */
export function checkMeaning(raw: unknown): ConfigFault[] {
  const asked = configSchema(raw).shape.profile.safeParse(propertyOf(raw, 'profile')).data;
  const profile = resolveProfile(asked);
  const environments = readEnvironments(propertyOf(raw, 'environments'));
  return [
    ...(typeof asked === 'object'
      ? [...secretsOfProfile(asked, profile), ...tokensUnused(asked, profile)]
      : []),
    ...refreshesNothing(raw, profile),
    ...environments.flatMap((environment) => secretsAmong(environment, secretVariables(profile))),
    ...(holdsSecret(propertyOf(propertyOf(raw, 'pull'), 'from'))
      ? [{ path: ['pull', 'from'], reason: SECRET }]
      : []),
    ...sameNames(environments),
  ];
}

interface Environment {
  readonly name: unknown;
  readonly path: readonly PropertyKey[];
  readonly values: unknown;
  readonly valuesPath: readonly PropertyKey[];
}

const SECRET =
  'a secret does not belong in a file; leave it out, and set it in Postman or in the process environment';

function readEnvironments(given: unknown): Environment[] {
  if (!Array.isArray(given)) {
    return entriesOf(given).map(([name, values]) => {
      const path = ['environments', name];
      return { name, values, path, valuesPath: path };
    });
  }
  return given.map((entry: unknown, index) => {
    const path = ['environments', index];
    return {
      name: propertyOf(entry, 'name'),
      values: propertyOf(entry, 'values'),
      path,
      valuesPath: [...path, 'values'],
    };
  });
}

function secretsAmong({ values, valuesPath }: Environment, secret: ReadonlySet<string>): ConfigFault[] {
  const isSecret = (name: string, value: unknown): boolean =>
    (secret.has(name) || isSecretName(name) || holdsSecret(value)) && value !== '';
  return entriesOf(values)
    .filter(([name, value]) => isSecret(name, value))
    .map(([name]) => ({ path: [...valuesPath, name], reason: SECRET }));
}

/** Whatever the variable is called. */
function holdsSecret(value: unknown): boolean {
  return typeof value === 'string' && findSecrets(value).length > 0;
}

function secretsOfProfile(asked: ProfileConfig, profile: Profile): ConfigFault[] {
  const secret = secretVariables(profile);
  const variables = (asked.variables ?? []).flatMap(({ name, value }, index) =>
    secret.has(name) && value ? [{ path: ['profile', 'variables', index, 'value'], reason: SECRET }] : [],
  );
  const headers = (asked.headers ?? []).flatMap((rule, index) => {
    const isSecret = isCredentialHeader(rule.name) && rule.action === 'set';
    return isSecret && !rule.value.includes('{{')
      ? [{ path: ['profile', 'headers', index, 'value'], reason: SECRET }]
      : [];
  });
  return [...variables, ...headers];
}

function tokensUnused(asked: ProfileConfig, { auth, tokens }: Profile): ConfigFault[] {
  if (!asked.tokens || tokens) return [];
  return [
    { path: ['profile', 'tokens'], reason: `the auth ${auth.type} holds no token that could be renewed` },
  ];
}

function refreshesNothing(raw: unknown, { tokens }: Profile): ConfigFault[] {
  if (propertyOf(raw, 'refreshTokens') !== true || tokens) return [];
  return [
    {
      path: ['refreshTokens'],
      reason: 'the profile has no `tokens`, which say where a new token comes from',
    },
  ];
}

/** Names are compared as file systems do, which may know no letter case and no trailing dot or space. */
function sameNames(environments: readonly Environment[]): ConfigFault[] {
  const first = new Map<string, string>();
  return environments.flatMap(({ name, path }) => {
    if (typeof name !== 'string') return [];
    const folded = name.toLowerCase().replace(/[ ._-]+/g, '-');
    const other = first.get(folded);
    if (other === undefined) first.set(folded, name);
    return other === undefined
      ? []
      : [{ path, reason: `its file would be that of the environment ${other}` }];
  });
}

function propertyOf(node: unknown, key: string): unknown {
  return entriesOf(node).find(([name]) => name === key)?.[1];
}

function entriesOf(node: unknown): [string, unknown][] {
  return typeof node === 'object' && node !== null ? Object.entries(node) : [];
}
