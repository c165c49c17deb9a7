import type { ApiModel, Operation, Parameter } from '../model/api.ts';
import type { Profile, ProfileVariable } from '../model/config.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isArray, keyword, own, schemaEntries, typesOf } from '../schema/read.ts';
import { plainText } from './serialise.ts';
import { free, snakeCase } from './variable-name.ts';

/** Which variable each parameter holds, found once for a module so that all rules agree. */
export interface VariablePlan {
  /** Variable of a parameter; undefined when it holds a plain value. */
  readonly variableOf: (operation: Operation, parameter: Parameter) => string | undefined;
  /** Variables that the collection declares, with the spec's example as value, in the order of first use. */
  readonly declared: readonly PlannedVariable[];
}

export interface PlannedVariable {
  readonly name: string;
  /** The parameter that it was first seen as: `contactId`. */
  readonly parameter: string;
  readonly value: string;
  /** Path up to the parameter: `/contacts` for `/contacts/{contactId}/tasks`; where a producer is looked for. */
  readonly collectionPath: string | undefined;
}

export function planVariables(
  api: ApiModel,
  profile: Profile,
  environmentVariables: ReadonlySet<string>,
): VariablePlan {
  const byParameter = new Map<Parameter, string>();
  const declared = new Map<string, PlannedVariable>();
  for (const operation of api.operations) {
    for (const parameter of operation.parameters) {
      const account = accountVariable(operation, parameter, profile);
      const name = account?.name ?? resourceVariable(operation, parameter, environmentVariables);
      if (name === undefined) continue;
      byParameter.set(parameter, name);
      if (account || environmentVariables.has(name)) continue;
      const before = declared.get(name);
      const collectionPath = before?.collectionPath ?? pathBefore(operation.path, parameter);
      declared.set(name, {
        name,
        parameter: before?.parameter ?? parameter.name,
        value: before?.value ?? plainText(parameter.example),
        collectionPath,
      });
    }
  }
  return {
    variableOf: (_operation, parameter) => byParameter.get(parameter),
    declared: [...declared.values()],
  };
}

/** The profile's variable that a parameter or body field called `name` holds beside `siblings`. */
export function filledBy(
  name: string,
  profile: Profile,
  only: (sibling: string) => string | undefined,
): ProfileVariable | undefined {
  return profile.variables.find(({ fills, fillsWhen }) => {
    if (fills.some((fill) => sameName(fill, name))) return true;
    return fillsWhen.some((fill) => sameName(fill.name, name) && only(fill.sibling) === fill.only);
  });
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function accountVariable(
  operation: Operation,
  parameter: Parameter,
  profile: Profile,
): ProfileVariable | undefined {
  if (parameter.in !== 'path' && parameter.in !== 'query') return undefined;
  return filledBy(parameter.name, profile, (sibling) => {
    const found = operation.parameters.find(({ name }) => sameName(name, sibling));
    return found && onlyValue(found.schema);
  });
}

/** The single value that a schema allows, if it is one. */
export function onlyValue(schema: Parameter['schema']): string | undefined {
  const constant = keyword(schema, 'const');
  const values = constant === undefined ? keyword(schema, 'enum') : [constant];
  return isArray(values) && values.length === 1 ? String(values[0]) : undefined;
}

/** Path parameters, and query parameters that must name another entity, hold a variable named after that entity. */
function resourceVariable(
  operation: Operation,
  parameter: Parameter,
  environmentVariables: ReadonlySet<string>,
): string | undefined {
  if (hasChoices(parameter) || typeof parameter.example === 'object') return undefined;
  if (parameter.in === 'path') return pathVariable(operation.path, parameter.name, environmentVariables);
  const namesEntity = parameter.in === 'query' && parameter.required && /[a-z](Id|_id)$/.test(parameter.name);
  return namesEntity ? free(snakeCase(parameter.name), 'query', environmentVariables) : undefined;
}

function hasChoices({ schema }: Parameter): boolean {
  const type = keyword(schema, 'type');
  return (
    keyword(schema, 'enum') !== undefined || keyword(schema, 'const') !== undefined || type === 'boolean'
  );
}

const PLAIN_NAMES = new Set([
  'id',
  'ids',
  'uuid',
  'uid',
  'guid',
  'sid',
  'key',
  'slug',
  'name',
  'code',
  'number',
  'type',
]);

function pathVariable(path: string, parameter: string, environmentVariables: ReadonlySet<string>): string {
  const plain = snakeCase(parameter);
  const resource = resourceBefore(path, parameter);
  if (PLAIN_NAMES.has(plain)) {
    const named = resource === '' ? plain : `${resource}_${plain}`;
    // `/locations/{id}` is the account itself, and its variable is the environment's.
    return plain === 'id' ? named : free(named, 'path', environmentVariables);
  }
  return free(plain, resource || 'path', environmentVariables);
}

/** `/links/id/{id}` -> `link`: the last word before the parameter that names something. */
function resourceBefore(path: string, parameter: string): string {
  const segments = path.slice(0, Math.max(0, path.indexOf(`{${parameter}}`))).split('/');
  const literal = segments.findLast(
    (segment) => segment !== '' && !segment.includes('{') && !PLAIN_NAMES.has(segment.toLowerCase()),
  );
  return literal === undefined ? '' : singular(snakeCase(literal));
}

function singular(word: string): string {
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  if (/(ss|sh|ch|x|us)es$/.test(word)) return word.replace(/es$/, '');
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

function pathBefore(path: string, parameter: Parameter): string | undefined {
  return parameter.in === 'path'
    ? path.slice(0, path.indexOf(`{${parameter.name}}`)).replace(/\/$/, '')
    : undefined;
}

/** Fields at the top of a body schema that hold a variable of the profile, by field name. */
export function accountFields(
  schema: Parameter['schema'],
  schemas: ApiModel['schemas'],
  profile: Profile,
): ReadonlyMap<string, string> {
  const properties = schemaEntries(flattenSchema(schema, schemas).schema, 'properties');
  const byName = new Map(properties);
  const only = (sibling: string): string | undefined => {
    const found = own(Object.fromEntries(byName), sibling);
    return found && onlyValue(flattenSchema(found, schemas).schema);
  };
  const fields = properties.flatMap(([name, property]): [string, string][] => {
    const variable = filledBy(name, profile, only);
    return variable && takesText(flattenSchema(property, schemas).schema) ? [[name, variable.name]] : [];
  });
  return new Map(fields);
}

function takesText(schema: Parameter['schema']): boolean {
  const types = typesOf(schema);
  return keyword(schema, 'readOnly') !== true && (types.length === 0 || types.includes('string'));
}
