import type { ApiModel, Operation, Parameter } from '../model/api.ts';
import type { Profile, ProfileVariable } from '../model/config.ts';
import { flattenSchema } from '../schema/flatten-schema.ts';
import { isArray, keyword, own, schemaEntries, typesOf } from '../schema/read.ts';

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

/** The profile's variable that a parameter holds. */
export function accountVariable(
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
function onlyValue(schema: Parameter['schema']): string | undefined {
  const constant = keyword(schema, 'const');
  const values = constant === undefined ? keyword(schema, 'enum') : [constant];
  return isArray(values) && values.length === 1 ? String(values[0]) : undefined;
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
