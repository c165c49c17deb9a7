import { randomUUID } from 'node:crypto';
import { ApiFault } from './api-fault.ts';
import { idsOf, withServerIds } from './entity-ids.ts';

type Node = { [key: string]: unknown };

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly type: 'personal' | 'team';
}

export interface Entity {
  readonly kind: 'collection' | 'environment';
  readonly id: string;
  readonly uid: string;
  readonly workspace: string;
  /** As `GET` gives it. */
  content: Node;
}

export const OWNER = '4711';
const MEGABYTE = 1024 * 1024;

/** What one Postman account holds, under the rules of its API. */
export class EntityStore {
  readonly workspaces: Workspace[] = [
    { id: randomUUID(), name: 'My Workspace', type: 'personal' },
    { id: randomUUID(), name: 'Team', type: 'team' },
  ];
  readonly entities = new Map<string, Entity>();
  readonly maxBytes = { collection: 100 * MEGABYTE, environment: 30 * MEGABYTE };

  /** In the order of making. */
  of(kind: Entity['kind'], workspace?: string): Entity[] {
    return [...this.entities.values()].filter(
      (one) => one.kind === kind && (workspace === undefined || one.workspace === workspace),
    );
  }

  find(kind: Entity['kind'], id: string): Entity {
    const found = this.of(kind).find((one) => one.uid === id || one.id === id);
    if (found) return found;
    throw new ApiFault(404, 'instanceNotFoundError', `We could not find the ${kind} you are looking for`, [
      id,
    ]);
  }

  workspace(id: string): Workspace {
    const found = this.workspaces.find((one) => one.id === id);
    if (found) return found;
    throw new ApiFault(404, 'instanceNotFoundError', 'We could not find the workspace you are looking for');
  }

  /** Without a workspace it lands in the oldest personal one. */
  create(kind: Entity['kind'], body: unknown, workspace: string | null): Entity {
    const place = workspace === null ? this.workspaces[0] : this.workspace(workspace);
    const id = randomUUID();
    const entity: Entity = {
      kind,
      id,
      uid: `${OWNER}-${id}`,
      workspace: place?.id ?? '',
      content: {},
    };
    entity.content = this.#accept(entity, body, new Set());
    this.entities.set(entity.uid, entity);
    return entity;
  }

  replace(entity: Entity, body: unknown): void {
    entity.content = this.#accept(entity, body, idsOf(entity.content));
  }

  #accept({ kind, id, uid }: Entity, body: unknown, own: ReadonlySet<string>): Node {
    const node = Object(Object(body)[kind]) as Node;
    if (kind === 'environment') return acceptEnvironment(node, uid);
    const info = Object(node['info']) as Node;
    const missing = [
      ...(typeof info['name'] === 'string' && typeof info['schema'] === 'string' ? [] : ['info']),
      ...(Array.isArray(node['item']) ? [] : ['item']),
    ];
    if (missing.length > 0)
      throw new ApiFault(
        400,
        'malformedRequestError',
        `Found ${missing.length} errors with the supplied collection.`,
        missing.map((name) => `: must have required property '${name}'`),
      );
    const others = this.of('collection').filter((one) => one.id !== id);
    const foreign = new Set(others.flatMap((one) => [one.id, ...idsOf(one.content)]));
    if (foreign.has(String(info['_postman_id'])))
      throw new ApiFault(400, 'instanceFoundError', 'The specified collection id is taken.');
    const content = withServerIds(node, { own, owner: OWNER, foreign });
    const times = { createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-02T00:00:00.000Z' };
    return { ...content, info: { ...info, ...times, _postman_id: id, uid, lastUpdatedBy: OWNER } };
  }
}

function acceptEnvironment(node: Node, uid: string): Node {
  if (typeof node['name'] !== 'string')
    throw new ApiFault(400, 'malformedRequestError', "Found 1 errors: must have required property 'name'");
  const values = Array.isArray(node['values']) ? (node['values'] as Node[]) : [];
  return {
    id: uid.replace(/^\d+-/, ''),
    name: node['name'],
    owner: OWNER,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-02T00:00:00.000Z',
    values: values.map((one) => ({ type: 'default', enabled: true, ...one })),
    isPublic: false,
  };
}
