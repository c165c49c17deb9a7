import type { PlannedVariable } from '../plan-variables.ts';
import type { Rule } from '../rule.ts';
import { shortText } from '../short-text.ts';

/** Every variable that names an entity is declared on the collection, with the spec's example as its value. */
export const declaredVariables: Rule = {
  id: 'declared-variables',
  apply: (bundle, { variables }) => {
    const declared = variables.declared.map((variable) => ({
      key: variable.name,
      value: variable.value,
      type: 'string' as const,
      description: describe(variable),
    }));
    return { value: { ...bundle, variables: declared }, diagnostics: [] };
  },
};

/** The spec's own words, on one line; a name that says it all where there are none. */
function describe({ description, name, kind, family }: PlannedVariable): string {
  const said = shortText(description.replaceAll(/\s+/g, ' ').trim(), 200);
  if (said !== '') return said;
  const words = (kind || name).replaceAll('_', ' ');
  return family === '' ? `The ${words}` : `The ${family} of a ${words}`;
}
