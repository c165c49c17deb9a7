import { eachRequest } from '../rule.ts';

/** A saved example can be told by its status code, which HTTP has (RFC 9110, section 15). */
export const exampleStatus = eachRequest('example-status', ({ item }) =>
  item.response.flatMap(({ code, name }) =>
    Number.isInteger(code) && code >= 100 && code <= 999
      ? []
      : [`example ${JSON.stringify(name)} has the status ${code}`],
  ),
);
