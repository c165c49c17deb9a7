import type { ApiModel } from '../model/api.ts';
import type { Profile } from '../model/config.ts';
import type { Json } from '../model/json.ts';
import { isObject, own } from '../schema/read.ts';
import { ignoredHeaders } from './check-credentials.ts';
import { checkRequest, type RoutedRequest } from './check-request.ts';
import { type ErrorContext, errorAnswer, type Refusal } from './error-answer.ts';
import { createMemory, type Memory } from './memory.ts';
import { mintTraceId } from './mint-id.ts';
import { type MockAnswer, type MockRequest, parseTarget, type Target } from './mock-request.ts';
import { type Prepared, preparation } from './prepare-operation.ts';
import { seededRandom } from './random.ts';
import { rateWindow } from './rate-window.ts';
import { type Match, routeTable } from './route-table.ts';
import { negotiate } from './success-answer.ts';
import { DEFAULT_TOKENS, type Grant, type TokenOptions, tokenOffice } from './token-office.ts';
import { type TroubleOptions, tooMany, troubleMaker } from './trouble.ts';

export interface RespondOptions extends TroubleOptions {
  readonly profile: Profile;
  /** The same seed gives the same ids for the same requests. */
  readonly seed: number;
  /** Answers 429 beyond it; absent: the profile's is told in headers, and not held to. */
  readonly rateLimit?: Profile['rateLimit'];
  /** How the profile's token operation gives tokens. */
  readonly tokens?: TokenOptions;
  /** Milliseconds since any fixed time. */
  readonly now: () => number;
}

export type Respond = (request: MockRequest) => MockAnswer;

/**
 * The mock without its server: tells what to answer to a request. Requests are held against the specs; answers are
 * the documented examples, with what earlier requests created, changed and deleted.
 */
export function createRespond(models: readonly ApiModel[], options: RespondOptions): Respond {
  const { profile, seed, now } = options;
  const answer = answerer(models, options);
  const traces = seededRandom(seed + 1);
  const trouble = troubleMaker(options, seededRandom(seed + 2));
  const limit = options.rateLimit ?? profile.rateLimit;
  const window = limit && rateWindow(limit, now);
  return (request) => {
    const traceId = mintTraceId(traces);
    const taken = window?.take();
    const isBeyond = options.rateLimit !== undefined && taken?.retryAfter !== undefined;
    const refusal = isBeyond ? tooMany(taken.retryAfter ?? 1) : trouble();
    const { headers, ...rest } = answer(request, traceId, refusal);
    const trace = profile.traceField === undefined ? {} : { [profile.traceField]: traceId };
    return { ...rest, headers: { ...headers, ...taken?.headers, ...trace } };
  };
}

type Answer = (request: MockRequest, traceId: string, refusal: Refusal | undefined) => MockAnswer;

/** What the operation that a request asks for answers, or why there is no such answer. */
function answerer(
  models: readonly ApiModel[],
  { profile, seed, now, tokens: asked = DEFAULT_TOKENS }: RespondOptions,
): Answer {
  const routes = routeTable(models);
  const memory = createMemory(models, profile, seededRandom(seed));
  const prepare = preparation();
  const tokens = tokenOffice(asked, seededRandom(seed + 3), now);
  const rules = { profile, ignoredHeaders: ignoredHeaders(profile), tokens };
  return (request, traceId, refusal) => {
    const target = parseTarget(request.target);
    const match = routes.match(request.method, target.path);
    const context: ErrorContext = { traceField: profile.traceField, traceId, ...documentedIn(match) };
    if (refusal) return errorAnswer(refusal, context);
    if (match.kind !== 'found') return strayAnswer(match, request, target, context);
    const prepared = prepare(match.route.operation, match.route.api);
    const routed: RoutedRequest = { request, target, route: match.route, values: match.values };
    const checked = checkRequest(routed, prepared, rules);
    if ('statuses' in checked) return errorAnswer(checked, context);
    const missing = memory.missing({ operation: match.route.operation, path: target.path });
    if (missing !== undefined) return errorAnswer({ statuses: [404], reasons: [missing] }, context);
    const decision =
      match.route.operation.key === profile.tokens?.operation ? tokens.decide(checked.body) : { grant: {} };
    if ('statuses' in decision) return errorAnswer(decision, context);
    return successAnswer(routed, prepared, checked.body, memory, { ...context, ...decision });
  };
}

function successAnswer(
  { request, target, route: { operation, api } }: RoutedRequest,
  prepared: Prepared,
  given: Json | undefined,
  memory: Memory,
  { traceField, traceId, grant }: ErrorContext & { readonly grant: Partial<Grant> },
): MockAnswer {
  const { status, headers, contents } = prepared.success();
  const content = negotiate(contents, request.headers['accept'] ?? '');
  const documented =
    content?.value === undefined
      ? undefined
      : { value: content.value, schema: content.media.schema, schemas: api.schemas };
  const visit = { operation, path: target.path, query: target.query, body: given };
  const answer = memory.visit(visit, documented);
  const body = isObject(answer) ? { ...answer, ...grant } : answer;
  return {
    status,
    headers: { ...headers, ...(content ? { 'Content-Type': content.type } : {}) },
    body: content?.bytes ?? (body === undefined ? '' : JSON.stringify(traced(body, traceField, traceId))),
  };
}

function documentedIn(match: Match): Pick<ErrorContext, 'documented'> {
  if (match.kind === 'unknown') return {};
  const { operation, api } = match.route;
  return { documented: { operation, schemas: api.schemas } };
}

/** The request is no documented operation. */
function strayAnswer(
  match: Exclude<Match, { kind: 'found' }>,
  { method }: MockRequest,
  { path }: Target,
  context: ErrorContext,
): MockAnswer {
  if (match.kind === 'unknown') {
    const hint = match.hint === undefined ? '' : `; did you mean ${match.hint}?`;
    return errorAnswer(
      { statuses: [404], reasons: [`no operation is documented at ${path}${hint}`] },
      context,
    );
  }
  const headers = { Allow: match.allow.join(', ') };
  if (method === 'OPTIONS') return { status: 204, headers, body: '' };
  const reasons = [`method ${method} is not documented at ${path}: expected ${match.allow.join(', ')}`];
  return errorAnswer({ statuses: [405], reasons, headers }, context);
}

/** The answer's trace id stands in its body too, where the documented one has a place for it. */
function traced(body: Json, field: string | undefined, traceId: string): Json {
  if (field === undefined || !isObject(body) || typeof own(body, field) !== 'string') return body;
  return { ...body, [field]: traceId };
}
