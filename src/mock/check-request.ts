import type { Profile } from '../model/config.ts';
import type { Json } from '../model/json.ts';
import { checkBody } from './check-body.ts';
import { checkCredentials } from './check-credentials.ts';
import { checkParameters } from './check-parameters.ts';
import type { Refusal } from './error-answer.ts';
import type { MockRequest, Target } from './mock-request.ts';
import type { Prepared } from './prepare-operation.ts';
import type { PathValues, Route } from './route-table.ts';
import type { TokenOffice } from './token-office.ts';

export interface RoutedRequest {
  readonly request: MockRequest;
  readonly target: Target;
  readonly route: Route;
  readonly values: PathValues;
}

export interface RequestRules {
  readonly profile: Profile;
  /** Headers, in lower case, that are no business of an operation. */
  readonly ignoredHeaders: ReadonlySet<string>;
  readonly tokens: TokenOffice;
}

/** Every check of a request, in the order in which a platform makes them; the value of its body when it passes. */
export function checkRequest(
  { request, target, route, values }: RoutedRequest,
  prepared: Prepared,
  { profile, ignoredHeaders, tokens }: RequestRules,
): Refusal | { readonly body: Json | undefined } {
  const { operation, api } = route;
  const credentials = checkCredentials(operation, api, profile, request, target, tokens);
  if (credentials !== undefined) return { statuses: [401, 403], reasons: [credentials] };
  if (request.tooLarge) return { statuses: [413], reasons: ['body: expected at most 10 MB, found more'] };
  const rules = { schemas: api.schemas, ignoredHeaders };
  const parameters = checkParameters(operation, request, target, values, rules);
  const body = checkBody(operation.body, request, prepared.requestSchemas());
  const reasons = [...parameters, ...body.faults];
  if (reasons.length === 0) return { body: body.value };
  return { statuses: body.unsupported && parameters.length === 0 ? [415, 400, 422] : [400, 422], reasons };
}
