/** What Postman makes of a built collection, as far as the mock is concerned. */
export interface SentRequest {
  /** Method and path template, as operations are called. */
  readonly key: string;
  readonly method: string;
  readonly target: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | undefined;
}

interface Pair {
  readonly key: string;
  readonly value?: string;
  readonly disabled?: boolean;
  readonly type?: string;
}

interface BuiltItem {
  readonly item?: readonly BuiltItem[];
  readonly request?: {
    readonly method: string;
    readonly auth?: { readonly type: string };
    readonly header: readonly Pair[];
    readonly url: {
      readonly path?: readonly string[];
      readonly query?: readonly Pair[];
      readonly variable?: readonly Pair[];
    };
    readonly body?: {
      readonly mode: string;
      readonly raw?: string;
      readonly urlencoded?: readonly Pair[];
      readonly formdata?: readonly Pair[];
    };
  };
}

export interface BuiltCollection {
  readonly item: readonly BuiltItem[];
  readonly variable?: readonly Pair[];
}

const BOUNDARY = 'a-boundary';

/** Every request of a collection in its order, with the collection's own values in its variables. */
export function sentRequests(
  { item, variable = [] }: BuiltCollection,
  environment: { readonly [name: string]: string },
): readonly SentRequest[] {
  const values = new Map([
    ...variable.map(({ key, value = '' }) => [key, value] as const),
    ...Object.entries(environment),
  ]);
  const fill = (text = ''): string =>
    text.replace(/\{\{([^{}]+)\}\}/g, (whole, name) => values.get(name) ?? whole);
  const requests = (items: readonly BuiltItem[]): readonly SentRequest[] =>
    items.flatMap((one) => [
      ...(one.item ? requests(one.item) : []),
      ...(one.request ? [sent(one.request, fill)] : []),
    ]);
  return requests(item);
}

type Fill = (text?: string) => string;

function sent(
  { method, url, header, body, auth }: NonNullable<BuiltItem['request']>,
  fill: Fill,
): SentRequest {
  const enabled = (pairs: readonly Pair[] = []): readonly Pair[] => pairs.filter(({ disabled }) => !disabled);
  const pairs = (list?: readonly Pair[]): string =>
    enabled(list)
      .map(({ key, value }) => `${encodeURIComponent(key)}=${encodeURIComponent(fill(value))}`)
      .join('&');
  const segment = (text: string): string => {
    const variable = url.variable?.find(({ key }) => text === `:${key}`);
    return encodeURIComponent(variable ? fill(variable.value) : fill(text));
  };
  const query = pairs(url.query);
  const parts = enabled(body?.formdata).map(
    ({ key, value, type }) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${key}"${type === 'file' ? '; filename="a.txt"' : ''}\r\n\r\n${fill(value)}\r\n`,
  );
  return {
    key: `${method} /${(url.path ?? []).join('/').replace(/:([^/]+)/g, '{$1}')}`,
    method,
    target: `/${(url.path ?? []).map(segment).join('/')}${query === '' ? '' : `?${query}`}`,
    headers: {
      ...(auth?.type === 'noauth' ? {} : { Authorization: 'Bearer a-token' }),
      ...(body?.mode === 'urlencoded' ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
      ...(body?.mode === 'formdata' ? { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` } : {}),
      ...Object.fromEntries(enabled(header).map(({ key, value }) => [key, fill(value)])),
    },
    body: {
      raw: fill(body?.raw),
      urlencoded: pairs(body?.urlencoded),
      formdata: `${parts.join('')}--${BOUNDARY}--\r\n`,
    }[body?.mode ?? ''],
  };
}
