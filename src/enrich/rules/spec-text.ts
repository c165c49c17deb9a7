import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Bundle } from '../../model/bundle.ts';
import type { KeyValue, SavedExample } from '../../model/collection.ts';
import { credentialsOf, looksLikeToken } from '../find-credentials.ts';
import type { Rule } from '../rule.ts';

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
      item: mapStrings(
        {
          ...request.item,
          response: request.item.response.map((example) => withoutCookies(example, removed)),
        },
        clean,
      ),
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
/** RFC 7519, section 3: base64url texts with dots between; the first is a JSON object, `{"` in base64url. */
const JWT = /\beyJ(?:[\w-]|\\_){8,}\.(?:[\w-]|\\_){4,}(?:\.(?:[\w-]|\\_)*){0,3}/g;
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
    found.add('a header or parameter that carries one');
    clean = clean.replaceAll(credential, REMOVED);
  }
  // A long text was cut before it came here, maybe inside of a credential.
  if (credentials.length > 0 && clean.includes('…'))
    clean = clean.replaceAll(/([^\s"'`]{8,})…/g, (whole, start: string) => {
      if (!credentials.some((credential) => credential.startsWith(start))) return whole;
      found.add('a header or parameter that carries one');
      return `${REMOVED}…`;
    });
  if (clean.includes('eyJ'))
    clean = clean.replaceAll(JWT, () => {
      found.add('a JSON web token');
      return REMOVED;
    });
  if (!clean.includes('Bearer') && !clean.includes('Basic')) return clean;
  // In prose, "Bearer authentication" and "Basic information" are words; in a value, they would be sent.
  const isProse = key === 'description' || key === 'name';
  return clean.replaceAll(SCHEME, (whole, scheme: string, _gap, token: string) => {
    if ((isProse || scheme === 'Basic') && !looksLikeToken(token)) return whole;
    found.add(`a ${scheme} credential`);
    return `${scheme} ${REMOVED}`;
  });
}

/** RFC 6265, sections 4.1 and 4.2: what a cookie holds is a session, however short; its name and terms stay. */
function withoutCookies(example: SavedExample, found: Set<string>): SavedExample {
  const header = example.header.map((pair): KeyValue => {
    const key = pair.key.toLowerCase();
    if (key !== 'set-cookie' && key !== 'cookie') return pair;
    const cookies = key === 'cookie' ? /([^\s;=]+)=[^;]+/g : /^\s*([^\s;=]+)=[^;]+/g;
    const value = pair.value.replaceAll(cookies, `$1=${REMOVED}`);
    if (value === pair.value) return pair;
    found.add(`a ${pair.key} header`);
    return { ...pair, value };
  });
  return { ...example, header };
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
