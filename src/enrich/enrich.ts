import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import type { Bundle } from '../model/bundle.ts';
import type { LinkConfig, Profile } from '../model/config.ts';
import { isWebhook } from '../postman/is-webhook.ts';
import { planBodyIds } from './plan-body-ids.ts';
import { planCredentials } from './plan-credentials.ts';
import { planVariables } from './plan-variables.ts';
import { receiverVariable } from './receiver-variable.ts';
import type { RuleContext } from './rule.ts';
import { rules } from './rules/index.ts';

export interface EnrichOptions {
  readonly profile: Profile;
  /** Names of the variables that every environment holds. */
  readonly environmentVariables: ReadonlySet<string>;
  /** Base URLs that the environments are given. */
  readonly baseUrls: readonly string[];
  /** Where the config says that variables come from. */
  readonly links: LinkConfig;
}

/** Fills and shapes a converted bundle by the ordered rules. */
export function enrich(bundle: Bundle, options: EnrichOptions): Outcome<Bundle> {
  const { profile, environmentVariables } = options;
  const receivers = bundle.requests
    .filter(isWebhook)
    .map(({ operation }) => receiverVariable(operation, environmentVariables));
  const taken = new Set([...environmentVariables, ...receivers]);
  const variables = planBodyIds(planVariables(bundle.api, profile, taken), bundle.api, profile);
  const named = new Set([...taken, ...variables.declared.map(({ name }) => name)]);
  const credentials = planCredentials(bundle.api, profile, named);
  const ownVariables = new Set([...named, ...credentials.used.map(({ variable }) => variable)]);
  const context: RuleContext = { ...options, variables, credentials, ownVariables };
  const diagnostics: Diagnostic[] = [];
  let value = bundle;
  for (const rule of rules) {
    const outcome = rule.apply(value, context);
    value = outcome.value;
    diagnostics.push(...outcome.diagnostics);
  }
  return { value, diagnostics };
}
