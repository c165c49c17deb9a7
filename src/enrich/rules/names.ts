import type { Operation } from '../../model/api.ts';
import type { Rule } from '../rule.ts';
import { shortText } from '../short-text.ts';

/** A request is called what the operation's summary says; two of one name also say their method and path. */
export const names: Rule = {
  id: 'names',
  apply: (bundle) => {
    const plain = bundle.requests.map(({ operation }) => nameOf(operation));
    const counts = new Map<string, number>();
    for (const name of plain) counts.set(name, (counts.get(name) ?? 0) + 1);
    const taken = new Set<string>();
    const requests = bundle.requests.map((request, index) => {
      const name = plain[index] ?? request.operation.key;
      const told = (counts.get(name) ?? 0) > 1 ? `${unended(name)} (${request.operation.key})` : name;
      const unique = numbered(marked(told, request.operation), taken);
      taken.add(unique);
      return { ...request, item: { ...request.item, name: unique } };
    });
    return { value: { ...bundle, requests }, diagnostics: [] };
  },
};

/** A summary may be just what another request's name has become: `Get it (GET /a)`. */
function numbered(name: string, taken: ReadonlySet<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name} ${count}`;
  return unique;
}

function nameOf({ summary, operationId, key }: Operation): string {
  const name = oneLine(summary) || (operationId === undefined ? '' : humanise(operationId));
  return name === '' ? key : name;
}

function marked(name: string, { deprecated }: Operation): string {
  return deprecated && !/deprecated/i.test(name) ? `${unended(name)} (deprecated)` : name;
}

/** A sentence to which words are added ends after them. */
function unended(name: string): string {
  return name.replace(/(?<!\.)\.$/, '');
}

function oneLine(text: string): string {
  return shortText(text.replaceAll(/\s+/g, ' ').trim(), 160);
}

/** `get-contactById` -> `Get contact by id`. */
function humanise(operationId: string): string {
  const words = oneLine(operationId)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_./\s]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
