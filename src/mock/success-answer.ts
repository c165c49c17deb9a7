import type { MediaType, Operation, Response, Schemas } from '../model/api.ts';
import type { Json } from '../model/json.ts';
import { chooseContent, isJson } from '../postman/choose-content.ts';
import { xmlText } from '../schema/xml-text.ts';
import { fileBytes } from './file-bytes.ts';
import { mendValue } from './mend-value.ts';
import { bareType } from './mock-request.ts';

/** A documented success, ready to be sent; made once for an operation and never changed. */
export interface Success {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly contents: readonly SuccessContent[];
}

export interface SuccessContent {
  /** Content type of the answer. */
  readonly type: string;
  readonly media: MediaType;
  /** JSON as a value, which memory may change; everything else as it is sent. */
  readonly value?: Json;
  readonly bytes?: string | Uint8Array;
}

/** The first documented 2xx, else `default`, else nothing but 204. */
export function successOf({ responses, operationId = 'response' }: Operation, schemas: Schemas): Success {
  const response =
    responses.find(({ status }) => status.startsWith('2')) ??
    responses.find(({ status }) => status === 'default');
  if (!response) return { status: 204, headers: {}, contents: [] };
  const status = /^\d{3}$/.test(response.status) ? Number(response.status) : 200;
  const hasBody = status !== 204 && status !== 205;
  return {
    status,
    headers: documentedHeaders(response),
    contents: hasBody ? response.contents.map((media) => contentOf(media, operationId, schemas)) : [],
  };
}

/** RFC 9110, section 12.5.1: the content that the client likes best; with no match, what is offered first. */
export function negotiate(contents: readonly SuccessContent[], accept: string): SuccessContent | undefined {
  if (contents.length < 2 || accept === '') return preferred(contents);
  const ranges = accept.split(',').map((range) => {
    const quality = /;\s*q=([\d.]+)/i.exec(range)?.[1];
    return { type: bareType(range), quality: quality === undefined ? 1 : Number(quality) };
  });
  for (const { type } of ranges
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)) {
    if (type === '*/*') return preferred(contents);
    const found = contents.find((content) => matches(bareType(content.type), type));
    if (found) return found;
  }
  return preferred(contents);
}

function preferred(contents: readonly SuccessContent[]): SuccessContent | undefined {
  const media = chooseContent(contents.map((content) => content.media));
  return contents.find((content) => content.media === media);
}

function matches(type: string, range: string): boolean {
  return type === range || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}

/** `root`: the outermost XML element of a schema without a name. */
function contentOf(media: MediaType, root: string, schemas: Schemas): SuccessContent {
  const type = concreteType(media.type);
  const bare = bareType(type);
  const example = media.examples[0]?.value;
  if (isJson(type)) return { type, media, value: mended(example ?? {}, media, schemas) };
  const isXml = /[/+]xml$/.test(bare);
  const isText = isXml || bare.startsWith('text/');
  if (isText && typeof example === 'string' && example !== '') return { type, media, bytes: example };
  if (!isXml || !media.schema) return { type, media, bytes: fileBytes(type) };
  return { type, media, bytes: xmlText(mended(example ?? {}, media, schemas), media.schema, schemas, root) };
}

function mended(value: Json, { schema }: MediaType, schemas: Schemas): Json {
  return schema ? mendValue(value, schema, schemas) : value;
}

/** A range such as `*` + `/*` is no type that an answer can have. */
function concreteType(type: string): string {
  const bare = bareType(type);
  if (!bare.includes('*')) return type;
  return (
    { 'text/*': 'text/plain', 'image/*': 'image/png', 'audio/*': 'audio/wav' }[bare] ?? 'application/json'
  );
}

/** Headers that the server itself writes. */
const OWN =
  /^(content-(type|length|encoding)|transfer-encoding|connection|date|keep-alive|trailer|upgrade)$/i;

function documentedHeaders({ headers }: Response): { readonly [name: string]: string } {
  const sendable = headers.filter(({ name }) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !OWN.test(name));
  return Object.fromEntries(
    sendable.map(({ name, example }) => {
      const text = typeof example === 'string' ? example : JSON.stringify(example);
      // RFC 9110, section 5.5: visible ASCII; a line break would end the header.
      return [name, text.replaceAll(/[^\x20-\x7e]+/g, ' ').trim()];
    }),
  );
}
