import type { Operation } from '../model/api.ts';
import type { Profile, ProfileAuth } from '../model/config.ts';
import type { MockRequest, Target } from './mock-request.ts';

/** What a request lacks to be let in; undefined when nothing, or when the operation is open to all. */
export function checkCredentials(
  operation: Operation,
  { auth, openOperations }: Profile,
  request: MockRequest,
  target: Target,
): string | undefined {
  return isOpen(operation, openOperations) ? undefined : missing(auth, request, target);
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

function missing(auth: ProfileAuth, { headers }: MockRequest, { query }: Target): string | undefined {
  const given = headers['authorization'] ?? '';
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
    case 'apikey': {
      const value = auth.in === 'header' ? headers[auth.name.toLowerCase()] : query.get(auth.name);
      return value ? undefined : `${auth.in} ${JSON.stringify(auth.name)}: expected a key, found none`;
    }
  }
}

/** What came is not repeated: it may be a secret. */
function expected(form: string, given: string): string {
  const found = given === '' ? 'none' : 'another form';
  return `header "Authorization": expected ${form}, found ${found}`;
}
