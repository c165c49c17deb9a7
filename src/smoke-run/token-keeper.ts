import { diagnostic, messageOf } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { type GivenTokens, requestToken, type TokenAnswer } from '../io/request-token.ts';
import { tokenFile } from '../io/token-file.ts';
import type { Renewed } from '../smoke/run-plan.ts';

/** What an access token is got with. */
export interface TokenGiver {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As the surroundings have it: the first of a chain, of which the latest is kept in a private file. */
  readonly refreshToken: string;
  /** Absent: one has to be got before the run. */
  readonly accessToken?: string;
}

export interface KeeperOptions {
  readonly workingDirectory: string;
  readonly timeoutMs: number;
  /** Milliseconds since any fixed time. */
  readonly now: () => number;
}

/** Holds the access token of a run, and renews it for all workers together. */
export interface TokenKeeper {
  /** The token that the run begins with. @throws Stop when none can be got, or its successor not be kept. */
  readonly begin: () => Promise<string>;
  /** What takes the place of a token that was refused. */
  readonly renew: (refused: string) => Promise<Renewed>;
  /** All tokens so far: no report may show them. */
  readonly secrets: () => readonly string[];
}

interface Held {
  readonly token: string;
  /** Unknown for one that was given. */
  readonly ends?: number;
}

/** The platform counts from an earlier moment than we do. */
const EARLY_MS = 10_000;

/** The keeper of one run. Nothing is sent before `begin` or `renew`; one exchange serves all who ask meanwhile. */
export function tokenKeeper(giver: TokenGiver, options: KeeperOptions): TokenKeeper {
  const secrets: string[] = [];
  let held: Held | undefined = giver.accessToken === undefined ? undefined : { token: giver.accessToken };
  let renewing: Promise<Renewed> | undefined;
  let isLost = false;
  const get = async (): Promise<string> => {
    const { accessToken, expiresIn = Number.POSITIVE_INFINITY } = await refresh(giver, options, secrets);
    held = { token: accessToken, ends: options.now() + expiresIn * 1000 - EARLY_MS };
    return accessToken;
  };
  const getOrReason = async (): Promise<Renewed> => {
    try {
      return { token: await get() };
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      isLost = true;
      const [found] = error.diagnostics;
      return { reason: `${found.where ? `${found.where.file}: ` : ''}${messageOf(found)}` };
    } finally {
      renewing = undefined;
    }
  };
  return {
    begin: async () => held?.token ?? (await get()),
    renew: async (refused) => {
      if (renewing) return renewing;
      if (held && held.token !== refused) return { token: held.token };
      // Refused before its time: for its scope, say, which another of its kind lacks as well.
      if (isLost || (held?.ends !== undefined && options.now() < held.ends)) return {};
      renewing = getOrReason();
      return renewing;
    },
    secrets: () => secrets,
  };
}

/**
 * One exchange. A refresh token works once: that its successor can be kept is tried before it is used up, and it is
 * kept before anything is done with what came.
 */
async function refresh(
  giver: TokenGiver,
  { workingDirectory, timeoutMs }: KeeperOptions,
  secrets: string[],
): Promise<GivenTokens> {
  const file = tokenFile(workingDirectory, giver.refreshToken);
  await file.prepare();
  const latest = async (): Promise<string> => (await file.read()) ?? giver.refreshToken;
  const exchange = (refreshToken: string): Promise<TokenAnswer> => {
    secrets.push(refreshToken);
    const { url, clientId, clientSecret } = giver;
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
    return requestToken(url, { client_id: clientId, client_secret: clientSecret, ...grant }, timeoutMs);
  };
  const first = await latest();
  let answer = await exchange(first);
  // Another run beside this one may have used it in between, and kept the next.
  const second = 'reason' in answer ? await latest() : first;
  if (second !== first) answer = await exchange(second);
  if ('reason' in answer) throw new Stop([diagnostic('token-refused', { url: giver.url, ...answer })]);
  secrets.push(answer.accessToken, answer.refreshToken ?? '');
  if (answer.refreshToken !== undefined) await file.write(answer.refreshToken);
  return answer;
}
