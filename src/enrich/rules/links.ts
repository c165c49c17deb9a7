import type { Operation } from '../../model/api.ts';
import type { Link } from '../../model/bundle.ts';
import { codeSpan, plain } from '../markdown.ts';
import type { PlannedVariable } from '../plan-variables.ts';
import type { Rule } from '../rule.ts';

/** Tells each request that needs another entity where its variable's value comes from. */
export const links: Rule = {
  id: 'links',
  apply: (bundle, { variables }) => {
    const names = new Map(bundle.requests.map(({ operation, item }) => [operation.key, item.name]));
    const found = variables.declared.map((variable): Link => {
      const producer = producerOf(variable, bundle.api.operations);
      return { variable: variable.name, ...(producer ? { producer: producer.key } : {}) };
    });
    const byVariable = new Map(found.map((link) => [link.variable, link]));
    const requests = bundle.requests.map((request) => {
      const { operation } = request;
      const needed = operation.parameters.flatMap((parameter) => {
        const link = byVariable.get(variables.variableOf(operation, parameter) ?? '');
        return link ? [link] : [];
      });
      if (needed.length === 0) return request;
      const lines = needed.map(
        ({ variable, producer }) =>
          `Needs ${codeSpan(`{{${variable}}}`)}: ${source(producer, operation, names)}`,
      );
      return { ...request, notes: [...request.notes, ...lines] };
    });
    const described = bundle.variables.map((variable) => {
      const producer = byVariable.get(variable.key)?.producer;
      const from = producer === undefined ? 'Set it by hand' : `From ${names.get(producer) ?? producer}`;
      return { ...variable, description: `${from}. The value here is an example.` };
    });
    return { value: { ...bundle, requests, links: found, variables: described }, diagnostics: [] };
  },
};

function source(
  producer: string | undefined,
  operation: Operation,
  names: ReadonlyMap<string, string>,
): string {
  if (producer === undefined || producer === operation.key)
    return "no request of this collection gives it; set it in the collection's variables";
  return `from *${plain(names.get(producer) ?? producer)}*`;
}

/** The operation that creates or else lists what stands at the path before the parameter. */
function producerOf(
  { collectionPath }: PlannedVariable,
  operations: readonly Operation[],
): Operation | undefined {
  if (collectionPath === undefined || collectionPath === '') return undefined;
  const there = operations.filter(({ path, responses }) => {
    return (
      path.replace(/\/$/, '') === collectionPath &&
      responses.some(({ status, contents }) => status.startsWith('2') && contents.length > 0)
    );
  });
  return there.find(({ method }) => method === 'POST') ?? there.find(({ method }) => method === 'GET');
}
