/** An HTTP request as the mock sees it, whatever brought it. */
export interface MockRequest {
  readonly method: string;
  /** Path and query as they came: percent-encoded. */
  readonly target: string;
  /** By name in lower case. */
  readonly headers: { readonly [name: string]: string | undefined };
  readonly body: Uint8Array;
  /** The body was longer than the mock takes, and was not kept. */
  readonly tooLarge?: boolean;
}

/** What the mock answers. */
export interface MockAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array;
}

export interface Target {
  /** Still percent-encoded: an encoded slash is no separator. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** RFC 9112, section 3.2: origin form, or the absolute form that a proxy gets. */
export function parseTarget(target: string): Target {
  const [, rest = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^#]*)/i.exec(target) ?? [];
  const question = rest.indexOf('?');
  const path = question < 0 ? rest : rest.slice(0, question);
  return {
    path: path === '' ? '/' : path,
    query: new URLSearchParams(question < 0 ? '' : rest.slice(question + 1)),
  };
}

/** `text` without percent-encoding; as it is when that is broken. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `Application/JSON; charset=utf-8` -> `application/json`. */
export function bareType(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

/** RFC 6265, section 4.2: cookies by name. */
export function readCookies(header = ''): ReadonlyMap<string, string> {
  const pairs = header.split(';').map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return equals < 0 ? ['', ''] : [pair.slice(0, equals).trim(), decoded(pair.slice(equals + 1).trim())];
  });
  return new Map(pairs);
}
