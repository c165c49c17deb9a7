import type { Parameter } from '../../model/api.ts';
import type { KeyValue, Url } from '../../model/collection.ts';
import { codeSpan, sentences } from '../markdown.ts';
import { requestRule, withRequest } from '../rule.ts';
import { serialisePairs } from '../serialise.ts';

/**
 * Parameters that name the account or another entity hold its variable: `:contactId` is `{{contact_id}}`. The
 * account's is always enabled, since the platform answers per account. The spec's example moves to the description.
 */
export const parameterVariables = requestRule(
  'parameter-variables',
  (bundled, _bundle, { variables, profile }) => {
    const { operation } = bundled;
    const { url } = bundled.item.request;
    const account = new Set(profile.variables.map(({ name }) => name));
    const filled = operation.parameters.flatMap((parameter) => {
      const variable = variables.variableOf(operation, parameter);
      return variable === undefined ? [] : [{ parameter, variable, isAccount: account.has(variable) }];
    });
    if (filled.length === 0) return bundled;
    const apply = (place: Parameter['in'], pair: KeyValue): KeyValue => {
      const found = filled.find(
        ({ parameter }) => parameter.in === place && keysOf(parameter).includes(pair.key),
      );
      return found ? hold(pair, found.variable, found.isAccount) : pair;
    };
    const next: Url = {
      ...url,
      path: (url.path ?? []).map((segment) => filled.reduce(holdInside, segment)),
      ...(url.query ? { query: url.query.map((pair) => apply('query', pair)) } : {}),
      ...(url.variable ? { variable: url.variable.map((pair) => apply('path', pair)) } : {}),
    };
    return withRequest(bundled, { url: next });
  },
);

/** `report.{format}` -> `report.{{format}}`; a segment that is one of Postman's path variables has no braces. */
function holdInside(
  segment: string,
  { parameter, variable }: { readonly parameter: Parameter; readonly variable: string },
): string {
  return parameter.in === 'path'
    ? segment.replaceAll(`{${parameter.name}}`, () => `{{${variable}}}`)
    : segment;
}

function keysOf(parameter: Parameter): readonly string[] {
  return parameter.in === 'query' ? serialisePairs(parameter).map(([key]) => key) : [parameter.name];
}

function hold(pair: KeyValue, variable: string, isAccount: boolean): KeyValue {
  const { disabled, ...rest } = pair;
  const example = pair.value.trim() === '' ? '' : `Example: ${codeSpan(pair.value)}`;
  const description = sentences([rest.description ?? '', example]);
  return {
    ...rest,
    value: `{{${variable}}}`,
    ...(description === '' ? {} : { description }),
    ...(disabled && !isAccount ? { disabled } : {}),
  };
}
