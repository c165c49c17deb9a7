import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { exportOperations } from '../merge/export-operations.ts';
import type { JsonObject } from '../model/json.ts';
import type { BuiltEntity, Decided, LockedCollection } from '../model/publish.ts';
import { fingerprintOf } from '../postman/fingerprint.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import { changedRequests } from './changed-requests.ts';
import { collectionToCreate, planCollection } from './plan-collection.ts';
import { type Choices, failed, type Present } from './present.ts';

/** What a collection that nothing stands for in the workspace needs. */
export function decideToCreate({ content }: BuiltEntity): Decided {
  const changes = changedRequests({}, content);
  const payload = collectionToCreate(content);
  return { decision: { action: 'create', payload, changes }, conflicts: [], diagnostics: [] };
}

/** True for a collection with a script of ours for an operation of the module: made by an earlier build, whichever. */
export function sharesOperations({ content }: BuiltEntity, server: JsonObject): boolean {
  const operations = exportOperations(content);
  return [...exportOperations(server)].some((key) => operations.has(key));
}

/** The build that the server's collection descends from: a person may have removed the variable that says so. */
export function descentOf(server: JsonObject, locked: LockedCollection | undefined): string | undefined {
  return fingerprintOf(server) ?? locked?.fingerprint;
}

/** What the server's collection needs: nothing as long as it descends from what is built now. */
export function decideCollection(
  built: BuiltEntity,
  {
    uid,
    server,
    found,
    locked,
    base,
  }: Present & {
    readonly locked: LockedCollection | undefined;
    /** Of the server's collection; undefined: it is no longer kept. */
    readonly base: JsonObject | undefined;
  },
  { prefer }: Choices,
): Decided {
  const { content: ours, name } = built;
  if (fingerprintOf(server) === fingerprintOf(ours))
    return {
      decision: { action: 'unchanged', uid, server, found },
      conflicts: [],
      diagnostics: secretsIn(server, name),
    };
  if (!base && !sharesOperations(built, server))
    return failed(diagnostic('entity-of-other-module', { name, uid }));
  if (!base && !prefer)
    return failed(diagnostic('base-missing', { name, fingerprint: descentOf(server, locked) ?? '' }));
  const { payload, changes, conflicts } = planCollection(
    { base, server, ours, locked },
    { ...(prefer && { prefer }) },
  );
  return {
    decision: { action: 'update', uid, server, found, payload, changes },
    conflicts,
    diagnostics: secretsIn(payload, name),
  };
}

/** They are there already, and sending them back changes nothing; that they are there is worth a word. */
function secretsIn(collection: JsonObject, name: string): readonly Diagnostic[] {
  return findSecrets(collection).map((finding) => diagnostic('secret-in-postman', { name, ...finding }));
}
