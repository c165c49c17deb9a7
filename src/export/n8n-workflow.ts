import { stableId } from '../ids/stable-id.ts';
import { type VariableNames, variablesIn } from '../snippets/pieces.ts';
import { variablesOf } from '../snippets/read-request.ts';
import { type SnippetRequest, UPLOAD } from '../snippets/snippet-request.ts';
import { n8nText, SETTINGS } from './n8n-expression.ts';
import { type N8nAuth, n8nRequest } from './n8n-node.ts';

/** An operation as far as a workflow tells of it. */
export interface N8nOperation {
  readonly module: string;
  readonly key: string;
  readonly name: string;
  readonly request: SnippetRequest;
  readonly names: VariableNames;
  readonly server: string;
}

const START = 'Start';
const NOTE = 'Read me';
const COLUMNS = 4;

/**
 * A workflow that n8n imports: a node for each operation, which reads the account and the ids from one node with
 * settings. Only a single operation is connected: a run of many would create and delete.
 */
export function n8nWorkflow(operations: readonly N8nOperation[], auth: N8nAuth): object {
  const taken = new Set([START, NOTE, SETTINGS]);
  const nodes = operations.map(({ module, key, name, request, names }, index) => ({
    id: stableId('n8n', module, key),
    name: freeName(name, taken),
    type: 'n8n-nodes-base.httpRequest',
    typeVersion: 4.2,
    position: [480 + (index % COLUMNS) * 240, Math.floor(index / COLUMNS) * 200],
    ...n8nRequest(request, names, auth),
    notes: key,
  }));
  const [single, ...others] = nodes;
  const connected = single && others.length === 0 ? { [SETTINGS]: to(single.name) } : {};
  return {
    name: nameOf(operations),
    nodes: [startNode(), noteNode(), settingsNode(operations), ...nodes],
    connections: { [START]: to(SETTINGS), ...connected },
    settings: { executionOrder: 'v1' },
    pinData: {},
  };
}

function nameOf(operations: readonly N8nOperation[]): string {
  const modules = [...new Set(operations.map(({ module }) => module))];
  return `HoopAI ${modules.slice(0, 3).join(', ')}${modules.length > 3 ? ' and others' : ''}`;
}

/** Connections find nodes by their names. */
function freeName(name: string, taken: Set<string>): string {
  const short = name.slice(0, 100).trim() || 'Request';
  let free = short;
  for (let count = 2; taken.has(free); count++) free = `${short} ${count}`;
  taken.add(free);
  return free;
}

function to(node: string): object {
  return { main: [[{ node, type: 'main', index: 0 }]] };
}

function startNode(): object {
  const type = 'n8n-nodes-base.manualTrigger';
  return { id: stableId('n8n', START), name: START, type, typeVersion: 1, position: [0, 0], parameters: {} };
}

function settingsNode(operations: readonly N8nOperation[]): object {
  const hosts = new Map(
    operations.flatMap(({ request, server }) =>
      variablesIn(request.base).map((name) => [name, server] as const),
    ),
  );
  const assignments = settingNames(operations).map((name) => ({
    id: stableId('n8n', SETTINGS, name),
    name,
    value: n8nText([hosts.get(name) ?? '']),
    type: 'string',
  }));
  return {
    id: stableId('n8n', SETTINGS),
    name: SETTINGS,
    type: 'n8n-nodes-base.set',
    typeVersion: 3.4,
    position: [240, 0],
    parameters: { assignments: { assignments }, options: {} },
  };
}

/** All variables but those that a credential holds. */
function settingNames(operations: readonly N8nOperation[]): readonly string[] {
  const names = operations.flatMap(({ request }) => {
    const { basic: _login, ...rest } = request;
    const open = <T extends { readonly isCredential?: true }>(all: readonly T[]) =>
      all.filter(({ isCredential }) => !isCredential);
    return variablesOf({ ...rest, headers: open(request.headers), query: open(request.query) });
  });
  return [...new Set(names)].filter((name) => name !== UPLOAD);
}

function noteNode(): object {
  const content = [
    '## HoopAI',
    `1. Fill in **${SETTINGS}**: the account (LOCATION_ID) and the ids that you need.`,
    '2. Make the credential that the nodes name, once.',
    `3. Connect ${SETTINGS} with the requests that you want: each sends, changes or deletes when it runs.`,
  ].join('\n');
  return {
    id: stableId('n8n', NOTE),
    name: NOTE,
    type: 'n8n-nodes-base.stickyNote',
    typeVersion: 1,
    position: [0, -260],
    parameters: { content, height: 220, width: 440 },
  };
}
