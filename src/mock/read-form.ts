/** One field of a form; a file's content is not kept, since no schema speaks of it. */
export interface FormField {
  readonly name: string;
  readonly text: string;
  readonly isFile: boolean;
}

const MOST_FIELDS = 1_000;

/** `application/x-www-form-urlencoded`. */
export function readUrlencoded(body: Uint8Array): readonly FormField[] {
  const pairs = new URLSearchParams(new TextDecoder().decode(body));
  return [...pairs].slice(0, MOST_FIELDS).map(([name, text]) => ({ name, text, isFile: false }));
}

/** `multipart/form-data` (RFC 7578); what is wrong with it as text. */
export function readMultipart(body: Uint8Array, contentType: string): readonly FormField[] | string {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return 'expected a boundary in Content-Type, found none';
  // Latin-1 keeps every byte, so that positions in the text are positions in the body.
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  const parts = `\r\n${text}`.split(`\r\n--${boundary}`);
  const last = parts.at(-1);
  if (parts.length < 2 || !last?.startsWith('--'))
    return 'expected a body that ends with its boundary, found none';
  return parts.slice(1, -1).slice(0, MOST_FIELDS).flatMap(readPart);
}

function readPart(part: string): readonly FormField[] {
  const end = part.indexOf('\r\n\r\n');
  const headers = end < 0 ? part : part.slice(0, end);
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1];
  const name = disposition && /;\s*name=(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i.exec(disposition);
  if (!name) return [];
  const isFile = /;\s*filename\*?=/i.test(disposition);
  return [
    {
      name: utf8(name[1] ?? name[2] ?? ''),
      text: isFile || end < 0 ? '' : utf8(part.slice(end + 4)),
      isFile,
    },
  ];
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
