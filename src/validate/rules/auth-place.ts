import type { Operation } from '../../model/api.ts';
import type { Profile } from '../../model/config.ts';
import { isWebhook } from '../../postman/is-webhook.ts';
import type { InvariantRule } from '../rule.ts';
import { requestsOf } from '../rule.ts';

/** The auth stands at the collection's root alone: a request has none of its own, save that it may be open. */
export const authPlace: InvariantRule = {
  id: 'auth-place',
  *check({ requests }, { profile }) {
    const sentByAuth = headersOf(profile);
    const opennessOf = opennessIn(profile);
    for (const request of requests) {
      const sendsNone = request.item.request.auth?.type === 'noauth';
      const openness = opennessOf(request.operation);
      if (openness === 'always' && !sendsNone)
        yield { detail: 'the operation is open and is sent auth', request };
      if (openness === 'never' && sendsNone)
        yield { detail: 'the operation needs auth and is sent none', request };
      for (const { auth, header } of requestsOf(request)) {
        if (auth && auth.type !== 'noauth')
          yield { detail: `the request has auth of its own: ${auth.type}`, request };
        const sent = header.find(({ key }) => sentByAuth.has(key.toLowerCase()));
        if (sent) yield { detail: `the header ${sent.key} stands beside the auth helper`, request };
      }
    }
  },
};

/** Names, in lower case, of the headers that only the auth helper may send. */
function headersOf({ auth, headers }: Profile): ReadonlySet<string> {
  const names = new Set(['authorization']);
  if (auth.type !== 'apikey' || auth.in !== 'header') return names;
  const own = auth.name.toLowerCase();
  // A profile with header rules of its own may let the spec's header stand.
  const dropped = headers.some(({ name, action }) => action === 'drop' && name.toLowerCase() === own);
  return dropped ? names.add(own) : names;
}

/** What the spec or the profile declares open takes no auth; beyond it, only what the spec leaves a choice in. */
function opennessIn({ openOperations }: Profile): (operation: Operation) => 'always' | 'never' | 'either' {
  const open = new Set(openOperations);
  return (operation) => {
    const { security = [], key } = operation;
    if (operation.security?.length === 0 || open.has(key) || isWebhook({ operation })) return 'always';
    return security.some(({ schemes }) => schemes.length === 0) ? 'either' : 'never';
  };
}
