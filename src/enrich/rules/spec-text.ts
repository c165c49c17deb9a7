import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ApiModel } from '../../model/api.ts';
import type { Bundle } from '../../model/bundle.ts';
import type { Json } from '../../model/json.ts';
import { isArray, isObject, keyword } from '../../schema/read.ts';
import { plain } from '../markdown.ts';
import type { Rule } from '../rule.ts';
import { plainText } from '../serialise.ts';

/**
 * Everything in the bundle so far is the spec's text. None of it may be filled in by Postman with a variable of
 * ours (`{{access_token}}`) or a dynamic one (`{{$guid}}`), and no credential that the spec shows may go out.
 */
export const specText: Rule = {
  id: 'spec-text',
  apply: (bundle, { ownVariables }) => {
    const where = { file: bundle.api.file };
    const neutralised = new Set<string>();
    const removed = new Set<string>();
    const credentials = credentialsOf(bundle.api);
    const clean = (text: string, key: string): string =>
      withoutCredentials(withoutVariables(text, ownVariables, neutralised), key, credentials, removed);
    const { api, ...rest } = bundle;
    const requests = rest.requests.map((request) => ({
      ...request,
      item: mapStrings(request.item, clean),
      notes: request.notes.map((note) => clean(note, 'description')),
      details: clean(request.details, 'description'),
    }));
    const value: Bundle = {
      ...rest,
      api,
      name: clean(rest.name, 'name'),
      description: clean(rest.description, 'description'),
      folders: mapStrings(rest.folders, clean),
      variables: mapStrings(rest.variables, clean),
      requests,
    };
    const diagnostics: Diagnostic[] = [
      ...[...neutralised].map((variable) => diagnostic('variable-neutralised', { variable }, where)),
      ...[...removed].map((place) => diagnostic('credential-removed', { place }, where)),
    ];
    return { value, diagnostics };
  },
};

function withoutVariables(text: string, ours: ReadonlySet<string>, found: Set<string>): string {
  if (!text.includes('{{')) return text;
  return text.replaceAll(/\{\{([^{}]*)\}\}/g, (whole, inner: string) => {
    // Our own Markdown escapes an underscore.
    const name = inner.replaceAll('\\', '').trim();
    if (!ours.has(name) && !name.startsWith('$')) return whole;
    found.add(name);
    return `{ {${inner}} }`;
  });
}

const SCHEME = /\b(Bearer|Basic)(\s+)(?!\{\{)((?:[\w.~+/=-]|\\[_~]){8,})/g;
const REMOVED = '(removed)';

function withoutCredentials(
  text: string,
  key: string,
  credentials: readonly string[],
  found: Set<string>,
): string {
  let clean = text;
  for (const credential of credentials) {
    if (!clean.includes(credential)) continue;
    found.add('an Authorization header');
    clean = clean.replaceAll(credential, REMOVED);
  }
  // A long text was cut before it came here, maybe inside of a credential.
  clean = clean.replaceAll(/([^\s"'`]{8,})…/g, (whole, start: string) => {
    if (!credentials.some((credential) => credential.startsWith(start))) return whole;
    found.add('an Authorization header');
    return `${REMOVED}…`;
  });
  // In prose, "Bearer authentication" and "Basic information" are words; in a value, they would be sent.
  const isProse = key === 'description' || key === 'name';
  return clean.replaceAll(SCHEME, (whole, scheme: string, _gap, token: string) => {
    if ((isProse || scheme === 'Basic') && !looksLikeToken(token)) return whole;
    found.add(`a ${scheme} credential`);
    return `${scheme} ${REMOVED}`;
  });
}

function looksLikeToken(text: string): boolean {
  return /^\S{8,}$/.test(text) && (/\d/.test(text) || text.length >= 20);
}

/** The values that the spec gives as examples of an `Authorization` header, without their scheme. */
function credentialsOf(api: ApiModel): readonly string[] {
  const found: string[] = [];
  for (const operation of [...api.operations, ...api.webhooks]) {
    for (const { name, example, schema } of operation.parameters) {
      if (isAuthorization(name)) found.push(plainText(example), plainText(keyword(schema, 'example') ?? ''));
    }
    for (const { headers, contents } of operation.responses) {
      for (const header of headers) if (isAuthorization(header.name)) found.push(plainText(header.example));
      for (const { examples } of contents)
        for (const { value } of examples) found.push(...authorizationsIn(value));
    }
    for (const { examples } of operation.body?.contents ?? [])
      for (const { value } of examples) found.push(...authorizationsIn(value));
  }
  const tokens = found.map((value) => value.replace(/^(Bearer|Basic|Token)\s+/i, '').trim());
  return [...new Set(tokens.flatMap((token) => [token, plain(token)]))]
    .filter((token) => looksLikeToken(token) && !token.includes('{{'))
    .toSorted((left, right) => right.length - left.length);
}

function authorizationsIn(value: Json): readonly string[] {
  if (isArray(value)) return value.flatMap(authorizationsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    isAuthorization(key) && typeof inner === 'string' ? [inner] : authorizationsIn(inner),
  );
}

function isAuthorization(name: string): boolean {
  return /^(proxy-)?authorization$/i.test(name);
}

type Change = (text: string, key: string) => string;

/** The same value with `change` applied to every string in it; keys of the collection format are not spec text. */
function mapStrings<T>(value: T, change: Change): T {
  return mapUnknown(value, '', change) as T;
}

function mapUnknown(value: unknown, key: string, change: Change): unknown {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item) => mapUnknown(item, key, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, mapUnknown(inner, name, change)]),
  );
}
