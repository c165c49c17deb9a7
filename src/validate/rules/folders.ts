import type { InvariantRule } from '../rule.ts';

/** A request whose folder is not there would be left out of the collection without a word. */
export const folders: InvariantRule = {
  id: 'folders',
  *check(bundle) {
    const known = new Set(bundle.folders.map(({ id }) => id));
    for (const request of bundle.requests) {
      if (request.folder !== undefined && !known.has(request.folder))
        yield { detail: `the folder ${request.folder} of a request is not there`, request };
    }
  },
};
