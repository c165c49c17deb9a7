import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { n8nWorkflow } from '../../../src/export/n8n-workflow.ts';
import type { Body } from '../../../src/model/collection.ts';
import { readRequest } from '../../../src/snippets/read-request.ts';

const NAMES = new Map([
  ['base_url', 'BASE_URL'],
  ['access_token', 'ACCESS_TOKEN'],
  ['location_id', 'LOCATION_ID'],
]);
const BEARER = {
  type: 'bearer',
  bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }],
} as const;

interface Node {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly parameters: Parameters;
  readonly credentials?: object;
}

interface Parameters {
  readonly url: string;
  readonly authentication?: string;
  readonly genericAuthType?: string;
  readonly jsonBody?: string;
  readonly body?: string;
  readonly queryParameters?: { readonly parameters: readonly { name: string; value: string }[] };
  readonly headerParameters?: { readonly parameters: readonly { name: string; value: string }[] };
}

interface Workflow {
  readonly nodes: readonly Node[];
  readonly connections: Readonly<Record<string, unknown>>;
}

function operation(name: string, { text = '', body }: { readonly text?: string; readonly body?: Body } = {}) {
  const request = readRequest(
    {
      id: name,
      name,
      response: [],
      request: {
        method: 'POST',
        header: [
          { key: 'Version', value: '2021-07-28' },
          { key: 'X-Text', value: text },
        ],
        ...(body && { body }),
        url: {
          raw: '',
          host: ['{{base_url}}'],
          path: ['locations', ':id'],
          query: [{ key: 'q', value: text }],
          variable: [{ key: 'id', value: '{{location_id}}' }],
        },
      },
    },
    { names: NAMES, auth: BEARER },
  );
  const server = 'https://api.example.com';
  return { module: 'api', key: `POST /${name}`, name, request, names: NAMES, server };
}

function nodesOf(workflow: object): readonly Node[] {
  return (workflow as Workflow).nodes.filter(({ type }) => type === 'n8n-nodes-base.httpRequest');
}

const SETTINGS: Readonly<Record<string, string>> = { BASE_URL: 'https://host', LOCATION_ID: 'loc 1' };

/** As n8n does it: a text that begins with `=`, and in it what stands between the next two pairs of braces. */
function evaluated(parameter = ''): string {
  if (!parameter.startsWith('=')) return parameter;
  const node = (name: string) => ({ first: () => ({ json: name === 'Settings' ? SETTINGS : {} }) });
  // n8n drops some of the backslashes that stand outside of the braces.
  expect(parameter.replaceAll(/\{\{[\s\S]*?\}\}/g, '')).not.toContain('\\');
  return parameter.slice(1).replaceAll(/\{\{([\s\S]*?)\}\}/g, (_whole, code: string) => {
    // Nothing of a spec may get here but as the literal that it is.
    if (/process|constructor|evil/.test(code.replaceAll(/"(?:[^"\\]|\\.)*"/g, ''))) throw new Error(code);
    return String(new Function('$', `return (${code})`)(node));
  });
}

const NASTY = [
  '={{ evil() }}',
  '={{ $env.PATH }} {{location_id}}',
  '{{ evil() }}',
  '}} evil() {{',
  '{{{location_id}}}',
  '\\{{location_id}}\\',
  '="a" + {{location_id}} "\\" \\u007b{ evil() }}',
];
const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: fc.constantFrom(...'={}\\"\'`$ \na', '{{location_id}}', 'evil'), maxLength: 12 }),
);
const meant = (written: string) => written.replaceAll('{{location_id}}', 'loc 1');

describe('a workflow for n8n', () => {
  it('evaluates our variables, and nothing that a spec says', () => {
    fc.assert(
      fc.property(text, (one) => {
        const raw = JSON.stringify({ [one]: [one, { deep: { deeper: one } }] }, null, 2);
        const [node] = nodesOf(
          n8nWorkflow([operation('a', { text: one, body: { mode: 'raw', raw } })], 'oauth2'),
        );
        const { queryParameters, headerParameters, jsonBody } = node?.parameters ?? { url: '' };
        expect(evaluated(queryParameters?.parameters[0]?.value)).toBe(meant(one));
        expect(evaluated(headerParameters?.parameters[1]?.value)).toBe(meant(one).replaceAll(/\n+/g, ' '));
        const key = meant(one);
        expect(JSON.parse(evaluated(jsonBody))).toEqual({ [key]: [key, { deep: { deeper: key } }] });
      }),
    );
  });

  it('sends a body that is no JSON as the text that is meant', () => {
    for (const raw of NASTY) {
      const [node] = nodesOf(n8nWorkflow([operation('a', { body: { mode: 'raw', raw } })], 'oauth2'));
      expect(evaluated(node?.parameters.body)).toBe(meant(raw));
    }
  });

  it('encodes ids in the address, and keeps the host as it is', () => {
    const [node] = nodesOf(n8nWorkflow([operation('a')], 'oauth2'));
    expect(evaluated(node?.parameters.url)).toBe('https://host/locations/loc%201');
  });

  it.each([
    ['oauth2', 'oAuth2Api', 'HoopAI OAuth2'],
    ['bearer', 'httpBearerAuth', 'HoopAI private integration'],
  ] as const)('names the credential of %s, and holds no token', (auth, type, name) => {
    const workflow = n8nWorkflow([operation('a')], auth);
    const [node] = nodesOf(workflow);
    expect(node?.parameters).toMatchObject({
      authentication: 'genericCredentialType',
      genericAuthType: type,
    });
    expect(node?.credentials).toEqual({ [type]: { id: null, name } });
    expect(JSON.stringify(workflow)).not.toMatch(/authorization|access_token/i);
    expect(node?.parameters.headerParameters?.parameters[0]).toEqual({
      name: 'Version',
      value: '2021-07-28',
    });
  });

  it('connects a single request, and leaves many for a person to connect', () => {
    const { connections } = n8nWorkflow([operation('a')], 'oauth2') as Workflow;
    expect(Object.keys(connections)).toEqual(['Start', 'Settings']);
    const many = n8nWorkflow([operation('a'), operation('b')], 'oauth2') as Workflow;
    expect(Object.keys(many.connections)).toEqual(['Start']);
  });

  it('gives each node a name and an id of its own, the same each time', () => {
    const operations = [operation('Settings'), operation('a'), { ...operation('a'), key: 'GET /a' }];
    const { nodes } = n8nWorkflow(operations, 'oauth2') as Workflow;
    expect(new Set(nodes.map(({ name }) => name)).size).toBe(nodes.length);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
    expect(n8nWorkflow(structuredClone(operations), 'oauth2')).toEqual(n8nWorkflow(operations, 'oauth2'));
  });
});
