import type { Request } from '../../model/collection.ts';
import { eachRequest, requestsOf } from '../rule.ts';

/**
 * What Postman would fill in is declared: by the collection or by every environment. Other braces may only be the
 * platform's own merge tags, which stand in the spec and mean themselves.
 */
export const declaredVariables = eachRequest(
  'declared-variables',
  (request, bundle, { environmentVariables }) => {
    const declared = (name: string): boolean =>
      environmentVariables.has(name) || bundle.variables.some(({ key }) => key === name);
    const unknown = (texts: readonly string[]): string[] =>
      texts.flatMap((text) => variablesIn(text)).filter((name) => !declared(name));
    return requestsOf(request).flatMap((one) => {
      const sent = unknown(addressOf(one)).map((name) => `{{${name}}} in the URL is declared nowhere`);
      const tags = unknown(payloadOf(one)).filter(
        (name) => name.startsWith('$') || !isMergeTag(name, request.operation),
      );
      return [...sent, ...tags.map((name) => `{{${name}}} is declared nowhere`)];
    });
  },
);

function addressOf({ url }: Request): readonly string[] {
  return [...url.host, ...url.path, ...(url.variable ?? []).map(({ value }) => value)];
}

function payloadOf({ url, header, body }: Request): readonly string[] {
  const pairs = [...(url.query ?? []), ...header].flatMap(({ key, value }) => [key, value]);
  return body === undefined ? pairs : [...pairs, JSON.stringify(body)];
}

function variablesIn(text: string): string[] {
  if (!text.includes('{{')) return [];
  return [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = '']) => name);
}

/** Rare, so the operation's text is only made when it comes to that. */
function isMergeTag(name: string, operation: unknown): boolean {
  return JSON.stringify(operation).includes(JSON.stringify(`{{${name}}}`).slice(1, -1));
}
