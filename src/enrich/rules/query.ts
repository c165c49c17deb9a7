import type { Operation, Parameter } from '../../model/api.ts';
import type { KeyValue } from '../../model/collection.ts';
import { describeParameter } from '../describe-parameter.ts';
import { queryValue } from '../query-value.ts';
import { requestRule, withRequest } from '../rule.ts';
import { serialisePairs } from '../serialise.ts';

/** Query parameters with their values: required ones enabled, optional ones there to be ticked. */
export const query = requestRule('query', (bundled) => {
  const { operation } = bundled;
  const declared = operation.parameters.filter(({ in: place }) => place === 'query').flatMap(pairs);
  const fixed = fixedPairs(operation);
  const all = [...fixed, ...declared.filter(({ key }) => !fixed.some((pair) => pair.key === key))];
  if (all.length === 0) return bundled;
  return withRequest(bundled, { url: { ...bundled.item.request.url, query: all } });
});

function pairs(parameter: Parameter): readonly KeyValue[] {
  const description = describeParameter(parameter);
  return serialisePairs({ ...parameter, example: queryValue(parameter) }).map(([key, value]) => ({
    key,
    value,
    ...(description === '' ? {} : { description }),
    ...(parameter.required ? {} : { disabled: true }),
  }));
}

/** Some specs write a query into the path (`/?Action=List`): it is part of what makes the operation. */
function fixedPairs({ path }: Operation): readonly KeyValue[] {
  const start = path.indexOf('?');
  if (start < 0) return [];
  const parameters = new URLSearchParams(path.slice(start + 1).split('#', 1)[0]);
  return [...parameters].map(([key, value]) => ({ key, value }));
}
