import { secretVariables } from '../config/resolve-profile.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { ReadEnvironment } from '../io/read-built.ts';
import { type ReadVariable, shellName } from '../io/read-variables.ts';
import type { Profile } from '../model/config.ts';
import type { SmokeTarget } from '../model/report.ts';
import { isSecretName } from '../secrets/secret-name.ts';
import type { ModuleOutline } from '../smoke/outline-module.ts';
import type { TokenGiver } from './token-keeper.ts';

type TokenCredentials = Pick<TokenGiver, 'clientId' | 'clientSecret' | 'refreshToken'>;

export interface ValueSources {
  readonly profile: Profile;
  readonly kind: SmokeTarget['kind'];
  readonly file: ReadEnvironment;
  readonly modules: readonly ModuleOutline[];
  readonly readVariable: ReadVariable;
  /** Of `--data`. */
  readonly rows: readonly { readonly [name: string]: string }[];
  /** A plan can be made without a token. */
  readonly planOnly: boolean;
}

export interface RunValues {
  readonly environment: Map<string, string>;
  /** Names of the variables that have a value when the run begins. */
  readonly given: ReadonlySet<string>;
  /** What no report may show. */
  readonly secrets: readonly string[];
  /** Present: the access token can be got, and need not be given. */
  readonly credentials?: TokenCredentials;
}

/** The variables that a run begins with. @throws Stop for those that are needed and have no value, unless only planned. */
export function readValues(sources: ValueSources): RunValues {
  const { profile, kind, file, modules, rows, planOnly } = sources;
  const keys = kind === 'live' ? keysOf(modules) : new Set<string>();
  const credentials = kind === 'live' ? readCredentials(sources) : undefined;
  const environment = fillIn(sources, keys, credentials !== undefined);
  const secretNames = new Set([...secretVariables(profile), ...file.secret, ...keys]);
  const hidden = kind === 'mock' ? [] : [...environment];
  return {
    environment,
    given: new Set([
      ...[...environment].filter(([, value]) => value !== '').map(([name]) => name),
      ...(planOnly ? neededOf(profile) : []),
      ...(credentials && profile.tokens ? [profile.tokens.accessToken] : []),
    ]),
    secrets: [
      ...[...hidden, ...rows.flatMap((row) => Object.entries(row))]
        .filter(([name, value]) => value !== '' && (secretNames.has(name) || isSecretName(name)))
        .map(([, value]) => value),
      ...Object.values(credentials ?? {}),
    ],
    ...(credentials && { credentials }),
  };
}

/** All that a new access token is got with; undefined when a part of it is missing. */
function readCredentials({ profile, file, readVariable }: ValueSources): TokenCredentials | undefined {
  if (!profile.tokens) return undefined;
  const read = (name: string): string => readVariable(name) ?? file.values.get(name) ?? '';
  const clientId = read(profile.tokens.clientId);
  const clientSecret = read(profile.tokens.clientSecret);
  const refreshToken = read(profile.tokens.refreshToken);
  return clientId && clientSecret && refreshToken ? { clientId, clientSecret, refreshToken } : undefined;
}

/** API keys that a module wants beside the token: declared empty, and neither a response nor an example gives them. */
function keysOf(modules: readonly ModuleOutline[]): ReadonlySet<string> {
  return new Set(
    modules.flatMap(({ variables, manifest: { links, unset } }) => {
      const others = new Set([...unset.map(({ name }) => name), ...links.map(({ variable }) => variable)]);
      return variables.filter(({ key, value }) => value === '' && !others.has(key)).map(({ key }) => key);
    }),
  );
}

/** The mock takes any token and account; elsewhere the surroundings win, and what is needed and empty is missed by name. */
function fillIn(
  { profile, kind, file, readVariable, planOnly }: ValueSources,
  keys: ReadonlySet<string>,
  isRenewable: boolean,
): Map<string, string> {
  if (kind === 'mock') return new Map([...file.values].map(([name, value]) => [name, value || 'any-value']));
  const filled = new Map([...file.values].map(([name, value]) => [name, readVariable(name) ?? value]));
  for (const name of keys) {
    const value = filled.get(name) || readVariable(name);
    // An empty one would hide a value that the collection has.
    if (value) filled.set(name, value);
  }
  if (planOnly) return filled;
  const [first, ...rest] = neededOf(profile)
    .filter((name) => !filled.get(name) && !(isRenewable && name === profile.tokens?.accessToken))
    .map((name) => diagnostic('setting-missing', { name, variable: shellName(name) }));
  if (first) throw new Stop([first, ...rest]);
  return filled;
}

function neededOf(profile: Profile): readonly string[] {
  const { baseUrl, variables } = profile;
  return [...new Set([baseUrl.variable, ...secretVariables(profile), ...variables.map(({ name }) => name)])];
}
