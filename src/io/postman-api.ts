import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { JsonObject } from '../model/json.ts';
import type { EntityKind, Listed } from '../model/publish.ts';
import { AnswerLost, type SendCall } from './postman-client.ts';

export interface Workspace {
  readonly id: string;
  readonly name: string;
}

export interface WorkspaceContents extends Workspace {
  readonly collection: readonly Listed[];
  readonly environment: readonly Listed[];
}

/** The part of Postman's API that publishing needs. Undefined: the server knows no such thing. */
export interface PostmanApi {
  readonly workspaces: () => Promise<readonly Workspace[]>;
  readonly contents: (workspace: string) => Promise<WorkspaceContents | undefined>;
  readonly read: (kind: EntityKind, uid: string, name: string) => Promise<JsonObject | undefined>;
  /** Gives the uid. @throws AnswerLost when it may have been made. */
  readonly create: (
    kind: EntityKind,
    entity: object,
    to: { workspace: string; name: string },
  ) => Promise<string>;
  /** @throws AnswerLost when it may have been replaced. */
  readonly replace: (kind: EntityKind, uid: string, entity: object, name: string) => Promise<void>;
  readonly remove: (kind: EntityKind, uid: string, name: string) => Promise<void>;
}

const MEGABYTE = 1024 * 1024;
/** What Postman takes. */
const LARGEST = { collection: 100 * MEGABYTE, environment: 30 * MEGABYTE };
const POLL_MS = 1_000;
const POLLS = 300;

export interface ApiOptions {
  readonly send: SendCall;
  readonly wait: (ms: number) => Promise<void>;
  /** Bytes from which on a collection is replaced asynchronously. */
  readonly asyncFrom: number;
}

/** @throws Stop as the client does, and when an entity is larger than Postman takes. */
export function postmanApi(options: ApiOptions): PostmanApi {
  const { send } = options;
  return {
    workspaces: async () => {
      const body = await send({ method: 'GET', path: '/workspaces', purpose: 'list the workspaces' });
      return objectsIn(body, 'workspaces').map(workspaceOf);
    },
    contents: async (id) => {
      const path = `/workspaces/${encodeURIComponent(id)}`;
      const body = await send({ method: 'GET', path, purpose: 'read the workspace' });
      if (body === undefined) return undefined;
      const workspace = objectIn(body, 'workspace');
      return {
        ...workspaceOf(workspace),
        collection: objectsIn(workspace, 'collections').map(listedOf),
        environment: objectsIn(workspace, 'environments').map(listedOf),
      };
    },
    read: async (kind, uid, name) => {
      const body = await send({ method: 'GET', path: pathOf(kind, uid), purpose: `read ${name}` });
      return body === undefined ? undefined : (objectIn(body, kind) as JsonObject);
    },
    create: async (kind, entity, { workspace, name }) => {
      const made = await send({
        method: 'POST',
        path: `/${kind}s?workspace=${encodeURIComponent(workspace)}`,
        purpose: `create ${name}`,
        body: bodyOf(kind, entity, name),
      });
      const { uid } = objectIn(made, kind);
      // Made, but under what id is not told: it is looked for like one whose answer never came.
      if (typeof uid !== 'string') throw new AnswerLost('the answer names no uid');
      return uid;
    },
    replace: async (kind, uid, entity, name) => {
      const body = bodyOf(kind, entity, name);
      const respondAsync = kind === 'collection' && Buffer.byteLength(body) >= options.asyncFrom;
      const purpose = `update ${name}`;
      const answer = await send({ method: 'PUT', path: pathOf(kind, uid), purpose, body, respondAsync });
      if (answer === undefined) throw new AnswerLost('it is no longer there');
      const task = taskIn(answer);
      if (respondAsync && task !== undefined) await finish(task, purpose, options);
    },
    remove: async (kind, uid, name) => {
      await send({ method: 'DELETE', path: pathOf(kind, uid), purpose: `delete ${name}` });
    },
  };
}

async function finish(task: string, purpose: string, { send, wait }: ApiOptions): Promise<void> {
  const path = `/collection-updates-tasks/${encodeURIComponent(task)}`;
  for (let poll = 0; poll < POLLS; poll++) {
    const answer = await send({ method: 'GET', path, purpose });
    if (answer === undefined) throw new AnswerLost('the server no longer knows the update');
    const status = String(Object(answer)['status'] ?? 'unknown');
    if (/^(successful|success|completed|complete)$/i.test(status)) return;
    if (/^(failed|failure|error)$/i.test(status))
      throw new Stop([
        diagnostic('postman-refused', { purpose, status: 202, reason: 'the update began, and failed' }),
      ]);
    await wait(POLL_MS);
  }
  throw new AnswerLost(`the update did not end within ${(POLLS * POLL_MS) / 1000} s`);
}

/** A 200 means that the server did not care for the wish and is done. */
function taskIn(answer: unknown): string | undefined {
  const { taskId, id, collection } = Object(answer) as { readonly [key: string]: unknown };
  if (collection !== undefined && taskId === undefined) return undefined;
  const task = taskId ?? id;
  return typeof task === 'string' ? task : undefined;
}

function bodyOf(kind: EntityKind, entity: object, name: string): string {
  const body = JSON.stringify({ [kind]: entity });
  const [bytes, limit] = [Buffer.byteLength(body), LARGEST[kind]];
  if (bytes > limit) throw new Stop([diagnostic('postman-too-large', { name, bytes, limit })]);
  return body;
}

function pathOf(kind: EntityKind, uid: string): string {
  return `/${kind}s/${encodeURIComponent(uid)}`;
}

type Unknowns = { readonly [key: string]: unknown };

function objectIn(body: unknown, key: string): Unknowns {
  return Object(Object(body)[key]) as Unknowns;
}

function objectsIn(body: unknown, key: string): readonly Unknowns[] {
  const list: unknown = Object(body)[key];
  return Array.isArray(list) ? list.map((one) => Object(one) as Unknowns) : [];
}

function workspaceOf({ id, name }: Unknowns): Workspace {
  return { id: String(id ?? ''), name: String(name ?? '') };
}

function listedOf({ uid, id, name }: Unknowns): Listed {
  return { uid: String(uid ?? id ?? ''), name: String(name ?? '') };
}
