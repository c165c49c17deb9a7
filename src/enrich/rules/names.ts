import type { Operation } from '../../model/api.ts';
import type { Rule } from '../rule.ts';

/** A request is called what the operation's summary says; two of one name also say their method and path. */
export const names: Rule = {
  id: 'names',
  apply: (bundle) => {
    const plain = bundle.requests.map(({ operation }) => nameOf(operation));
    const counts = new Map<string, number>();
    for (const name of plain) counts.set(name, (counts.get(name) ?? 0) + 1);
    const requests = bundle.requests.map((request, index) => {
      const name = plain[index] ?? request.operation.key;
      const unique = (counts.get(name) ?? 0) > 1 ? `${name} (${request.operation.key})` : name;
      return { ...request, item: { ...request.item, name: marked(unique, request.operation) } };
    });
    return { value: { ...bundle, requests }, diagnostics: [] };
  },
};

function nameOf({ summary, operationId, key }: Operation): string {
  const name = oneLine(summary) || (operationId === undefined ? '' : humanise(operationId));
  return name === '' ? key : name;
}

function marked(name: string, { deprecated }: Operation): string {
  return deprecated && !/deprecated/i.test(name) ? `${name} (deprecated)` : name;
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
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
