import type { BundledRequest } from '../../model/bundle.ts';
import type { InvariantRule } from '../rule.ts';
import { requestsOf, sentTexts, standsInSpec } from '../rule.ts';

/**
 * What Postman would fill in is declared: by the collection or by every environment. Other braces may only be the
 * platform's own merge tags, which stand in the spec and mean themselves.
 */
export const declaredVariables: InvariantRule = {
  id: 'declared-variables',
  *check({ auth, variables, requests }, { environmentVariables }) {
    const declared = new Set([...environmentVariables, ...variables.map(({ key }) => key)]);
    const unknown = (texts: readonly string[]): ReadonlySet<string> =>
      new Set(texts.flatMap(variablesIn).filter((name) => !declared.has(name)));
    for (const name of unknown([JSON.stringify(auth)]))
      yield { detail: `{{${name}}} in the collection's auth is declared nowhere` };
    for (const request of requests) {
      for (const name of unknown(requestsOf(request).flatMap(sentTexts)))
        if (!isSpecText(name, request)) yield { detail: `{{${name}}} is declared nowhere`, request };
    }
  },
};

function variablesIn(text: string): string[] {
  if (!text.includes('{{')) return [];
  return [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = '']) => name);
}

/**
 * Our variables have plain names, so `{{ name | default: "you" }}` is the spec's, however a body or a header writes
 * it. A name with `$` is one of Postman's own, and would be filled in at random.
 */
function isSpecText(name: string, { operation }: BundledRequest): boolean {
  if (name.startsWith('$')) return false;
  return !/^[\w.-]+$/.test(name) || standsInSpec(`{{${name}}}`, operation);
}
