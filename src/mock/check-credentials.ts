import type { ApiModel, Operation } from '../model/api.ts';
import type { Profile, ProfileAuth } from '../model/config.ts';
import { type ApiKey, apiKeyOf, schemesBeside } from '../postman/schemes-beside.ts';
import { own } from '../schema/read.ts';
import { type MockRequest, readCookies, type Target } from './mock-request.ts';
import type { TokenOffice } from './token-office.ts';

/** What a request lacks to be let in; undefined when nothing, or when the operation is open to all. */
export function checkCredentials(
  operation: Operation,
  api: ApiModel,
  { auth, openOperations }: Profile,
  request: MockRequest,
  target: Target,
  { faultOf }: Pick<TokenOffice, 'faultOf'>,
): string | undefined {
  if (isOpen(operation, openOperations)) return undefined;
  return (
    missing(auth, request, target) ??
    tokenFault(auth, request, faultOf) ??
    missingKey(schemesBeside(operation, api, auth), api, request, target)
  );
}

function tokenFault(
  auth: ProfileAuth,
  { headers }: MockRequest,
  faultOf: TokenOffice['faultOf'],
): string | undefined {
  if (auth.type !== 'bearer' && auth.type !== 'oauth2') return undefined;
  const token = (headers['authorization'] ?? '').trim().split(' ').at(-1) ?? '';
  const fault = faultOf(token);
  return fault && `the access token: ${fault}`;
}

/** The first key that is not there, of the requirement that is the one to take; undefined when one of them is met. */
function missingKey(
  choices: readonly (readonly string[])[],
  api: ApiModel,
  request: MockRequest,
  target: Target,
): string | undefined {
  const faults = choices.map((schemes) =>
    schemes
      .flatMap((scheme) => apiKeyOf(scheme, api) ?? [])
      // An empty one is a variable that nobody set: a mock takes any key.
      .find((key) => keyIn(key, request, target) === undefined),
  );
  if (faults.some((fault) => fault === undefined)) return undefined;
  const [key] = faults;
  return key && noKey(key);
}

function keyIn({ in: place, name }: ApiKey, { headers }: MockRequest, { query }: Target): string | undefined {
  if (place === 'query') return query.get(name) ?? undefined;
  return place === 'header' ? own(headers, name.toLowerCase()) : readCookies(headers['cookie']).get(name);
}

function noKey({ in: place, name }: ApiKey): string {
  return `${place} ${JSON.stringify(name)}: expected a key, found none`;
}

/** Header parameters, in lower case, that belong to auth or negotiation: OpenAPI 3.1, section 4.8.12.2. */
export function ignoredHeaders({ headers, auth }: Profile): ReadonlySet<string> {
  const dropped = headers.filter(({ action }) => action === 'drop').map(({ name }) => name.toLowerCase());
  const own = auth.type === 'apikey' && auth.in === 'header' ? [auth.name.toLowerCase()] : [];
  return new Set(['accept', 'content-type', 'authorization', ...dropped, ...own]);
}

function isOpen({ security, key }: Operation, openOperations: readonly string[]): boolean {
  if (openOperations.includes(key)) return true;
  return (
    security !== undefined && (security.length === 0 || security.some(({ schemes }) => schemes.length === 0))
  );
}

function missing(auth: ProfileAuth, request: MockRequest, target: Target): string | undefined {
  const given = request.headers['authorization'] ?? '';
  switch (auth.type) {
    case 'noauth':
      return undefined;
    case 'bearer':
      return /^bearer +\S/i.test(given) ? undefined : expected('Bearer <token>', given);
    case 'basic':
      return /^basic +\S/i.test(given) ? undefined : expected('Basic <credentials>', given);
    case 'oauth2': {
      const prefix = auth.headerPrefix.trim();
      const holds =
        given.toLowerCase().startsWith(prefix.toLowerCase()) && given.slice(prefix.length).trim() !== '';
      return holds ? undefined : expected(`${prefix} <token>`.trim(), given);
    }
    case 'apikey':
      return keyIn(auth, request, target) ? undefined : noKey(auth);
  }
}

/** What came is not repeated: it may be a secret. */
function expected(form: string, given: string): string {
  const found = given === '' ? 'none' : 'another form';
  return `header "Authorization": expected ${form}, found ${found}`;
}
