import { jsonBody } from '../snippets/json-body.ts';
import { mapText, type Pieces, piecesOf, type VariableNames } from '../snippets/pieces.ts';
import type { SnippetBody, SnippetParameter, SnippetRequest } from '../snippets/snippet-request.ts';
import { n8nText } from './n8n-expression.ts';

/** OAuth 2 for an app, a bearer token for a private integration. */
export type N8nAuth = 'oauth2' | 'bearer';

/** Names of the credentials that a person makes in n8n; a workflow holds no more of them than that. */
export const CREDENTIALS = {
  oAuth2Api: 'HoopAI OAuth2',
  httpBearerAuth: 'HoopAI private integration',
  httpHeaderAuth: 'HoopAI key',
  httpQueryAuth: 'HoopAI key',
  httpBasicAuth: 'HoopAI login',
} as const;

/** The parameters of an HTTP Request node, version 4.2, and the credential that it uses. */
export interface N8nRequest {
  readonly parameters: object;
  readonly credentials?: object;
}

export function n8nRequest(request: SnippetRequest, names: VariableNames, auth: N8nAuth): N8nRequest {
  const type = credentialType(request, auth);
  const query = request.query.filter(({ isCredential }) => !isCredential);
  const headers = request.headers.filter((header) => !header.isCredential && !isContentType(header));
  const parameters = {
    method: request.method,
    url: n8nAddress(request),
    ...(type && { authentication: 'genericCredentialType', genericAuthType: type }),
    ...(query.length > 0 && { sendQuery: true, queryParameters: pairs(query.map(unescaped)) }),
    ...(headers.length > 0 && { sendHeaders: true, headerParameters: pairs(headers) }),
    ...(request.body && { sendBody: true, ...bodyParameters(request, request.body, names) }),
    options: {},
  };
  if (!type) return { parameters };
  // Without an id, n8n looks for the one credential of this type that has the name.
  return { parameters, credentials: { [type]: { id: null, name: CREDENTIALS[type] } } };
}

function credentialType(
  { headers, query, basic }: SnippetRequest,
  auth: N8nAuth,
): keyof typeof CREDENTIALS | undefined {
  if (basic) return 'httpBasicAuth';
  if (query.some(({ isCredential }) => isCredential)) return 'httpQueryAuth';
  const header = headers.find(({ isCredential }) => isCredential);
  if (!header) return undefined;
  if (header.name !== 'Authorization') return 'httpHeaderAuth';
  return auth === 'bearer' ? 'httpBearerAuth' : 'oAuth2Api';
}

/** The host as it is, the ids in the path encoded: n8n does not do it. */
function n8nAddress({ base, path }: SnippetRequest): string {
  const [host, rest] = [n8nText(base), n8nText(path, { encode: true })];
  if (!host.startsWith('=')) return rest.startsWith('=') ? `=${host}${rest.slice(1)}` : host + rest;
  return host + rest.replace(/^=/, '');
}

function pairs(parameters: readonly SnippetParameter[]): object {
  return {
    parameters: parameters.map(({ name, value }) => ({ name: n8nText([name]), value: n8nText(value) })),
  };
}

/** n8n encodes all of a query: an escape that stands in it would be encoded again. */
function unescaped({ name, value }: SnippetParameter): SnippetParameter {
  return { name: decoded(name), value: mapText(value, decoded) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A sign of percent that is none of an escape.
    return text;
  }
}

function isContentType({ name }: SnippetParameter): boolean {
  return /^content-type$/i.test(name);
}

function bodyParameters(request: SnippetRequest, body: SnippetBody, names: VariableNames): object {
  if (body.kind === 'file') return { contentType: 'binaryData', inputDataFieldName: 'data' };
  if (body.kind === 'form') return { contentType: 'form-urlencoded', bodyParameters: pairs(body.fields) };
  if (body.kind === 'multipart') {
    const parameters = body.fields.map(({ name, value }) =>
      value
        ? { parameterType: 'formData', name: n8nText([name]), value: n8nText(value) }
        : { parameterType: 'formBinaryData', name: n8nText([name]), inputDataFieldName: 'data' },
    );
    return { contentType: 'multipart-form-data', bodyParameters: { parameters } };
  }
  const json = inertJson(body.raw, names);
  if (json) return { contentType: 'json', specifyBody: 'json', jsonBody: n8nText(json) };
  const type = request.headers.find(isContentType)?.value ?? [];
  return { contentType: 'raw', rawContentType: n8nText(type), body: n8nText(body.text) };
}

/** In JSON that is laid out over lines, braces meet in texts only, where one of them can be an escape. */
function inertJson(raw: string, names: VariableNames): Pieces | undefined {
  if (!jsonBody(raw, names)) return undefined;
  return mapText(piecesOf(raw, names), (text) =>
    text.replaceAll(/\{(?=\{)|\}(?=\})/g, (brace) => `\\u00${brace.charCodeAt(0).toString(16)}`),
  );
}
