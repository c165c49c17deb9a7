import { join } from 'node:path';
import { readEnvironment } from '../io/read-built.ts';
import type { Config } from '../model/config.ts';
import type { Manifest } from '../model/output.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import { isSecretName } from '../secrets/secret-name.ts';

export interface ListedEnvironment {
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  readonly variables: readonly ListedVariable[];
}

export interface ListedVariable {
  readonly name: string;
  readonly secret: boolean;
  /** Masked when it is a secret, whatever the variable is called. */
  readonly value: string;
}

export const MASK = '••••••';

/** The environments of the out folder; no secret leaves this function. @throws Stop for one that cannot be read. */
export async function listEnvironments(
  { out }: Config,
  { environments }: Manifest,
): Promise<readonly ListedEnvironment[]> {
  return Promise.all(
    Object.entries(environments).map(async ([name, entry]) => {
      const file = join(out, entry.file);
      const { values, secret } = await readEnvironment(file);
      const variables = [...values].map(([key, value]) => {
        const isSecret = secret.has(key) || isSecretName(key);
        const isHidden = value !== '' && (isSecret || findSecrets(value).length > 0);
        return { name: key, secret: isSecret, value: isHidden ? MASK : value };
      });
      return { name, file, variables };
    }),
  );
}
