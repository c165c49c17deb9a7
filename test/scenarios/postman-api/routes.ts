import { randomUUID } from 'node:crypto';
import { ApiFault } from './api-fault.ts';
import { type Entity, OWNER } from './entity-store.ts';
import type { FakeApi } from './serve-postman-api.ts';

/** Asynchronous updates by their id. */
export type Tasks = Map<string, { polls: number; readonly apply: () => void }>;

export interface Answer {
  readonly status: number;
  readonly headers?: object;
  readonly body: unknown;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly url: URL;
  readonly body: string;
  readonly prefer: string;
}

/** What an endpoint answers. @throws ApiFault */
export function route(api: FakeApi, tasks: Tasks, call: Call): Answer {
  const { store } = api;
  const [, root = '', id = '', ...more] = call.path.split('/');
  if (more.length > 0) throw notThere(call);
  const { method } = call;
  if (root === 'me' && method === 'GET')
    return ok({ user: { id: Number(OWNER), username: 'ada', email: 'ada@example.com' } });
  if (root === 'workspaces' && method === 'GET' && id === '') return ok({ workspaces: store.workspaces });
  if (root === 'workspaces' && method === 'GET') return ok({ workspace: describe(api, id) });
  if (root === 'collection-updates-tasks' && method === 'GET') return task(api, tasks, id);
  const kind = root === 'collections' ? 'collection' : root === 'environments' ? 'environment' : undefined;
  if (kind === undefined) throw notThere(call);
  if (method === 'POST' && id === '')
    return ok(named(store.create(kind, parsed(call, api, kind), call.url.searchParams.get('workspace'))));
  const entity = store.find(kind, id);
  if (method === 'GET') return ok({ [kind]: entity.content });
  if (method === 'DELETE') {
    store.entities.delete(entity.uid);
    return ok({ [kind]: { id: entity.id, uid: entity.uid } });
  }
  if (method !== 'PUT') throw notThere(call);
  const body = parsed(call, api, kind);
  if (call.prefer !== 'respond-async' || kind === 'environment') {
    if (kind === 'collection' && !/^\d+-/.test(id))
      throw new ApiFault(400, 'malformedRequestError', 'The collection id must be <ownerId>-<uuid>');
    store.replace(entity, body);
    return ok(named(entity));
  }
  const taskId = randomUUID();
  tasks.set(taskId, { polls: 0, apply: () => store.replace(entity, body) });
  return { status: 202, body: { taskId } };
}

/** One of the newer endpoints, whose errors have another shape. */
function task(api: FakeApi, tasks: Tasks, id: string): Answer {
  const found = tasks.get(id);
  if (!found)
    return { status: 404, body: { type: 'notFound', title: 'Not found', detail: 'There is no such task.' } };
  found.polls++;
  if (api.taskEnds === 'never' || found.polls <= api.pollsUntilDone) return ok({ id, status: 'in-progress' });
  if (api.taskEnds === 'successful') found.apply();
  return ok({ id, status: api.taskEnds });
}

function describe({ store }: FakeApi, id: string): object {
  const listed = (kind: Entity['kind']): object[] =>
    store.of(kind, id).map((one) => ({ id: one.id, uid: one.uid, name: nameOf(one) }));
  return { ...store.workspace(id), collections: listed('collection'), environments: listed('environment') };
}

function named(entity: Entity): object {
  return { [entity.kind]: { id: entity.id, name: nameOf(entity), uid: entity.uid } };
}

function nameOf({ kind, content }: Entity): unknown {
  return kind === 'collection' ? Object(content['info'])['name'] : content['name'];
}

function parsed({ body }: Call, { store }: FakeApi, kind: Entity['kind']): unknown {
  if (Buffer.byteLength(body) > store.maxBytes[kind])
    throw new ApiFault(413, 'requestEntityTooLargeError', 'The request body is too large');
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new ApiFault(400, 'malformedRequestError', 'The body is no valid JSON');
  }
}

function notThere({ method, path }: Call): ApiFault {
  return new ApiFault(404, 'notFound', `${method} ${path} is no endpoint`);
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}
