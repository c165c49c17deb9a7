import type { Bundle, BundledRequest } from '../model/bundle.ts';
import type { Request } from '../model/collection.ts';
import type { Profile } from '../model/config.ts';

/** Something that holds for every collection that is written. */
export interface InvariantRule {
  readonly id: string;
  readonly check: (bundle: Bundle, context: ValidateContext) => Iterable<Violation>;
}

export interface ValidateContext {
  readonly profile: Profile;
  /** Names of the variables that every environment holds. */
  readonly environmentVariables: ReadonlySet<string>;
}

export interface Violation {
  /** What was found where; goes into a bug report. */
  readonly detail: string;
  /** Absent: the collection as a whole. */
  readonly request?: BundledRequest;
}

/** A rule that holds for each request by itself. `faultsOf` gives what is wrong. */
export function eachRequest(
  id: string,
  faultsOf: (request: BundledRequest, bundle: Bundle, context: ValidateContext) => readonly string[],
): InvariantRule {
  return {
    id,
    check: (bundle, context) =>
      bundle.requests.flatMap((request) =>
        faultsOf(request, bundle, context).map((detail) => ({ detail, request })),
      ),
  };
}

/** The request that is sent, and those that the saved examples say they answer. */
export function requestsOf({ item }: BundledRequest): readonly Request[] {
  return [item.request, ...item.response.map(({ originalRequest }) => originalRequest)];
}
