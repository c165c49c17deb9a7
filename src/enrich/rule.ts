import type { Outcome } from '../diagnostics/diagnostic.ts';
import type { Bundle, BundledRequest } from '../model/bundle.ts';
import type { LinkConfig, Profile } from '../model/config.ts';
import type { CredentialPlan } from './plan-credentials.ts';
import type { VariablePlan } from './plan-variables.ts';

/** One thing that a collection must have. Pure: takes a bundle and gives a new one. */
export interface Rule {
  readonly id: string;
  readonly apply: (bundle: Bundle, context: RuleContext) => Outcome<Bundle>;
}

export interface RuleContext {
  readonly profile: Profile;
  /** Names of the variables that every environment holds. */
  readonly environmentVariables: ReadonlySet<string>;
  /** Base URLs that the environments are given. */
  readonly baseUrls: readonly string[];
  /** Where the config says that variables come from. */
  readonly links: LinkConfig;
  /** Names that Postman fills in with a value of ours: no text of the spec may hold one. */
  readonly ownVariables: ReadonlySet<string>;
  /** Which parameter holds which variable. */
  readonly variables: VariablePlan;
  /** Which request carries which key beside the profile's auth. */
  readonly credentials: CredentialPlan;
}

/** A rule that looks at one request at a time and has nothing to report. */
export function requestRule(
  id: string,
  change: (request: BundledRequest, bundle: Bundle, context: RuleContext) => BundledRequest,
): Rule {
  return {
    id,
    apply: (bundle, context) => ({
      value: { ...bundle, requests: bundle.requests.map((request) => change(request, bundle, context)) },
      diagnostics: [],
    }),
  };
}

/** `bundled` with parts of its Postman request replaced. */
export function withRequest(
  bundled: BundledRequest,
  change: Partial<BundledRequest['item']['request']>,
): BundledRequest {
  return { ...bundled, item: { ...bundled.item, request: { ...bundled.item.request, ...change } } };
}

/** Variable that holds the address of the receiver of webhooks. */
export const WEBHOOK_URL = 'webhook_url';
