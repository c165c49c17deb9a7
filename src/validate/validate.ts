import { diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import type { Bundle } from '../model/bundle.ts';
import type { ValidateContext, Violation } from './rule.ts';
import { RULES } from './rules/index.ts';
import { writtenSecrets } from './written-secrets.ts';

/**
 * Holds a finished bundle against every invariant. An error here is a fault of ours, whatever the spec holds: such a
 * module must not be written. A warning is a secret that the spec brought along.
 */
export function validate(bundle: Bundle, context: ValidateContext): Outcome<Bundle> {
  const { file } = bundle.api;
  const diagnostics = RULES.flatMap((rule) =>
    Array.from(rule.check(bundle, context), ({ detail, request }: Violation) =>
      diagnostic(
        'invariant-broken',
        { rule: rule.id, detail },
        request ? { file, pointer: request.operation.pointer } : { file },
      ),
    ),
  );
  return { value: bundle, diagnostics: [...diagnostics, ...writtenSecrets(bundle)] };
}
