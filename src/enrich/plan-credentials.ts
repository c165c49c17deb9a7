import type { ApiModel, Operation, SecurityScheme } from '../model/api.ts';
import type { Profile, ProfileAuth } from '../model/config.ts';
import { own } from '../schema/read.ts';
import { snakeCase } from './variable-name.ts';

/** A key that requests carry beside the profile's auth. */
export interface Credential {
  readonly variable: string;
  readonly in: 'header' | 'query' | 'cookie';
  /** Of the header, the query parameter or the cookie. */
  readonly name: string;
}

/** Which requests carry which keys, found once for a module so that all rules agree. */
export interface CredentialPlan {
  readonly credentialsOf: (operation: Operation) => readonly Credential[];
  /** Those that some request carries. */
  readonly used: readonly Credential[];
}

/**
 * OpenAPI 3.x, "Security Requirement Object": the schemes of one requirement are needed together. The profile's auth
 * sends one of them; the API keys beside it get a variable each, named after their scheme.
 */
export function planCredentials(
  api: ApiModel,
  { auth, openOperations }: Profile,
  taken: ReadonlySet<string>,
): CredentialPlan {
  const byScheme = new Map<string, Credential>();
  const byOperation = new Map<Operation, readonly Credential[]>();
  for (const operation of api.operations) {
    if (openOperations.includes(operation.key)) continue;
    const schemes = schemesBeside(operation, api, auth);
    const credentials = schemes.flatMap((scheme) => {
      const credential = byScheme.get(scheme) ?? credentialOf(scheme, api, names(byScheme, taken));
      if (credential) byScheme.set(scheme, credential);
      return credential ?? [];
    });
    byOperation.set(operation, credentials);
  }
  return {
    credentialsOf: (operation) => byOperation.get(operation) ?? [],
    used: [...byScheme.values()],
  };
}

/** The schemes that the profile's auth leaves unmet, in the first requirement of several; none, if it meets one whole. */
function schemesBeside(
  { security = [] }: Operation,
  { securitySchemes }: ApiModel,
  auth: ProfileAuth,
): readonly string[] {
  const unmet = security.map(({ schemes }) => {
    const names = schemes.map(({ name }) => name);
    return { all: names, rest: names.filter((name) => !meets(auth, own(securitySchemes, name))) };
  });
  if (unmet.some(({ rest }) => rest.length === 0)) return [];
  const together = unmet.filter(({ all }) => all.length > 1);
  const chosen = together.find(({ all, rest }) => rest.length < all.length) ?? together[0];
  return chosen?.rest ?? [];
}

function meets(auth: ProfileAuth, scheme: SecurityScheme | undefined): boolean {
  // Only the auth helper may write this header.
  if (scheme === undefined || isAuthorization(scheme)) return true;
  switch (auth.type) {
    case 'noauth':
      return false;
    case 'basic':
      return scheme.type === 'http' && scheme.scheme === 'basic';
    case 'apikey':
      return scheme.type === 'apiKey' && scheme.in === auth.in && sameName(scheme.parameterName, auth.name);
    case 'bearer':
    case 'oauth2':
      return scheme.type !== 'apiKey' && scheme.scheme !== 'basic';
  }
}

function isAuthorization({ type, in: place, parameterName }: SecurityScheme): boolean {
  return type === 'apiKey' && place === 'header' && sameName(parameterName, 'authorization');
}

function sameName(left: string | undefined, right: string): boolean {
  return left?.toLowerCase() === right.toLowerCase();
}

/** Undefined for what is no API key, and for a name that no request can carry as it is written. */
function credentialOf(
  scheme: string,
  { securitySchemes }: ApiModel,
  taken: ReadonlySet<string>,
): Credential | undefined {
  const { type, in: place, parameterName = '' } = own(securitySchemes, scheme) ?? {};
  if (type !== 'apiKey' || place === undefined || !/^[^\s{}\p{Cc}]+$/u.test(parameterName)) return undefined;
  const name = snakeCase(scheme);
  let variable = name;
  for (let count = 2; taken.has(variable); count++) variable = `${name}_${count}`;
  return { variable, in: place, name: parameterName };
}

function names(
  credentials: ReadonlyMap<string, Credential>,
  taken: ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set([...taken, ...[...credentials.values()].map(({ variable }) => variable)]);
}
