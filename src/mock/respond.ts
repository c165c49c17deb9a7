import type { ApiModel, Operation, Schemas } from '../model/api.ts';
import type { Profile } from '../model/config.ts';
import type { Json } from '../model/json.ts';
import { isObject, own } from '../schema/read.ts';
import { withoutReadOnly } from '../schema/without-read-only.ts';
import { checkBody } from './check-body.ts';
import { checkCredentials, ignoredHeaders } from './check-credentials.ts';
import { checkParameters } from './check-parameters.ts';
import { type ErrorContext, errorAnswer, type Refusal } from './error-answer.ts';
import { createMemory } from './memory.ts';
import { mintTraceId } from './mint-id.ts';
import { type MockAnswer, type MockRequest, parseTarget, type Target } from './mock-request.ts';
import { seededRandom } from './random.ts';
import { rateWindow } from './rate-window.ts';
import { type Match, routeTable } from './route-table.ts';
import { negotiate, type Success, successOf } from './success-answer.ts';
import { type TroubleOptions, tooMany, troubleMaker } from './trouble.ts';

export interface RespondOptions extends TroubleOptions {
  readonly profile: Profile;
  /** The same seed gives the same ids for the same requests. */
  readonly seed: number;
  /** Answers 429 beyond it; absent: the profile's is told in headers, and not held to. */
  readonly rateLimit?: Profile['rateLimit'];
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
  const routes = routeTable(models);
  const memory = createMemory(models, profile, seededRandom(seed));
  const traces = seededRandom(seed + 1);
  const trouble = troubleMaker(options, seededRandom(seed + 2));
  const limit = options.rateLimit ?? profile.rateLimit;
  const window = limit && rateWindow(limit, now);
  const prepare = preparation();
  const ignored = ignoredHeaders(profile);

  const answerTo = (request: MockRequest, traceId: string, refusal: Refusal | undefined): MockAnswer => {
    const target = parseTarget(request.target);
    const match = routes.match(request.method, target.path);
    const context: ErrorContext = { traceField: profile.traceField, traceId, ...documentedIn(match) };
    if (refusal) return errorAnswer(refusal, context);
    if (match.kind !== 'found') return strayAnswer(match, request, target, context);
    const { operation, api } = match.route;
    const prepared = prepare(operation, api);
    const checks = { profile, ignored, schemas: api.schemas, requestSchemas: prepared.requestSchemas() };
    const checked = checkRequest(operation, request, target, match, checks);
    if ('statuses' in checked) return errorAnswer(checked, context);
    const missing = memory.missing({ operation, path: target.path });
    if (missing !== undefined) return errorAnswer({ statuses: [404], reasons: [missing] }, context);
    const success = prepared.success();
    const content = negotiate(success.contents, request.headers['accept'] ?? '');
    const documented =
      content?.value === undefined
        ? undefined
        : { value: content.value, schema: content.media.schema, schemas: api.schemas };
    const visit = { operation, path: target.path, query: target.query, body: checked.body };
    const body = memory.visit(visit, documented);
    return {
      status: success.status,
      headers: { ...success.headers, ...(content ? { 'Content-Type': content.type } : {}) },
      body:
        content?.bytes ??
        (body === undefined ? '' : JSON.stringify(traced(body, profile.traceField, traceId))),
    };
  };

  return (request) => {
    const traceId = mintTraceId(traces);
    const taken = window?.take();
    const isBeyond = options.rateLimit !== undefined && taken?.retryAfter !== undefined;
    const refusal = isBeyond ? tooMany(taken.retryAfter ?? 1) : trouble();
    const answer = answerTo(request, traceId, refusal);
    const trace = profile.traceField === undefined ? {} : { [profile.traceField]: traceId };
    return { ...answer, headers: { ...answer.headers, ...taken?.headers, ...trace } };
  };
}

interface Checks {
  readonly profile: Profile;
  readonly ignored: ReadonlySet<string>;
  readonly schemas: Schemas;
  readonly requestSchemas: Schemas;
}

/** Every check of a request, in the order in which a platform makes them; its body when it passes. */
function checkRequest(
  operation: Operation,
  request: MockRequest,
  target: Target,
  match: Match & { kind: 'found' },
  { profile, ignored, schemas, requestSchemas }: Checks,
): Refusal | { readonly body: Json | undefined } {
  const credentials = checkCredentials(operation, profile, request, target);
  if (credentials !== undefined) return { statuses: [401, 403], reasons: [credentials] };
  if (request.tooLarge) return { statuses: [413], reasons: ['body: expected at most 10 MB, found more'] };
  const parameters = checkParameters(operation, request, target, match.values, {
    schemas,
    ignoredHeaders: ignored,
  });
  const body = checkBody(operation.body, request, requestSchemas);
  const reasons = [...parameters, ...body.faults];
  if (reasons.length === 0) return { body: body.value };
  return { statuses: body.unsupported && parameters.length === 0 ? [415, 400, 422] : [400, 422], reasons };
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

interface Prepared {
  readonly success: () => Success;
  readonly requestSchemas: () => Schemas;
}

/** What can be known of an operation before a request, made when the first one comes. */
function preparation(): (operation: Operation, api: ApiModel) => Prepared {
  const successes = new Map<Operation, Success>();
  const schemas = new Map<ApiModel, Schemas>();
  const once = <Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value => {
    const known = map.get(key);
    if (known !== undefined) return known;
    const made = make();
    map.set(key, made);
    return made;
  };
  return (operation, api) => ({
    success: () => once(successes, operation, () => successOf(operation, api.schemas)),
    requestSchemas: () => once(schemas, api, () => withoutReadOnly(api.schemas)),
  });
}

/** The answer's trace id stands in its body too, where the documented one has a place for it. */
function traced(body: Json, field: string | undefined, traceId: string): Json {
  if (field === undefined || !isObject(body) || typeof own(body, field) !== 'string') return body;
  return { ...body, [field]: traceId };
}
