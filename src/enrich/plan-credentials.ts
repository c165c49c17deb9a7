import type { ApiModel, Operation } from '../model/api.ts';
import type { Profile } from '../model/config.ts';
import { type ApiKey, apiKeyOf, schemesBeside } from '../postman/schemes-beside.ts';
import { snakeCase } from './variable-name.ts';

/** A key that requests carry beside the profile's auth. */
export interface Credential extends ApiKey {
  readonly variable: string;
}

/** Which requests carry which keys, found once for a module so that all rules agree. */
export interface CredentialPlan {
  readonly credentialsOf: (operation: Operation) => readonly Credential[];
  /** Those that some request carries. */
  readonly used: readonly Credential[];
}

/** The profile's auth sends one scheme of a requirement; the API keys beside it get a variable each, named after theirs. */
export function planCredentials(
  api: ApiModel,
  { auth, openOperations }: Profile,
  taken: ReadonlySet<string>,
): CredentialPlan {
  const byScheme = new Map<string, Credential>();
  const byOperation = new Map<Operation, readonly Credential[]>();
  for (const operation of api.operations) {
    if (openOperations.includes(operation.key)) continue;
    const [schemes = []] = schemesBeside(operation, api, auth);
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

function credentialOf(scheme: string, api: ApiModel, taken: ReadonlySet<string>): Credential | undefined {
  const key = apiKeyOf(scheme, api);
  if (!key) return undefined;
  const name = snakeCase(scheme);
  let variable = name;
  for (let count = 2; taken.has(variable); count++) variable = `${name}_${count}`;
  return { variable, ...key };
}

function names(
  credentials: ReadonlyMap<string, Credential>,
  taken: ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set([...taken, ...[...credentials.values()].map(({ variable }) => variable)]);
}
