export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly body?: string;
}

/** What a person can still paste; the report cuts longer texts, and a line that is cut ends in an open quote. */
const LONGEST = 3_000;

/** The line of a request, without its body where that is too long; undefined where the rest is, too. */
export function shortCurlLine(
  request: CurlRequest,
  options: { readonly tokenVariable: string },
): string | undefined {
  const { body = '', ...bare } = request;
  const instead = `(a body of ${body.length} characters)`;
  const lines = [request, { ...bare, body: instead }].map((one) => curlLine(one, options));
  return lines.find(({ length }) => length <= LONGEST);
}

/**
 * A command line for a POSIX shell that sends the same request. The token is a shell variable, so that the line can
 * be shared; nothing in the request can end its quotes.
 */
export function curlLine(
  { method, url, headers, body }: CurlRequest,
  { tokenVariable }: { readonly tokenVariable: string },
): string {
  const parts = ['curl', '-X', quoted(method), quoted(url)];
  for (const { key, value } of headers) {
    const secret = /^authorization$/i.test(key) ? /^(\S+)\s+\S/.exec(value)?.[1] : undefined;
    parts.push(
      '-H',
      secret === undefined
        ? quoted(`${key}: ${value}`)
        : `${quoted(`${key}: ${secret} `)}"$${tokenVariable}"`,
    );
  }
  if (body !== undefined) parts.push('--data-raw', quoted(inOneLine(body)));
  return parts.join(' ');
}

/** A terminal shows a line end as a sign, which would be pasted as one. */
function inOneLine(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    // No JSON: as it is.
    return body;
  }
}

/** Inside single quotes a shell knows no special character but the quote itself. */
function quoted(text: string): string {
  const clean = text.replaceAll('\0', '');
  return /^[\w@%+=:,./-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", "'\\''")}'`;
}
