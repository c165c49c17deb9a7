import type { Auth, AuthAttribute } from '../../model/collection.ts';
import type { ProfileAuth } from '../../model/config.ts';
import { onlyWebhooks } from '../../postman/is-webhook.ts';
import type { InvariantRule } from '../rule.ts';

/** The collection's root holds the profile's auth, its credentials as variables and never as values. */
export const collectionAuth: InvariantRule = {
  id: 'collection-auth',
  *check({ auth, requests }, { profile }) {
    if (onlyWebhooks(requests)) {
      if (auth.type !== 'noauth') yield { detail: 'receivers of webhooks would be sent auth' };
      return;
    }
    if (auth.type !== profile.auth.type) return yield { detail: `the collection's auth is ${auth.type}` };
    const given = new Map(attributesOf(auth).map(({ key, value }) => [key, value]));
    for (const [key, variable] of credentialsOf(profile.auth)) {
      if (given.get(key) !== `{{${variable}}}`)
        yield { detail: `${key} of the collection's auth is not {{${variable}}}` };
    }
  },
};

function attributesOf(auth: Auth): readonly AuthAttribute[] {
  switch (auth.type) {
    case 'bearer':
      return auth.bearer;
    case 'apikey':
      return auth.apikey;
    case 'basic':
      return auth.basic;
    case 'oauth2':
      return auth.oauth2;
    case 'noauth':
      return [];
  }
}

/** Attribute of Postman's auth helper, and the variable that it holds. */
function credentialsOf(auth: ProfileAuth): readonly (readonly [attribute: string, variable: string])[] {
  switch (auth.type) {
    case 'bearer':
      return [['token', auth.token]];
    case 'apikey':
      return [['value', auth.value]];
    case 'basic':
      return [
        ['username', auth.username],
        ['password', auth.password],
      ];
    case 'oauth2':
      return [['accessToken', auth.accessToken]];
    case 'noauth':
      return [];
  }
}
