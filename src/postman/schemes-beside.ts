import type { ApiModel, Operation, SecurityScheme } from '../model/api.ts';
import type { ProfileAuth } from '../model/config.ts';
import { own } from '../schema/read.ts';

/** A key that requests carry beside the profile's auth: its place, and its name there. */
export interface ApiKey {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
}

/**
 * OpenAPI 3.x, "Security Requirement Object": the schemes of one requirement are needed together. Names of the schemes
 * that the profile's auth leaves unmet, by requirement, the one to take first; one empty list where it is enough.
 */
export function schemesBeside(
  { security = [] }: Operation,
  { securitySchemes }: Pick<ApiModel, 'securitySchemes'>,
  auth: ProfileAuth,
): readonly (readonly string[])[] {
  const unmet = security.map(({ schemes }) => {
    const names = schemes.map(({ name }) => name);
    return { all: names, rest: names.filter((name) => !meets(auth, own(securitySchemes, name))) };
  });
  const together = unmet.filter(({ all }) => all.length > 1);
  if (together.length === 0 || unmet.some(({ rest }) => rest.length === 0)) return [[]];
  const isPartlyMet = ({ all, rest }: (typeof unmet)[number]): boolean => rest.length < all.length;
  return together
    .toSorted((left, right) => Number(isPartlyMet(right)) - Number(isPartlyMet(left)))
    .map(({ rest }) => rest);
}

/** Undefined for what is no API key, and for a name that no request can carry as it is written. */
export function apiKeyOf(
  scheme: string,
  { securitySchemes }: Pick<ApiModel, 'securitySchemes'>,
): ApiKey | undefined {
  const { type, in: place, parameterName = '' } = own(securitySchemes, scheme) ?? {};
  if (type !== 'apiKey' || place === undefined || !/^[^\s{}\p{Cc}]+$/u.test(parameterName)) return undefined;
  return { in: place, name: parameterName };
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
