import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import type { Operation } from '../model/api.ts';
import type { Bundle, BundledRequest, Link } from '../model/bundle.ts';
import type { ScriptEvent } from '../model/collection.ts';
import type { Profile } from '../model/config.ts';
import { isWebhook, onlyWebhooks } from '../postman/is-webhook.ts';
import { describeAccess } from './describe-access.ts';
import { expectationOf } from './expectation.ts';
import type { Finding } from './finding.ts';
import { renderScript, type ScriptTemplates } from './render-script.ts';
import { captureTokens, refreshToken } from './token-scripts.ts';

export interface AttachOptions {
  readonly templates: ScriptTemplates;
  readonly profile: Pick<Profile, 'traceField' | 'baseUrl' | 'auth' | 'tokens'>;
  /** Each collection gets new tokens in time, by itself. */
  readonly refreshTokens?: boolean;
  /** Milliseconds that a response may take. */
  readonly budget: number;
}

/** Gives every request its test script: what the spec says of the answer, and what it feeds; of a receiver's, that it took the event. */
export function attach(bundle: Bundle, options: AttachOptions): Outcome<Bundle> {
  const diagnostics: Diagnostic[] = [];
  const chains = chainsOf(bundle.links);
  const requests = bundle.requests.map((request): BundledRequest => {
    const { operation } = request;
    if (isWebhook(request)) {
      const lines = renderScript(options.templates.webhookTest, {});
      return { ...request, weak: [], item: { ...request.item, event: [testScript(lines)] } };
    }
    const { expectation, findings } = expectationOf(operation, bundle.api.schemas, {
      access: describeAccess(operation, bundle.api),
      trace: options.profile.traceField ?? null,
      budget: options.budget,
    });
    diagnostics.push(...contradictions(findings, bundle.api.file));
    const weak = findings.flatMap((finding) => (finding.kind === 'weak' ? [finding.reason] : []));
    const lines = [
      ...renderScript(options.templates.requestTest, { spec: expectation }),
      ...chainLines(chains.get(operation.key), options.templates),
      ...tokensOf(operation, options),
    ];
    return { ...request, weak, item: { ...request.item, event: [testScript(lines)] } };
  });
  return {
    value: { ...bundle, requests, events: [...bundle.events, ...beforeEach(bundle, options)] },
    diagnostics,
  };
}

/** One for each check that had to go, at the response whose example breaks it. */
function contradictions(findings: readonly Finding[], file: string): readonly Diagnostic[] {
  return findings.flatMap((finding) =>
    finding.kind === 'contradicted'
      ? [
          diagnostic(
            'assertion-dropped',
            { at: finding.at, reason: finding.reason },
            { file, pointer: finding.response.pointer },
          ),
        ]
      : [],
  );
}

interface Chain {
  readonly captures: { variable: string; path: readonly (string | number)[]; made: boolean }[];
  readonly restores: string[];
}

/** By operation: the variables that its answer fills, and those that it gives back their first value. */
function chainsOf(links: readonly Link[]): ReadonlyMap<string, Chain> {
  const chains = new Map<string, Chain>();
  const chainOf = (key: string): Chain => {
    const chain = chains.get(key) ?? { captures: [], restores: [] };
    chains.set(key, chain);
    return chain;
  };
  for (const { variable, sources, removedBy } of links) {
    for (const { producer, path, creates } of sources)
      chainOf(producer).captures.push({ variable, path, made: creates });
    for (const key of new Set(removedBy)) chainOf(key).restores.push(variable);
  }
  return chains;
}

function chainLines(chain: Chain | undefined, templates: ScriptTemplates): readonly string[] {
  const { captures = [], restores = [] } = chain ?? {};
  return [
    ...(captures.length > 0 ? ['', ...renderScript(templates.capture, { captures })] : []),
    ...(restores.length > 0 ? ['', ...renderScript(templates.restore, { restores })] : []),
  ];
}

function tokensOf({ key }: Operation, { profile, templates }: AttachOptions): readonly string[] {
  return key === profile.tokens?.operation ? ['', ...captureTokens(profile.tokens, templates)] : [];
}

/** What runs before each request, in one script: Postman knows one of a kind for a collection. */
function beforeEach(bundle: Bundle, options: AttachOptions): readonly ScriptEvent[] {
  // Receivers of webhooks are sent no token.
  if (onlyWebhooks(bundle.requests)) return [];
  const { refreshTokens, profile, templates } = options;
  const parts = [mockToken(bundle, options), refreshTokens ? refreshToken(profile, templates) : []].filter(
    (lines) => lines.length > 0,
  );
  if (parts.length === 0) return [];
  const exec = parts.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
  return [{ listen: 'prerequest', script: { type: 'text/javascript', exec } }];
}

/** The environment of the mock holds no token either, and Postman leaves an empty one out. */
function mockToken(bundle: Bundle, { templates, profile }: AttachOptions): readonly string[] {
  const credentials = [...credentialsOf(profile.auth), ...bundle.credentials];
  if (credentials.length === 0) return [];
  return renderScript(templates.mockToken, { host: profile.baseUrl.variable, credentials });
}

function credentialsOf(auth: Profile['auth']): readonly string[] {
  switch (auth.type) {
    case 'bearer':
      return [auth.token];
    case 'apikey':
      return [auth.value];
    case 'basic':
      return [auth.username, auth.password];
    case 'oauth2':
      return [auth.accessToken];
    case 'noauth':
      return [];
  }
}

function testScript(exec: readonly string[]): ScriptEvent {
  return { listen: 'test', script: { type: 'text/javascript', exec } };
}
