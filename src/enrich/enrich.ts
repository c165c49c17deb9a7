import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import type { Bundle } from '../model/bundle.ts';
import type { Profile } from '../model/config.ts';
import { planVariables } from './plan-variables.ts';
import { rules } from './rules/index.ts';

export interface EnrichOptions {
  readonly profile: Profile;
  /** Names of the variables that every environment holds. */
  readonly environmentVariables: ReadonlySet<string>;
}

/** Fills and shapes a converted bundle by the ordered rules. */
export function enrich(bundle: Bundle, options: EnrichOptions): Outcome<Bundle> {
  const { profile, environmentVariables } = options;
  const context = { ...options, variables: planVariables(bundle.api, profile, environmentVariables) };
  const diagnostics: Diagnostic[] = [];
  let value = bundle;
  for (const rule of rules) {
    const outcome = rule.apply(value, context);
    value = outcome.value;
    diagnostics.push(...outcome.diagnostics);
  }
  return { value, diagnostics };
}
