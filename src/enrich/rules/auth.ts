import type { Operation } from '../../model/api.ts';
import type { Bundle } from '../../model/bundle.ts';
import type { Auth, AuthAttribute } from '../../model/collection.ts';
import type { ProfileAuth } from '../../model/config.ts';
import { isWebhook, onlyWebhooks } from '../../postman/is-webhook.ts';
import { type Rule, withRequest } from '../rule.ts';

/** The profile's auth at the collection's root and nowhere else; `noauth` where the API is open. */
export const auth: Rule = {
  id: 'auth',
  apply: (bundle, { profile }) => {
    const open = new Set(profile.openOperations);
    const requests = bundle.requests.map((request) => {
      const { operation } = request;
      const isOpen = isOpenTo(operation) || open.has(operation.key) || isWebhook(request);
      return isOpen ? withRequest(request, { auth: { type: 'noauth' } }) : request;
    });
    return { value: { ...bundle, auth: rootAuth(bundle, profile.auth), requests }, diagnostics: [] };
  },
};

/** Where all goes to receivers, a request that a person adds must not inherit the token either. */
function rootAuth({ requests }: Bundle, auth: ProfileAuth): Auth {
  return onlyWebhooks(requests) ? { type: 'noauth' } : authOf(auth);
}

/** `[]` and `[{}]` both ask for nothing. */
function isOpenTo({ security }: Operation): boolean {
  return security?.every(({ schemes }) => schemes.length === 0) ?? false;
}

function authOf(auth: ProfileAuth): Auth {
  switch (auth.type) {
    case 'bearer':
      return { type: 'bearer', bearer: [attribute('token', `{{${auth.token}}}`)] };
    case 'basic':
      return {
        type: 'basic',
        basic: [attribute('username', `{{${auth.username}}}`), attribute('password', `{{${auth.password}}}`)],
      };
    case 'apikey':
      return {
        type: 'apikey',
        apikey: [
          attribute('key', auth.name),
          attribute('value', `{{${auth.value}}}`),
          attribute('in', auth.in),
        ],
      };
    case 'oauth2':
      return {
        type: 'oauth2',
        oauth2: [
          attribute('accessToken', `{{${auth.accessToken}}}`),
          attribute('headerPrefix', auth.headerPrefix),
          attribute('addTokenTo', 'header'),
        ],
      };
    case 'noauth':
      return { type: 'noauth' };
  }
}

function attribute(key: string, value: string): AuthAttribute {
  return { key, value, type: 'string' };
}
