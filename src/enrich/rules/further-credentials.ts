import type { KeyValue, Request } from '../../model/collection.ts';
import { codeSpan } from '../markdown.ts';
import type { Credential } from '../plan-credentials.ts';
import { type Rule, withRequest } from '../rule.ts';

/** API keys that the spec asks for together with the token: a variable each, which a person sets. */
export const furtherCredentials: Rule = {
  id: 'further-credentials',
  apply: (bundle, { credentials }) => {
    const requests = bundle.requests.map((bundled) => {
      const carried = credentials.credentialsOf(bundled.operation);
      if (carried.length === 0) return bundled;
      const request = carried.reduce(carrying, bundled.item.request);
      const notes = carried.map(
        ({ variable }) => `Needs ${codeSpan(`{{${variable}}}`)}: a key beside the token; set it yourself`,
      );
      return { ...withRequest(bundled, request), notes: [...bundled.notes, ...notes] };
    });
    const variables = credentials.used.map((credential) => ({
      key: credential.variable,
      value: '',
      type: 'string' as const,
      description: `Your API key, sent ${placeOf(credential)} beside the token. Set it as a secret of your environment or as a current value, which is not shared.`,
    }));
    return {
      value: {
        ...bundle,
        requests,
        variables: [...bundle.variables, ...variables],
        credentials: credentials.used.map(({ variable }) => variable),
      },
      diagnostics: [],
    };
  },
};

function placeOf({ in: place, name }: Credential): string {
  return `as the ${place === 'query' ? 'query parameter' : place} ${codeSpan(name)}`;
}

function carrying(request: Request, { in: place, name, variable }: Credential): Request {
  const value = `{{${variable}}}`;
  if (place === 'query')
    return {
      ...request,
      url: { ...request.url, query: withPair(request.url.query ?? [], name, value, same) },
    };
  if (place === 'header') return { ...request, header: withPair(request.header, name, value, sameHeader) };
  // Cookies are sent in one header.
  const others = request.header.find(({ key, disabled }) => sameHeader(key, 'Cookie') && !disabled)?.value;
  const cookies = (others ?? '').split('; ').filter((pair) => pair !== '' && !pair.startsWith(`${name}=`));
  const all = [...cookies, `${name}=${value}`].join('; ');
  return { ...request, header: withPair(request.header, 'Cookie', all, sameHeader) };
}

/** A parameter of that name that the spec also describes is the key itself: it is filled in and enabled. */
function withPair(
  pairs: readonly KeyValue[],
  key: string,
  value: string,
  isSame: (left: string, right: string) => boolean,
): readonly KeyValue[] {
  const [own, ...again] = pairs.filter((pair) => isSame(pair.key, key));
  if (!own) return [{ key, value }, ...pairs];
  const { disabled: _disabled, ...enabled } = own;
  return pairs
    .filter((pair) => !again.includes(pair))
    .map((pair) => (pair === own ? { ...enabled, value } : pair));
}

function same(left: string, right: string): boolean {
  return left === right;
}

function sameHeader(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
