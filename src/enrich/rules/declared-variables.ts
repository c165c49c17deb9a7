import type { Rule } from '../rule.ts';

/** Every variable that names an entity is declared on the collection, with the spec's example as its value. */
export const declaredVariables: Rule = {
  id: 'declared-variables',
  apply: (bundle, { variables }) => {
    const declared = variables.declared.map(({ name, value }) => ({
      key: name,
      value,
      type: 'string' as const,
    }));
    return { value: { ...bundle, variables: declared }, diagnostics: [] };
  },
};
