import type { ApiModel, Operation, Parameter } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { isArray, isObject, keyword, own } from '../schema/read.ts';
import { plain } from './markdown.ts';
import { plainText } from './serialise.ts';

/**
 * The values that the spec gives as examples of what carries a credential, without their scheme; the longest first,
 * so that one is not taken apart by another. A word that could stand in any sentence is none.
 */
export function credentialsOf(api: ApiModel): readonly string[] {
  const tokens = [...api.operations, ...api.webhooks]
    .flatMap(valuesIn)
    .map((value) => value.replace(/^(Bearer|Basic|Token|Digest|Key|ApiKey)\s+/i, '').trim());
  return [...new Set(tokens.flatMap((token) => [token, plain(token)]))]
    .filter((token) => (looksLikeToken(token) || /^[A-Z]{8,}$/.test(token)) && !token.includes('{{'))
    .toSorted((left, right) => right.length - left.length);
}

export function looksLikeToken(text: string): boolean {
  return /^\S{8,}$/.test(text) && (/\d/.test(text) || text.length >= 20);
}

function valuesIn({ parameters, responses, body }: Operation): readonly string[] {
  const contents = [...responses.flatMap((response) => response.contents), ...(body?.contents ?? [])];
  return [
    ...parameters.filter(carriesCredential).flatMap(examplesOf),
    ...responses
      .flatMap(({ headers }) => headers)
      .filter(({ name }) => isAuthorization(name))
      .map(({ example }) => plainText(example)),
    ...contents
      .flatMap(({ examples, alternatives }) => [...examples, ...alternatives])
      .flatMap(({ value }) => authorizationsIn(value)),
  ];
}

/** RFC 6750, section 2.3: a bearer token may also stand in the query. */
function carriesCredential({ name, in: place }: Parameter): boolean {
  return isAuthorization(name) || (place === 'query' && name.toLowerCase() === 'access_token');
}

function examplesOf({ example, namedExamples, schema }: Parameter): readonly string[] {
  const described = ['example', 'default'].map((name) => keyword(schema, name) ?? '');
  return [example, ...namedExamples.map(({ value }) => value), ...described].map(plainText);
}

/** A header within a body: `{"authorization": "..."}`, a list of its values, or a pair of its name and its value. */
function authorizationsIn(value: Json): readonly string[] {
  if (isArray(value)) return value.flatMap(authorizationsIn);
  if (!isObject(value)) return [];
  const isPair = ['key', 'name', 'header'].some((key) => isAuthorization(own(value, key)));
  return Object.entries(value).flatMap(([key, inner]) =>
    isAuthorization(key) || (isPair && /^values?$/i.test(key)) ? textsIn(inner) : authorizationsIn(inner),
  );
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  return isArray(value) ? value.flatMap(textsIn) : authorizationsIn(value);
}

function isAuthorization(name: unknown): boolean {
  return typeof name === 'string' && /^(proxy-)?authorization$/i.test(name);
}
