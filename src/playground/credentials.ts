import type { ProfileAuth } from '../model/config.ts';

export interface Credentials {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly query: readonly (readonly [name: string, value: string])[];
}

/** What a request carries of the profile's auth, given the values of an environment's variables. */
export function credentialsOf(auth: ProfileAuth, valueFor: (variable: string) => string): Credentials {
  switch (auth.type) {
    case 'bearer':
      return inHeader('authorization', `Bearer ${valueFor(auth.token)}`);
    case 'oauth2':
      return inHeader('authorization', `${auth.headerPrefix} ${valueFor(auth.accessToken)}`.trim());
    case 'basic': {
      const pair = `${valueFor(auth.username)}:${valueFor(auth.password)}`;
      return inHeader('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
    }
    case 'apikey':
      if (auth.in === 'header') return inHeader(auth.name.toLowerCase(), valueFor(auth.value));
      return { headers: [], query: [[auth.name, valueFor(auth.value)]] };
    case 'noauth':
      return { headers: [], query: [] };
  }
}

function inHeader(name: string, value: string): Credentials {
  return { headers: [[name, value]], query: [] };
}
