import type { InvariantRule } from '../rule.ts';

/** A person can tell requests, and folders, of one place apart. */
export const names: InvariantRule = {
  id: 'names',
  *check({ folders, requests }) {
    const seen = new Set<string>();
    for (const { id, name } of folders) if (name.trim() === '') yield { detail: `folder ${id} has no name` };
    for (const request of requests) {
      const { name } = request.item;
      const place = `${request.folder ?? ''} ${name}`;
      if (name.trim() === '') yield { detail: 'a request has no name', request };
      if (seen.has(place))
        yield { detail: `two requests of one folder are called ${JSON.stringify(name)}`, request };
      seen.add(place);
    }
  },
};
