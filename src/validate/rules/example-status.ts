import { eachRequest } from '../rule.ts';

/** A saved example can be told by its name and by a status code that HTTP has (RFC 9110, section 15). */
export const exampleStatus = eachRequest('example-status', ({ item }) =>
  item.response.flatMap(({ code, name, id }) => {
    const faults: string[] = [];
    if (!Number.isInteger(code) || code < 100 || code > 599)
      faults.push(`example ${JSON.stringify(name)} has the status ${code}`);
    if (name.trim() === '') faults.push(`example ${id} has no name`);
    return faults;
  }),
);
