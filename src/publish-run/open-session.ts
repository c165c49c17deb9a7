import { Stop } from '../diagnostics/stop.ts';
import { findBase } from '../io/find-base.ts';
import type { PostmanApi, WorkspaceContents } from '../io/postman-api.ts';
import { writePublishLock } from '../io/publish-lock.ts';
import type { JsonObject } from '../model/json.ts';
import type { PublishLock } from '../model/publish.ts';
import { chooseWorkspace, workspaceUnknown } from '../publish/choose-workspace.ts';
import type { Surroundings } from './decide-entity.ts';

/** A workspace that is being published to: its lock and its listing change while that goes on. */
export interface Session {
  /** As it is now. */
  readonly around: () => Surroundings;
  /** Lists the workspace again. */
  readonly refresh: () => Promise<void>;
  /** Changes the lock, and writes it. */
  readonly remember: (change: (lock: PublishLock) => PublishLock) => Promise<void>;
}

export interface SessionOptions {
  readonly out: string;
  readonly lockFile: string;
  /** Id or name; the lock's when absent. */
  readonly workspace?: string;
  readonly choices: Surroundings['choices'];
}

/** @throws Stop when there is no such workspace, or the lock is another's. */
export async function openSession(
  api: PostmanApi,
  locked: PublishLock | undefined,
  { out, lockFile, workspace: asked, choices }: SessionOptions,
): Promise<Session> {
  let workspace = await openWorkspace(api, locked?.workspace, asked);
  let lock = locked ?? emptyLock(workspace);
  const readBuild: Surroundings['readBuild'] = async (module, fingerprint) => {
    const base = await findBase(out, { module, file: undefined }, fingerprint);
    return base?.collection as JsonObject | undefined;
  };
  return {
    around: () => ({ api, workspace, lock, readBuild, choices }),
    refresh: async () => {
      workspace = await openWorkspace(api, lock.workspace, undefined);
    },
    remember: async (change) => {
      lock = change(lock);
      await writePublishLock(lockFile, lock);
    },
  };
}

async function openWorkspace(
  api: PostmanApi,
  locked: PublishLock['workspace'] | undefined,
  asked: string | undefined,
): Promise<WorkspaceContents> {
  const workspaces = await api.workspaces();
  const chosen = chooseWorkspace(workspaces, asked, locked);
  if ('code' in chosen) throw new Stop([chosen]);
  const contents = await api.contents(chosen.id);
  if (!contents) throw new Stop([workspaceUnknown(workspaces, asked ?? chosen.id)]);
  return contents;
}

function emptyLock({ id, name }: WorkspaceContents): PublishLock {
  return { lockVersion: 1, workspace: { id, name }, collections: {}, environments: {} };
}
