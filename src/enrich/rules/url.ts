import type { Operation, Parameter } from '../../model/api.ts';
import type { KeyValue } from '../../model/collection.ts';
import { describeParameter } from '../describe-parameter.ts';
import { requestRule, withRequest } from '../rule.ts';
import { serialiseText } from '../serialise.ts';

/**
 * The operation's own path. Only a parameter that fills a whole segment can be one of Postman's path variables
 * (`:contactId`); in `/report.{format}` and `{name}:cancel` a value or, later, a variable takes its place.
 */
export const url = requestRule('url', (bundled, _bundle, { variables }) => {
  const { operation } = bundled;
  const whole = new Map(pathParameters(operation).map((parameter) => [`{${parameter.name}}`, parameter]));
  const segments = pathOf(operation).split('/').slice(1);
  const path = segments.map((segment) => {
    const parameter = whole.get(segment);
    return parameter ? `:${parameter.name}` : literal(withValues(segment, operation, variables.variableOf));
  });
  const variable = [...new Set(segments)].flatMap((segment): KeyValue[] => {
    const parameter = whole.get(segment);
    if (!parameter) return [];
    const description = describeParameter(parameter);
    const pair = { key: parameter.name, value: serialiseText(parameter) };
    return [description === '' ? pair : { ...pair, description }];
  });
  return withRequest(bundled, {
    url: { raw: '', host: [], path, ...(variable.length > 0 ? { variable } : {}) },
  });
});

function pathParameters({ parameters }: Operation): readonly Parameter[] {
  return parameters.filter(({ in: place }) => place === 'path');
}

/** The path template without what some specs append to tell operations apart: `/?Action=List`, `/#list`. */
function pathOf({ path }: Operation): string {
  const bare = path.split(/[?#]/, 1)[0] ?? '';
  return bare.startsWith('/') ? bare : `/${bare}`;
}

/** Postman would take a segment of the spec's own that begins with a colon for one of its path variables. */
function literal(segment: string): string {
  return segment.replace(/^:(?=.)/, '%3A');
}

function withValues(
  segment: string,
  operation: Operation,
  variableOf: (operation: Operation, parameter: Parameter) => string | undefined,
): string {
  return segment.replaceAll(/\{([^{}/]+)\}/g, (whole, name: string) => {
    const parameter = pathParameters(operation).find((candidate) => candidate.name === name);
    return parameter && variableOf(operation, parameter) === undefined ? serialiseText(parameter) : whole;
  });
}
