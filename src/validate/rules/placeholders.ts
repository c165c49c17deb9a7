import { eachRequest, requestsOf, sentTexts, standsInSpec } from '../rule.ts';

/** What converters write where they have no value; a whole value, or a whole string of a JSON body. */
const PLACEHOLDER =
  /(?:^|")(<(?:string|number|integer|boolean|long|double|float|uuid|email|dateTime|date|any|object|array|null|binary|Circular)\b[^<>"]*>|\[object Object\])(?:$|")/g;

/** Every value is one that could be sent. What the spec itself gives as an example is its own affair. */
export const placeholders = eachRequest('placeholders', (request) => {
  const found = requestsOf(request)
    .flatMap(sentTexts)
    .flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, placeholder = '']) => placeholder));
  return [...new Set(found)]
    .filter((placeholder) => !standsInSpec(placeholder, request.operation))
    .map((placeholder) => `${placeholder} stands in the place of a value`);
});
