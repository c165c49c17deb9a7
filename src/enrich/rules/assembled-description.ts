import { requestRule, withRequest } from '../rule.ts';

/** The description as Postman shows it: what the spec says, the list of facts, the details of the body. */
export const assembledDescription = requestRule('assembled-description', (bundled) => {
  const intro = bundled.item.request.description ?? '';
  const facts = bundled.notes.map((note) => `${bulletAfter(intro)} ${note}`).join('\n');
  const parts = [intro, facts, bundled.details];
  return withRequest(bundled, { description: parts.filter((part) => part !== '').join('\n\n') });
});

/** CommonMark 0.31, section 5.3: a list goes on until the bullet changes, and the spec's text may end in a list. */
function bulletAfter(text: string): string {
  const last = [...text.matchAll(/^\s*([-*+])\s/gm)].at(-1)?.[1];
  return last === '-' ? '*' : '-';
}
