import type { InvariantRule } from '../rule.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Every id is a UUID of version 5 and stands once. */
export const ids: InvariantRule = {
  id: 'ids',
  *check({ id, folders, requests }) {
    const all = [id, ...folders.map((folder) => folder.id)];
    for (const { item } of requests) all.push(item.id, ...item.response.map((example) => example.id));
    const seen = new Set<string>();
    for (const one of all) {
      if (!UUID.test(one)) yield { detail: `${JSON.stringify(one)} is no UUID of version 5` };
      if (seen.has(one)) yield { detail: `${one} stands twice` };
      seen.add(one);
    }
  },
};
