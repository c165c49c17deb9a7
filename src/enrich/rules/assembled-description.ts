import { requestRule, withRequest } from '../rule.ts';

/** The description as Postman shows it: what the spec says, the list of facts, the details of the body. */
export const assembledDescription = requestRule('assembled-description', (bundled) => {
  const facts = bundled.notes.map((note) => `- ${note}`).join('\n');
  const parts = [bundled.item.request.description ?? '', facts, bundled.details];
  return withRequest(bundled, { description: parts.filter((part) => part !== '').join('\n\n') });
});
