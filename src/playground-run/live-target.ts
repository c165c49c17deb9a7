import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import { environmentFile } from '../io/environment-file.ts';
import { readEnvironment } from '../io/read-built.ts';
import { readManifest } from '../io/read-out.ts';
import type { ReadVariable } from '../io/read-variables.ts';
import type { Config } from '../model/config.ts';
import type { PlayTarget } from '../playground/pass-on.ts';
import { plainBaseUrl } from '../smoke-run/plain-base-url.ts';
import { giverOf } from '../smoke-run/prepare-smoke.ts';
import { readValues } from '../smoke-run/read-values.ts';
import { tokenKeeper } from '../smoke-run/token-keeper.ts';

export interface LiveTargetOptions {
  /** Name of an environment of the out folder, or a file. */
  readonly environment: string;
  readonly allowsWrites: boolean;
  readonly readVariable: ReadVariable;
}

const TOKEN_MS = 30_000;

/** A live environment with its token, as a smoke run has it. @throws Stop for one that is not there or lacks a value. */
export async function liveTarget(
  config: Config,
  { environment: name, allowsWrites, readVariable }: LiveTargetOptions,
): Promise<Omit<PlayTarget, 'open'>> {
  const { profile, out, workingDirectory } = config;
  const manifest = await readManifest(out);
  if (!manifest && !name.endsWith('.json')) throw new Stop([diagnostic('out-not-built', { out })]);
  const file = await readEnvironment(environmentFile(config, manifest, name));
  const { environment, secrets, credentials } = readValues({
    profile,
    kind: 'live',
    file,
    modules: [],
    readVariable,
    rows: [],
    planOnly: false,
  });
  const baseUrl = plainBaseUrl(environment.get(profile.baseUrl.variable) ?? '');
  const { tokens } = profile;
  const keeper =
    credentials &&
    tokens &&
    tokenKeeper(giverOf(tokens, credentials, environment, baseUrl), {
      workingDirectory,
      timeoutMs: TOKEN_MS,
      now: () => performance.now(),
    });
  if (keeper && tokens) environment.set(tokens.accessToken, await keeper.begin());
  return {
    kind: 'live',
    baseUrl,
    allowsWrites,
    auth: profile.auth,
    valueFor: (variable) => environment.get(variable) ?? '',
    secrets: () => [...secrets, ...(keeper?.secrets() ?? [])],
    renew: async () => {
      if (!keeper || !tokens) return false;
      const renewed = await keeper.renew(environment.get(tokens.accessToken) ?? '');
      if (renewed.token === undefined) return false;
      environment.set(tokens.accessToken, renewed.token);
      return true;
    },
  };
}
