import { eachRequest, requestsOf, sentTexts } from '../rule.ts';

const BEARER = /\bBearer\s+(?!\{\{)[\w.~+/=-]{8,}/;

/** No token stands in a file that a person may share. The detail does not quote it: that goes into a bug report. */
export const credentials = eachRequest('credentials', (request) => {
  const answers = request.item.response.flatMap(({ header, body }) => [
    body,
    ...header.map(({ value }) => value),
  ]);
  const faults: string[] = [];
  if (requestsOf(request).flatMap(sentTexts).some(holdsToken))
    faults.push('a bearer token stands in the request');
  if (answers.some(holdsToken)) faults.push('a bearer token stands in a saved example');
  return faults;
});

function holdsToken(text: string): boolean {
  return BEARER.test(text);
}
