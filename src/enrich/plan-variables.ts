import type { ApiModel, Operation, Parameter } from '../model/api.ts';
import type { Profile } from '../model/config.ts';
import { accountVariable } from './account-variable.ts';
import { qualifiedIds } from './qualified-ids.ts';
import { pathBefore, readName, resourceName } from './resource-name.ts';
import { joined } from './resource-words.ts';
import { plainText } from './serialise.ts';
import { type NameAt, splitKinds } from './split-kinds.ts';

/** Which variable each parameter, and each id in a body, holds; found once for a module so that all rules agree. */
export interface VariablePlan {
  /** Variable of a parameter; undefined when it holds a plain value. */
  readonly variableOf: (operation: Operation, parameter: Parameter) => string | undefined;
  /** Variables of the fields of a JSON body, by their place in it: `contactId`, `items[].productId`. */
  readonly fieldsOf: (operation: Operation) => ReadonlyMap<string, string>;
  /** Variables that the collection declares, with the spec's example as value, in the order of first use. */
  readonly declared: readonly PlannedVariable[];
  readonly nameAt: NameAt;
  /** True for a variable that every environment holds. */
  readonly isGiven: (name: string) => boolean;
}

export interface PlannedVariable {
  readonly name: string;
  /** The name before kinds of the same name were told apart: `template_id` of `estimate_template_id`. */
  readonly base: string;
  /** `oauth` where the `oauthId` of an account is meant; else empty. */
  readonly qualifier: string;
  /** What it names, and by what: `contact` and `id` for `contact_id`; `username` and nothing. */
  readonly kind: string;
  readonly family: string;
  /** The parameter, or field of a body, that it was first seen as: `contactId`. */
  readonly parameter: string;
  /** What the spec says of it. */
  readonly description: string;
  readonly value: string;
  /** Path of the operation that it was first seen in. */
  readonly path: string;
  /** Path up to the parameter: `/contacts` for `/contacts/{contactId}/tasks`; where a producer is looked for. */
  readonly collectionPath: string | undefined;
}

export function planVariables(
  api: ApiModel,
  profile: Profile,
  environmentVariables: ReadonlySet<string>,
): VariablePlan {
  // By operation too: many of them may share a parameter.
  const names = new Map<Operation, Map<Parameter, string>>();
  const declared = new Map<string, PlannedVariable>();
  const nameAt = splitKinds(api.operations, (operation, name) => {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    return parameter && resourceName(operation, parameter, environmentVariables);
  });
  const bases = api.operations.flatMap((operation) =>
    operation.parameters.map(
      (parameter) =>
        accountVariable(operation, parameter, profile)?.name ??
        resourceName(operation, parameter, environmentVariables) ??
        '',
    ),
  );
  const qualifierAt = qualifiedIds(api.operations, new Set(bases.map((base) => joined(readName(base).kind))));
  for (const operation of api.operations) {
    const byParameter = new Map<Parameter, string>();
    names.set(operation, byParameter);
    for (const parameter of operation.parameters) {
      const account = accountVariable(operation, parameter, profile);
      const base = account?.name ?? resourceName(operation, parameter, environmentVariables);
      if (base === undefined) continue;
      const qualifier = account ? '' : qualifierAt(operation.path, readName(base).kind);
      const split = account ? base : nameAt(operation.path, base);
      const name = qualifier === '' ? split : `${qualifier}_${split}`;
      byParameter.set(parameter, name);
      if (account || environmentVariables.has(name)) continue;
      declared.set(
        name,
        merged(declared.get(name), variableFor(operation, parameter, { name, base, qualifier })),
      );
    }
  }
  return {
    variableOf: (operation, parameter) => names.get(operation)?.get(parameter),
    fieldsOf: () => new Map(),
    declared: [...declared.values()],
    nameAt,
    isGiven: (name) => environmentVariables.has(name),
  };
}

function variableFor(
  { path }: Operation,
  { name: parameter, in: place, description, example }: Parameter,
  names: Pick<PlannedVariable, 'name' | 'base' | 'qualifier'>,
): PlannedVariable {
  return {
    ...names,
    ...readName(names.base),
    parameter,
    description,
    value: plainText(example),
    path,
    collectionPath: place === 'path' ? pathBefore(path, parameter) : undefined,
  };
}

/** What was seen first counts, and what it left open comes from later. */
function merged(before: PlannedVariable | undefined, now: PlannedVariable): PlannedVariable {
  if (!before) return now;
  return {
    ...before,
    description: before.description || now.description,
    collectionPath: before.collectionPath ?? now.collectionPath,
  };
}
