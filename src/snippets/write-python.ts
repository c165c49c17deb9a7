import { jsonBody, writeJson } from './json-body.ts';
import { pythonString } from './literal.ts';
import type { Pieces, VariableNames } from './pieces.ts';
import { addressOf } from './read-request.ts';
import { type MultipartField, type SnippetBody, type SnippetRequest, UPLOAD } from './snippet-request.ts';

/** A program for Python 3 with `requests`; a variable that is not set is a `KeyError` that names it. */
export function writePython(
  request: SnippetRequest,
  comment: readonly string[],
  names: VariableNames,
): string {
  const { method, base, headers, basic, body } = request;
  const path = addressOf(request);
  const hasIds = path.some((piece) => typeof piece !== 'string');
  const sent = headers.map(({ name, value }) => `        ${pythonString(name)}: ${header(value)},`);
  const lines = [
    // Not below the comment: in the first two lines of a file Python looks for an encoding (PEP 263).
    'import os',
    ...(hasIds ? ['from urllib.parse import quote'] : []),
    '',
    'import requests',
    '',
    ...comment.map((line) => `# ${line}`),
    'response = requests.request(',
    `    ${pythonString(method)},`,
    `    ${[expression(base), expression(path, true)].filter((one) => one !== '""').join(' + ')},`,
    ...(sent.length > 0 ? ['    headers={', ...sent, '    },'] : []),
    ...(basic ? [`    auth=(${expression(basic.username)}, ${expression(basic.password)}),`] : []),
    ...(body ? [`    ${bodyArgument(body, names)},`] : []),
    '    timeout=30,',
    ')',
    'print(response.status_code, response.text)',
    'response.raise_for_status()',
  ];
  return `${lines.join('\n')}\n`;
}

function expression(pieces: Pieces, encode = false): string {
  const read = (name: string) => (encode ? `quote(os.environ["${name}"], safe="")` : `os.environ["${name}"]`);
  const parts = pieces.map((piece) =>
    typeof piece === 'string' ? pythonString(piece) : read(piece.variable),
  );
  return parts.length === 0 ? '""' : parts.join(' + ');
}

/** The library takes text of Latin-1 only. */
function header(value: Pieces): string {
  const isPlain = value.every((piece) => typeof piece !== 'string' || /^[\0-\u00ff]*$/.test(piece));
  return isPlain ? expression(value) : `(${expression(value)}).encode()`;
}

function bodyArgument(body: SnippetBody, names: VariableNames): string {
  if (body.kind === 'file') return `data=${FILE}`;
  if (body.kind === 'form') {
    const pairs = body.fields.map(
      ({ name, value }) => `        (${pythonString(name)}, ${expression(value)}),\n`,
    );
    return `data=[\n${pairs.join('')}    ]`;
  }
  if (body.kind === 'multipart') return `files=[\n${body.fields.map(part).join('')}    ]`;
  const json = jsonBody(body.raw, names);
  // Without a surrogate that stands alone, which UTF-8 does not have.
  if (!json) return `data=(${expression(body.text)}).encode(errors="replace")`;
  const words = {
    text: (pieces: Pieces) => expression(pieces),
    key: (pieces: Pieces) => expression(pieces),
    plain,
    step: '    ',
  };
  return `json=${writeJson(json, words, '    ')}`;
}

const FILE = `open(os.environ["${UPLOAD}"], "rb")`;

function part({ name, value, contentType }: MultipartField): string {
  const type = contentType === undefined ? '' : `, ${pythonString(contentType)}`;
  const content = value ? `None, (${expression(value)}).encode()` : `"upload", ${FILE}`;
  return `        (${pythonString(name)}, (${content}${type})),\n`;
}

function plain(value: number | boolean | null): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
