import { eachRequest, requestsOf } from '../rule.ts';

/** Each `:name` in the path has its variable, and each variable its place. */
export const pathVariables = eachRequest('path-variables', (request) =>
  requestsOf(request).flatMap(({ url }) => {
    const places = (url.path ?? [])
      .filter((segment) => /^:./.test(segment))
      .map((segment) => segment.slice(1));
    const given = (url.variable ?? []).map(({ key }) => key);
    const missing = places.filter((name) => !given.includes(name)).map((name) => `:${name} has no value`);
    const unused = given
      .filter((name) => !places.includes(name))
      .map((name) => `path variable ${name} has no place`);
    return [...missing, ...unused];
  }),
);
