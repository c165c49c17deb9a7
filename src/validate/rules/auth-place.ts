import type { InvariantRule } from '../rule.ts';
import { requestsOf } from '../rule.ts';

/** The collection's root holds the profile's auth; a request has none of its own, save that it may be open. */
export const authPlace: InvariantRule = {
  id: 'auth-place',
  *check(bundle, { profile }) {
    if (bundle.auth.type !== profile.auth.type)
      yield { detail: `the collection's auth is ${bundle.auth.type}` };
    for (const request of bundle.requests) {
      for (const { auth, header } of requestsOf(request)) {
        if (auth && auth.type !== 'noauth')
          yield { detail: `the request has auth of its own: ${auth.type}`, request };
        const sent = header.find(({ key }) => /^(proxy-)?authorization$/i.test(key));
        if (sent) yield { detail: `the header ${sent.key} stands beside the auth helper`, request };
      }
    }
  },
};
