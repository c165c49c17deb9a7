import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { AnswerLost } from '../io/postman-client.ts';
import type { JsonObject } from '../model/json.ts';
import type { BuiltEntity, Decided, Decision } from '../model/publish.ts';
import { failed } from '../publish/present.ts';
import { decideEntity, type Surroundings } from './decide-entity.ts';
import type { Session } from './open-session.ts';

/** What was done for an entity. */
export interface Settled {
  readonly decided: Decided;
  /** As the server has it in the end; absent when nothing could be done. */
  readonly present?: { readonly uid: string; readonly server: JsonObject };
}

type SettleOptions = Pick<Session, 'around' | 'refresh'> & {
  readonly wait: (ms: number) => Promise<void>;
};

const TRIES = 4;
const PAUSE_MS = 1_000;
/** What concerns one entity; after anything else no other would fare better. */
const OF_ONE_ENTITY: ReadonlySet<Diagnostic['code']> = new Set(['postman-refused', 'postman-too-large']);

/**
 * Brings one entity to what was built. What the server has is read right before the write: somebody may have edited
 * it meanwhile. And when an answer is lost, reading tells whether the write was done, so that nothing is made twice.
 * @throws Stop for what concerns more than this entity.
 */
export async function settleEntity(entity: BuiltEntity, options: SettleOptions): Promise<Settled> {
  let first: Decided | undefined;
  for (let tries = 1; ; tries++) {
    const decided = await decideOrFail(entity, options.around());
    const { decision } = decided;
    if (decision.action === 'failed') return { decided };
    first ??= decided;
    if (decision.action === 'unchanged') return { decided: first, present: decision };
    try {
      return { decided: first, present: await write(entity, decision, options.around()) };
    } catch (error) {
      if (!(error instanceof AnswerLost)) return { decided: asFailure(error) };
      if (tries === TRIES) throw givenUp(entity, error);
      await options.wait(PAUSE_MS * 2 ** (tries - 1));
      await options.refresh();
    }
  }
}

/** What an entity needs; failed when the server refuses to show it. */
export async function decideOrFail(entity: BuiltEntity, around: Surroundings): Promise<Decided> {
  try {
    return await decideEntity(entity, around);
  } catch (error) {
    return asFailure(error);
  }
}

async function write(
  { kind, name }: BuiltEntity,
  decision: Extract<Decision, { readonly payload: JsonObject }>,
  { api, workspace }: Surroundings,
): Promise<NonNullable<Settled['present']>> {
  const uid =
    decision.action === 'create'
      ? await api.create(kind, decision.payload, { workspace: workspace.id, name })
      : decision.uid;
  if (decision.action === 'update') await api.replace(kind, uid, decision.payload, name);
  const server = await api.read(kind, uid, name);
  if (!server) throw new AnswerLost('what was written is not there');
  return { uid, server };
}

function asFailure(error: unknown): Decided {
  if (error instanceof Stop && error.diagnostics.every(({ code }) => OF_ONE_ENTITY.has(code)))
    return failed(...error.diagnostics);
  throw error;
}

function givenUp({ kind, name }: BuiltEntity, { message }: AnswerLost): Stop {
  const url = `Postman, for the ${kind} ${name},`;
  return new Stop([diagnostic('postman-unreachable', { url, reason: message })]);
}
