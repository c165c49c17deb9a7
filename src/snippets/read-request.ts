import type { Auth, Body, Item, KeyValue, Url } from '../model/collection.ts';
import { mapText, type Pieces, piecesOf, type VariableNames, variablesIn } from './pieces.ts';
import { type SnippetBody, type SnippetParameter, type SnippetRequest, UPLOAD } from './snippet-request.ts';

interface Reading {
  readonly names: VariableNames;
  /** Of the collection, which an item inherits. */
  readonly auth: Auth;
}

/** What Postman would send for an item of a built collection: nothing that is disabled, and auth as headers. */
export function readRequest({ request }: Item, { names, auth }: Reading): SnippetRequest {
  const access = accessOf(request.auth ?? auth, names);
  const body = request.body && bodyOf(request.body, names);
  const sent = headersOf(request.header, names);
  // Who sends the parts says where they end.
  const headers = sent.filter(({ name }) => body?.kind !== 'multipart' || !/^content-type$/i.test(name));
  return {
    method: request.method,
    base: piecesOf(request.url.host.join('.'), names),
    path: pathOf(request.url, names),
    query: [...queryOf(request.url, names), ...access.query],
    headers: [...access.headers, ...headers],
    ...(access.basic && { basic: access.basic }),
    ...(body && { body }),
  };
}

/** Names of the environment's variables that the request reads, in the order of their use. */
export function variablesOf({ base, path, query, headers, basic, body }: SnippetRequest): readonly string[] {
  const sent = [base, path, ...[...query, ...headers].map(({ value }) => value), ...bodyPieces(body)];
  const login = basic ? [basic.username, basic.password] : [];
  return [...new Set([...sent, ...login].flatMap(variablesIn))];
}

function bodyPieces(body: SnippetBody | undefined): readonly Pieces[] {
  if (body === undefined) return [];
  if (body.kind === 'file') return [[{ variable: UPLOAD }]];
  if (body.kind === 'text') return [body.text];
  return body.fields.map(({ value }) => value ?? [{ variable: UPLOAD }]);
}

/** Path and query as they stand in an address. */
export function addressOf({ path, query }: SnippetRequest): Pieces {
  const pairs = query.flatMap(
    ({ name, value }, index): Pieces => [
      index === 0 ? '?' : '&',
      encodedPart(name),
      '=',
      ...mapText(value, encodedPart),
    ],
  );
  return mapText([...path, ...pairs], (text) => text);
}

function pathOf({ path = [], variable = [] }: Url, names: VariableNames): Pieces {
  const values = new Map(variable.map(({ key, value }) => [`:${key}`, value]));
  const segments = path.flatMap(
    (segment): Pieces => ['/', ...mapText(piecesOf(values.get(segment) ?? segment, names), encoded)],
  );
  return mapText(segments, (text) => text);
}

function queryOf({ query = [] }: Url, names: VariableNames): readonly SnippetParameter[] {
  const sent = query.filter(({ disabled }) => !disabled);
  return sent.map(({ key, value }) => ({ name: key, value: piecesOf(value, names) }));
}

/** RFC 3986, section 3.3: what may stand in a path; an escape that is there already stays. */
function encoded(text: string): string {
  // Half a surrogate pair is no character that could be encoded.
  const whole = Buffer.from(text).toString();
  return whole.replaceAll(/%(?![\da-f]{2})|[^\w.~!$&'()*+,;=:@%/-]+/gi, encodeURIComponent);
}

/** In a query `&`, `=` and `+` have a meaning of their own. */
function encodedPart(text: string): string {
  return encoded(text).replaceAll(/[&=+]/g, encodeURIComponent);
}

function headersOf(header: readonly KeyValue[], names: VariableNames): readonly SnippetParameter[] {
  return header
    .filter(({ key, disabled }) => !disabled && /^[\w!#$%&'*+.^`|~-]+$/.test(key))
    .map(({ key, value }) => ({ name: key, value: mapText(piecesOf(value, names), oneLine) }));
}

/** A line end would begin another header. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]+/g, ' ');
}

function bodyOf(body: Body, names: VariableNames): SnippetBody {
  if (body.mode === 'file') return { kind: 'file' };
  if (body.mode === 'raw') return { kind: 'text', text: piecesOf(body.raw, names), raw: body.raw };
  if (body.mode === 'urlencoded')
    return {
      kind: 'form',
      fields: body.urlencoded
        .filter(({ disabled }) => !disabled)
        .map(({ key, value }) => ({ name: key, value: piecesOf(value, names) })),
    };
  return {
    kind: 'multipart',
    fields: body.formdata
      .filter(({ disabled }) => !disabled)
      .map((field) => ({
        name: field.key,
        ...(field.type === 'text' && { value: piecesOf(field.value, names) }),
        ...(field.contentType !== undefined && { contentType: oneLine(field.contentType) }),
      })),
  };
}

interface Access {
  readonly headers: readonly SnippetParameter[];
  readonly query: readonly SnippetParameter[];
  readonly basic?: SnippetRequest['basic'];
}

function accessOf(auth: Auth, names: VariableNames): Access {
  const given = attributesOf(auth);
  const text = (key: string) => given.get(key) ?? '';
  const pieces = (key: string) => mapText(piecesOf(text(key), names), oneLine);
  const bearer = (value: Pieces): Access => ({
    headers: [{ name: 'Authorization', value, isCredential: true }],
    query: [],
  });
  if (auth.type === 'bearer') return bearer(['Bearer ', ...pieces('token')]);
  if (auth.type === 'oauth2') {
    const prefix = (given.get('headerPrefix') ?? 'Bearer').trim();
    return bearer([oneLine(prefix === '' ? '' : `${prefix} `), ...pieces('accessToken')]);
  }
  if (auth.type === 'basic')
    return { headers: [], query: [], basic: { username: pieces('username'), password: pieces('password') } };
  if (auth.type === 'noauth') return { headers: [], query: [] };
  const key = { name: text('key'), value: pieces('value'), isCredential: true } as const;
  return text('in') === 'query' ? { headers: [], query: [key] } : { headers: [key], query: [] };
}

function attributesOf(auth: Auth): ReadonlyMap<string, string> {
  const lists = { noauth: [], bearer: [], basic: [], apikey: [], oauth2: [], ...auth };
  return new Map(lists[auth.type].map(({ key, value }) => [key, value]));
}
