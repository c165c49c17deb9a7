import type { ApiModel, Operation } from '../model/api.ts';
import { own } from '../schema/read.ts';

/** What a token must have for an operation, for whoever is refused: `the scope contacts.readonly and a token for bearer`. */
export function describeAccess({ security }: Operation, { securitySchemes }: ApiModel): string {
  if (!security || security.length === 0) return 'a valid token';
  const alternatives = security.map(({ schemes }) => {
    const scopes = [...new Set(schemes.flatMap((scheme) => scheme.scopes))];
    const names = schemes.map(({ name }) =>
      own(securitySchemes, name) ? name : `${name} (not described in the spec)`,
    );
    const token = names.length === 0 ? 'no token' : `a token of type ${names.join(' with ')}`;
    if (scopes.length === 0) return token;
    return `${token} with the ${scopes.length === 1 ? 'scope' : 'scopes'} ${scopes.join(', ')}`;
  });
  return [...new Set(alternatives)].join(', or ');
}
