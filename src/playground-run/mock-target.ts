import type { Config } from '../model/config.ts';
import type { PlayTarget } from '../playground/pass-on.ts';

/** The mock, which takes any token and account. */
export function mockTarget({ profile }: Config, baseUrl: string): Omit<PlayTarget, 'open'> {
  const values = new Map(profile.variables.map(({ name, value }) => [name, value]));
  return {
    kind: 'mock',
    baseUrl,
    allowsWrites: true,
    auth: profile.auth,
    valueFor: (variable) => values.get(variable) || 'any-value',
    secrets: () => [],
    renew: async () => false,
  };
}
