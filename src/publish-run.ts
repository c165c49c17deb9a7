import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { postmanApi } from './io/postman-api.ts';
import { postmanClient } from './io/postman-client.ts';
import type { ReadVariable } from './io/read-variables.ts';
import { takeTurns } from './io/take-turns.ts';
import type { MergeSide } from './model/merge.ts';
import type { BuiltEntity, Decided, EntityReport, PublishReport } from './model/publish.ts';
import { lockEntity, unlockEntity } from './publish/lock-entry.ts';
import { openSession, type Session } from './publish-run/open-session.ts';
import {
  type LocalOptions,
  type Orphan,
  type Prepared,
  preparePublish,
} from './publish-run/prepare-publish.ts';
import { decideOrFail, settleEntity } from './publish-run/settle-entity.ts';
import { type Redact, redactError, redactor } from './report/redact.ts';
import { rateLimiter } from './smoke/rate-limiter.ts';

export interface PublishOptions extends LocalOptions {
  /** Id or name; the lock's when absent. */
  readonly workspace?: string;
  /** Origin of Postman's API. */
  readonly apiBase: string;
  /** Bytes from which on a collection is replaced asynchronously. */
  readonly asyncFrom: number;
  readonly dryRun: boolean;
  /** What the lock knows and Postman does not is made anew. */
  readonly recreate: boolean;
  /** What is no longer built is deleted in Postman. */
  readonly prune: boolean;
  /** Whose version counts where a person and the specs changed one thing. */
  readonly prefer?: MergeSide;
}

export interface PublishHooks {
  readonly readVariable: ReadVariable;
  /** Called once for each entity, when it is planned (a dry run) or done. */
  readonly onEntity: (report: EntityReport) => void;
  readonly onWait: (ms: number, reason: string) => void;
  /** Waits for another run with the same lock; `pid`: its process. */
  readonly onTurn: (pid: number) => void;
  readonly wait: (ms: number) => Promise<void>;
  /** Whether these may be deleted; asked before anything is written. */
  readonly mayDelete: (orphans: readonly Orphan[]) => Promise<boolean>;
}

/** Requests that Postman takes of one key. */
const LIMIT = { requests: 300, perMs: 60_000 };

/**
 * Brings a Postman workspace to what was built: creates what is not there, merges what a person has edited, and
 * writes nothing that is as it should be. The lock is written after each entity, so that a run which breaks off is
 * gone on with by the next. One after the other: no two writes meet, not even of two runs on this machine that have
 * one lock.
 * @throws Stop when it cannot begin, or not go on.
 */
export async function publish(options: PublishOptions, hooks: PublishHooks): Promise<PublishReport> {
  return options.dryRun
    ? publishNow(options, hooks)
    : takeTurns(options.lockFile, () => publishNow(options, hooks), hooks.onTurn);
}

async function publishNow(options: PublishOptions, hooks: PublishHooks): Promise<PublishReport> {
  const prepared = await preparePublish(options, hooks.readVariable);
  const redact = redactor([prepared.key]);
  try {
    return await publishPrepared(prepared, options, hooks, redact);
  } catch (error) {
    throw redactError(error, redact);
  }
}

async function publishPrepared(
  { key, entities, lock, orphans }: Prepared,
  options: PublishOptions,
  hooks: PublishHooks,
  redact: Redact,
): Promise<PublishReport> {
  const { apiBase: base, asyncFrom, dryRun } = options;
  const { wait, onWait } = hooks;
  const permit = rateLimiter(LIMIT, { now: () => performance.now(), wait });
  const send = postmanClient({ base, key, permit, wait, onWait, redact });
  const session = await openSession(postmanApi({ send, wait, asyncFrom }), lock, {
    ...options,
    choices: options,
  });
  const isPruned = options.prune && orphans.length > 0 && (dryRun || (await hooks.mayDelete(orphans)));
  const reports: EntityReport[] = [];
  const diagnostics: Diagnostic[] = [];
  const tell = (report: EntityReport): void => {
    reports.push(report);
    hooks.onEntity(report);
  };
  // A lock that cannot be written has to be found before there is something to remember.
  if (!dryRun) await session.remember((unchanged) => unchanged);
  for (const entity of entities) {
    const { report, found } = await publishEntity(entity, { ...session, wait, dryRun });
    diagnostics.push(...found);
    tell(report);
  }
  for (const orphan of orphans) {
    if (isPruned && !dryRun) await removeOrphan(orphan, session);
    tell({ ...orphan, action: isPruned ? 'delete' : 'orphan', conflicts: [] });
  }
  const { id, name } = session.around().workspace;
  return { workspace: { id, name }, dryRun, entities: reports, diagnostics };
}

async function publishEntity(
  entity: BuiltEntity,
  session: Session & { readonly wait: PublishHooks['wait']; readonly dryRun: boolean },
): Promise<{ readonly report: EntityReport; readonly found: readonly Diagnostic[] }> {
  if (session.dryRun) {
    const decided = await decideOrFail(entity, session.around());
    return { report: reportOf(entity, decided), found: decided.diagnostics };
  }
  const { decided, present } = await settleEntity(entity, session);
  if (present) await session.remember((lock) => lockEntity(lock, entity, present.uid, present.server));
  return { report: reportOf(entity, decided, present?.uid), found: decided.diagnostics };
}

async function removeOrphan({ kind, uid, name }: Orphan, { around, remember }: Session): Promise<void> {
  await around().api.remove(kind, uid, name);
  await remember((lock) => unlockEntity(lock, kind, name));
}

function reportOf(
  { kind, name }: BuiltEntity,
  { decision, conflicts }: Decided,
  made?: string,
): EntityReport {
  const uid = made ?? ('uid' in decision ? decision.uid : undefined);
  return {
    kind,
    name,
    action: decision.action,
    ...(uid !== undefined && { uid }),
    ...('found' in decision && decision.found && { found: true }),
    ...('changes' in decision && { changes: decision.changes }),
    conflicts,
  };
}
