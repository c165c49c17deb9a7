import { keysOf } from '../../diagnostics/pointer.ts';
import type { Operation } from '../../model/api.ts';
import type { Link, LinkSource } from '../../model/bundle.ts';
import type { LinkConfig } from '../../model/config.ts';
import { declaredSources } from '../declared-sources.ts';
import { sourceFinder } from '../find-sources.ts';
import { itemHolders, kindOf } from '../kind-of.ts';
import { codeSpan, plain } from '../markdown.ts';
import type { VariablePlan } from '../plan-variables.ts';
import type { Rule } from '../rule.ts';

/** Tells each request that needs another entity where its variable's value comes from. */
export const links: Rule = {
  id: 'links',
  apply: (bundle, { variables, links: configured }) => {
    const names = new Map(bundle.requests.map(({ operation, item }) => [operation.key, item.name]));
    const finder = sourceFinder(bundle.api.operations, variables);
    const declared = declaredSources(bundle.api.operations, variables);
    const chosen = configuredSources(bundle.api.operations, configured);
    const wanted = wantedBy(bundle.api.operations, variables);
    const removers = removersOf(bundle.api.operations, variables);
    const shown = new Map(bundle.variables.map((variable) => [variable.key, variable]));
    const found = variables.declared.map(
      (variable): Link => ({
        variable: variable.name,
        description: shown.get(variable.name)?.description ?? '',
        example: shown.get(variable.name)?.value ?? '',
        wantedBy: wanted.get(variable.name) ?? [],
        sources: chosen.get(variable.name) ?? declared.get(variable.name) ?? finder.sourcesOf(variable),
        removedBy: removers.get(variable.name) ?? [],
      }),
    );
    const byVariable = new Map(found.map((link) => [link.variable, link]));
    const requests = bundle.requests.map((request) => {
      const { operation } = request;
      const needed = [...variablesIn(operation, variables)].flatMap((name) => byVariable.get(name) ?? []);
      if (needed.length === 0) return request;
      const lines = needed.map(
        ({ variable, sources }) =>
          `Needs ${codeSpan(`{{${variable}}}`)}: ${source(sources[0]?.producer, operation, names)}`,
      );
      return { ...request, notes: [...request.notes, ...lines] };
    });
    const described = bundle.variables.map((variable) => {
      const producer = byVariable.get(variable.key)?.sources[0]?.producer;
      const from = producer === undefined ? 'Set it by hand' : `From ${names.get(producer) ?? producer}`;
      return { ...variable, description: `${from}. The value here is an example.` };
    });
    return { value: { ...bundle, requests, links: found, variables: described }, diagnostics: [] };
  },
};

function variablesIn(operation: Operation, { variableOf, fieldsOf }: VariablePlan): ReadonlySet<string> {
  return new Set([
    ...operation.parameters.flatMap((parameter) => variableOf(operation, parameter) ?? []),
    ...fieldsOf(operation).values(),
  ]);
}

function wantedBy(
  operations: readonly Operation[],
  variables: VariablePlan,
): ReadonlyMap<string, readonly string[]> {
  const wanted = new Map<string, string[]>();
  for (const operation of operations)
    for (const name of variablesIn(operation, variables)) add(wanted, name, operation.key);
  return wanted;
}

/** By variable: what the config says, for the operations of this module. */
function configuredSources(
  operations: readonly Operation[],
  links: LinkConfig,
): ReadonlyMap<string, readonly LinkSource[]> {
  const holders = itemHolders(operations);
  return new Map(
    Object.entries(links).flatMap(([variable, { from, at }]): [string, readonly LinkSource[]][] => {
      const producer = operations.find(({ key }) => key === from);
      if (!producer) return [];
      const creates = kindOf(producer, holders) === 'create';
      return [[variable, [{ producer: from, path: keysOf(at), creates, reason: 'the config says so' }]]];
    }),
  );
}

/** By variable: a DELETE takes away what the last parameter of its path names. */
function removersOf(
  operations: readonly Operation[],
  { variableOf }: VariablePlan,
): ReadonlyMap<string, readonly string[]> {
  const removers = new Map<string, string[]>();
  for (const operation of operations) {
    const last = operation.method === 'DELETE' ? /\{([^{}/]+)\}\/*$/.exec(operation.path)?.[1] : undefined;
    const parameter = operation.parameters.find(({ name, in: place }) => place === 'path' && name === last);
    const variable = parameter && variableOf(operation, parameter);
    if (variable !== undefined) add(removers, variable, operation.key);
  }
  return removers;
}

function add(lists: Map<string, string[]>, name: string, key: string): void {
  const list = lists.get(name);
  if (list) list.push(key);
  else lists.set(name, [key]);
}

function source(
  producer: string | undefined,
  operation: Operation,
  names: ReadonlyMap<string, string>,
): string {
  if (producer === undefined || producer === operation.key)
    return "no request of this collection gives it; set it in the collection's variables";
  return `from *${plain(names.get(producer) ?? producer)}*`;
}
