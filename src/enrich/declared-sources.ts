import type { Operation, ResponseLink } from '../model/api.ts';
import type { LinkSource } from '../model/bundle.ts';
import { itemHolders, kindOf } from './kind-of.ts';
import type { VariablePlan } from './plan-variables.ts';

/** By variable: what the spec itself says in its `links`, which beats all inference. */
export function declaredSources(
  operations: readonly Operation[],
  { variableOf }: VariablePlan,
): ReadonlyMap<string, readonly LinkSource[]> {
  const holders = itemHolders(operations);
  const sources = new Map<string, readonly LinkSource[]>();
  for (const producer of operations) {
    const links = producer.responses
      .filter(({ status }) => status.startsWith('2'))
      .flatMap((response) => response.links);
    for (const link of links) {
      const target = targetOf(link, operations);
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

function targetOf(
  { operationId, operationKey }: ResponseLink,
  operations: readonly Operation[],
): Operation | undefined {
  return operations.find((operation) =>
    operationKey === undefined ? operation.operationId === operationId : operation.key === operationKey,
  );
}
