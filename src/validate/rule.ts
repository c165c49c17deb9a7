import type { Operation } from '../model/api.ts';
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

/** The request that is sent, and those that the saved examples say they answer; one that several share stands once. */
export function requestsOf({ item }: BundledRequest): readonly Request[] {
  return [...new Set([item.request, ...item.response.map(({ originalRequest }) => originalRequest)])];
}

/** Every text of a request that Postman may send; what only explains it is left out. */
export function sentTexts({ url, header, body }: Request): readonly string[] {
  const values = (url.variable ?? []).map(({ value }) => value);
  const pairs = [...(url.query ?? []), ...header].flatMap(({ key, value }) => [key, value]);
  const texts: readonly unknown[] = [
    ...url.host,
    ...(url.path ?? []),
    ...values,
    ...pairs,
    ...bodyTexts(body),
  ];
  // The types promise texts; that they hold is for a rule to say, not for an exception.
  return texts.filter((text) => typeof text === 'string');
}

function bodyTexts(body: Request['body']): readonly string[] {
  switch (body?.mode) {
    case 'raw':
      return [body.raw];
    case 'urlencoded':
      return body.urlencoded.flatMap(({ key, value }) => [key, value]);
    case 'formdata':
      return body.formdata.flatMap((field) =>
        field.type === 'file' ? [field.key] : [field.key, field.value],
      );
    default:
      return [];
  }
}

/**
 * True when `text` stands in the spec's operation, and so is not ours to judge. Makes the operation's whole text,
 * so ask only when something was found. `text` holds nothing that JSON escapes.
 */
export function standsInSpec(text: string, operation: Operation): boolean {
  return JSON.stringify(operation).includes(text);
}
