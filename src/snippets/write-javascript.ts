import { jsonBody, writeJson } from './json-body.ts';
import { javascriptString } from './literal.ts';
import type { Pieces, VariableNames } from './pieces.ts';
import { addressOf, variablesOf } from './read-request.ts';
import { type SnippetBody, type SnippetRequest, UPLOAD } from './snippet-request.ts';

const READ = `function env(name) {
  const value = process.env[name];
  if (!value) throw new Error(\`Set \${name} in the environment\`);
  return value;
}
`;

/** A module for Node 20 or later, with its own `fetch`. */
export function writeJavascript(
  request: SnippetRequest,
  comment: readonly string[],
  names: VariableNames,
): string {
  const { method, base, headers, basic } = request;
  const path = addressOf(request);
  // The Fetch standard has no body for these.
  const body = /^(get|head)$/i.test(method) ? undefined : request.body;
  const login = basic && `btoa(${expression([...basic.username, ':', ...basic.password])})`;
  const sent = [
    ...(login === undefined ? [] : [`Authorization: "Basic " + ${login},`]),
    ...headers.map(({ name, value }) => `${javascriptString(name)}: ${expression(value)},`),
  ];
  const lines = [
    ...(body && hasFile(body) ? ['import { openAsBlob } from "node:fs";', ''] : []),
    ...comment.map((line) => `// ${line}`),
    ...(request.body && !body
      ? [`// fetch sends no body with ${method}: the one of the spec is left out.`]
      : []),
    ...(variablesOf(request).length > 0 ? [READ] : []),
    ...(body?.kind === 'multipart' ? formLines(body) : []),
    `const response = await fetch(${[expression(base), expression(path, true)].filter((one) => one !== '""').join(' + ')}, {`,
    `  method: ${javascriptString(method)},`,
    ...(sent.length > 0 ? ['  headers: {', ...sent.map((line) => `    ${line}`), '  },'] : []),
    ...(body ? [`  body: ${bodyExpression(body, names)},`] : []),
    '});',
    'console.log(response.status, await response.text());',
    'if (!response.ok) process.exitCode = 1;',
  ];
  return `${lines.join('\n')}\n`;
}

function expression(pieces: Pieces, encode = false): string {
  const read = (name: string) => (encode ? `encodeURIComponent(env("${name}"))` : `env("${name}")`);
  const parts = pieces.map((piece) =>
    typeof piece === 'string' ? javascriptString(piece) : read(piece.variable),
  );
  return parts.length === 0 ? '""' : parts.join(' + ');
}

function bodyExpression(body: SnippetBody, names: VariableNames): string {
  if (body.kind === 'file') return FILE;
  if (body.kind === 'multipart') return 'form';
  if (body.kind === 'form') {
    const pairs = body.fields.map(
      ({ name, value }) => `    [${javascriptString(name)}, ${expression(value)}],\n`,
    );
    return `new URLSearchParams([\n${pairs.join('')}  ])`;
  }
  const json = jsonBody(body.raw, names);
  if (!json) return expression(body.text);
  const value = writeJson(
    json,
    { text: (pieces) => expression(pieces), key: propertyName, plain: String, step: '  ' },
    '  ',
  );
  return `JSON.stringify(${value})`;
}

/** `__proto__: …` would set the prototype; between brackets it is a name like another. */
function propertyName(pieces: Pieces): string {
  const [only = ''] = pieces;
  return pieces.length < 2 && typeof only === 'string' && only !== '__proto__'
    ? javascriptString(only)
    : `[${expression(pieces)}]`;
}

const FILE = `await openAsBlob(env("${UPLOAD}"))`;

function hasFile(body: SnippetBody): boolean {
  return body.kind === 'file' || (body.kind === 'multipart' && body.fields.some(({ value }) => !value));
}

function formLines({ fields }: SnippetBody & { readonly kind: 'multipart' }): readonly string[] {
  const appended = fields.map(({ name, value, contentType }) => {
    const type = contentType === undefined ? '' : javascriptString(contentType);
    if (!value) {
      const file = type === '' ? FILE : FILE.replace(/\)$/, `, { type: ${type} })`);
      return `form.append(${javascriptString(name)}, ${file}, "upload");`;
    }
    const text = type === '' ? expression(value) : `new Blob([${expression(value)}], { type: ${type} })`;
    return `form.append(${javascriptString(name)}, ${text});`;
  });
  return ['const form = new FormData();', ...appended, ''];
}
