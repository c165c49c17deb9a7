import { at } from '../diagnostics/pointer.ts';
import { METHODS, type Method, type Operation } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import { own } from '../schema/read.ts';
import { readExternalDocs } from './read-about.ts';
import { readBody } from './read-body.ts';
import { readParameters } from './read-parameters.ts';
import { readResponses } from './read-responses.ts';
import { readRequirements } from './read-security.ts';
import { readServers } from './read-servers.ts';
import { entries, list, type Node, type Reading, resolveNode, text } from './reading.ts';

/** Every operation of `paths`, in the order of the spec. */
export function readOperations(reading: Reading): readonly Operation[] {
  const operations = entries(reading.document, 'paths').flatMap(([path, pathItem]) =>
    readPathItem(path, pathItem, at('/paths', path), reading),
  );
  reportDuplicateIds(operations, reading);
  return operations;
}

/** OpenAPI 3.1 `webhooks`: operations whose path is the webhook's name. */
export function readWebhooks(reading: Reading): readonly Operation[] {
  if (reading.dialect !== '3.1') return [];
  return entries(reading.document, 'webhooks').flatMap(([name, pathItem]) =>
    readPathItem(name, pathItem, at('/webhooks', name), reading),
  );
}

function readPathItem(path: string, value: unknown, pointer: string, reading: Reading): readonly Operation[] {
  const pathItem = resolveNode(value, pointer, 'a path item', reading);
  if (!pathItem) return [];
  return METHODS.flatMap((method) => {
    const value = own(pathItem.node, method);
    if (value === undefined) return [];
    const operation = resolveNode(value, at(pathItem.pointer, method), 'an operation', reading);
    return operation ? [readOperation(path, method, operation, pathItem, reading)] : [];
  });
}

function readOperation(
  path: string,
  method: (typeof METHODS)[number],
  { node, pointer }: Node,
  pathItem: Node,
  reading: Reading,
): Operation {
  const body = readBody(node, pointer, pathItem, reading);
  const operationId = text(node, 'operationId');
  const security =
    readRequirements(node, pointer, reading) ?? readRequirements(reading.document, '', reading);
  const servers = readServers(node, pointer, '', reading);
  return {
    key: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase() as Method,
    path,
    pointer,
    ...(operationId === '' ? {} : { operationId }),
    summary: (text(node, 'summary') || text(pathItem.node, 'summary')).trim(),
    description: text(node, 'description').trim() || describePath(pathItem.node, text(node, 'summary')),
    ...readExternalDocs(node),
    tags: list(node, 'tags').filter((tag) => typeof tag === 'string'),
    deprecated: own(node, 'deprecated') === true,
    parameters: readParameters(path, { node, pointer }, pathItem, reading),
    ...(body ? { body } : {}),
    responses: readResponses(node, pointer, reading),
    ...(security ? { security } : {}),
    servers: servers.length > 0 ? servers : readServers(pathItem.node, pathItem.pointer, '', reading),
  };
}

/** What the path item says for all of its operations; its summary too, where the operation's own stands in its place. */
function describePath(pathItem: JsonObject, ownSummary: string): string {
  const summary = ownSummary.trim() === '' ? '' : text(pathItem, 'summary').trim();
  return [summary, text(pathItem, 'description').trim()].filter((part) => part !== '').join('\n\n');
}

function reportDuplicateIds(operations: readonly Operation[], { report }: Reading): void {
  const first = new Map<string, string>();
  for (const { operationId, key, pointer } of operations) {
    if (operationId === undefined) continue;
    const taken = first.get(operationId);
    if (taken === undefined) first.set(operationId, key);
    else report('operation-id-duplicate', { operationId, first: taken }, at(pointer, 'operationId'));
  }
}
