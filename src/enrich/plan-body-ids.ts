import type { ApiModel, Operation } from '../model/api.ts';
import type { LinkSource } from '../model/bundle.ts';
import type { Profile } from '../model/config.ts';
import { accountFields } from './account-variable.ts';
import { type BodyId, bodyIds } from './body-ids.ts';
import { sourceFinder } from './find-sources.ts';
import { itemHolders, kindOf, trimmed } from './kind-of.ts';
import type { PlannedVariable, VariablePlan } from './plan-variables.ts';
import { readName } from './resource-name.ts';
import { joined, kindName, literals, singular } from './resource-words.ts';
import { snakeCase } from './variable-name.ts';

/**
 * Ids in JSON bodies hold variables as parameters do: at the top always, since an example there is as made up as one
 * in a path; below, and in lists, where a request gives one of the kind. A create keeps the id of its own kind.
 */
export function planBodyIds(plan: VariablePlan, api: ApiModel, profile: Profile): VariablePlan {
  const declared = new Map(plan.declared.map((variable) => [variable.name, variable]));
  const fields = new Map<Operation, ReadonlyMap<string, string>>();
  const holders = itemHolders(api.operations);
  const chain = chainOf(api.operations, plan);
  for (const operation of api.operations) {
    const own = new Map<string, string>();
    fields.set(operation, own);
    const creates = kindOf(operation, holders) === 'create';
    const resource = singular(snakeCase(literals(trimmed(operation.path)).at(-1) ?? ''));
    for (const id of bodyIds(operation, api.schemas, creates ? undefined : `${resource}_id`)) {
      const account = accountFields(id.owner, api.schemas, profile).get(id.name);
      if (account !== undefined) own.set(id.path, account);
      if (account !== undefined || plan.isGiven(id.base)) continue;
      if (creates && joined(readName(id.base).kind) === kindName(resource)) continue;
      const variable = variableFor(id, operation, plan, declared);
      const sources = chain.sourcesOf(variable);
      const isKnown = id.isPlainlyOne || declared.has(variable.name) || chain.isMade(variable);
      if (!isKnown || chain.waitsFor(sources, operation.key)) continue;
      declared.set(variable.name, variable);
      own.set(id.path, variable.name);
      chain.needs(operation.key, variable.name);
    }
  }
  return {
    ...plan,
    declared: [...declared.values()],
    fieldsOf: (operation) => fields.get(operation) ?? new Map(),
  };
}

function variableFor(
  { base, name: parameter, description, example }: BodyId,
  { path }: Operation,
  { nameAt }: VariablePlan,
  declared: ReadonlyMap<string, PlannedVariable>,
): PlannedVariable {
  const name = nameAt(path, base);
  const known = declared.get(name);
  if (known) return { ...known, description: known.description || description };
  const says = readName(base);
  return {
    name,
    base,
    qualifier: '',
    ...says,
    parameter,
    description,
    value: example,
    path,
    collectionPath: undefined,
  };
}

interface Chain {
  readonly sourcesOf: (variable: PlannedVariable) => readonly LinkSource[];
  /** True where a request creates or lists the entity itself. */
  readonly isMade: (variable: PlannedVariable) => boolean;
  /** True where every source, or what it needs, comes only after the operation. */
  readonly waitsFor: (sources: readonly LinkSource[], key: string) => boolean;
  /** Notes that an operation needs a variable. */
  readonly needs: (key: string, variable: string) => void;
}

function chainOf(operations: readonly Operation[], plan: VariablePlan): Chain {
  const finder = sourceFinder(operations, plan);
  const known = new Map<string, readonly LinkSource[]>();
  const givenBy = new Map<string, Set<string>>();
  const neededBy = new Map<string, Set<string>>();
  const needy = new Set<string>();
  const needs = (key: string, variable: string): void => {
    addTo(neededBy, variable, key);
    needy.add(key);
  };
  const sourcesOf = (variable: PlannedVariable): readonly LinkSource[] => {
    const { name } = variable;
    const sources = known.get(name);
    if (sources) return sources;
    const found = finder.sourcesOf(variable);
    known.set(name, found);
    for (const { producer } of found) addTo(givenBy, producer, name);
    return found;
  };
  for (const variable of plan.declared) sourcesOf(variable);
  for (const operation of operations) {
    for (const parameter of operation.parameters) {
      const variable = plan.variableOf(operation, parameter);
      if (variable !== undefined) needs(operation.key, variable);
    }
  }
  const after = (key: string): ReadonlySet<string> => {
    // What is found to come after joins the walk.
    const found = new Set([key]);
    for (const one of found)
      for (const variable of givenBy.get(one) ?? [])
        for (const next of neededBy.get(variable) ?? []) found.add(next);
    return found;
  };
  return {
    sourcesOf,
    isMade: (variable) => finder.ownSourcesOf(variable).length > 0,
    waitsFor: (sources, key) => {
      if (sources.length === 0) return false;
      // What needs nothing comes after nothing: most variables have such a source.
      if (!sources.every(({ producer }) => producer === key || needy.has(producer))) return false;
      const later = after(key);
      return sources.every(({ producer }) => later.has(producer));
    },
    needs,
  };
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  sets.set(key, (sets.get(key) ?? new Set()).add(value));
}
