import type { Operation } from '../model/api.ts';
import type { LinkSource } from '../model/bundle.ts';
import { itemHolders, kindOf } from './kind-of.ts';
import type { VariablePlan } from './plan-variables.ts';

/** By variable: what the spec itself says in its `links`, which beats all inference. */
export function declaredSources(
  operations: readonly Operation[],
  { variableOf }: VariablePlan,
): ReadonlyMap<string, readonly LinkSource[]> {
  const holders = itemHolders(operations);
  const byId = firstBy(operations, ({ operationId }) => operationId);
  const byKey = firstBy(operations, ({ key }) => key);
  const sources = new Map<string, readonly LinkSource[]>();
  for (const producer of operations) {
    const links = producer.responses
      .filter(({ status }) => status.startsWith('2'))
      .flatMap((response) => response.links);
    for (const link of links) {
      const target =
        link.operationKey === undefined ? byId.get(link.operationId) : byKey.get(link.operationKey);
      for (const [name, path] of Object.entries(link.parameters)) {
        const parameter = target?.parameters.find((one) => one.name === name);
        const variable = target && parameter && variableOf(target, parameter);
        if (variable === undefined) continue;
        const creates = kindOf(producer, holders) === 'create';
        const reason = `the spec links it to ${name} of ${target?.key}`;
        sources.set(variable, [
          ...(sources.get(variable) ?? []),
          { producer: producer.key, path, creates, reason },
        ]);
      }
    }
  }
  return sources;
}

function firstBy(
  operations: readonly Operation[],
  nameOf: (operation: Operation) => string | undefined,
): ReadonlyMap<string | undefined, Operation> {
  return new Map(operations.toReversed().map((operation) => [nameOf(operation), operation]));
}
