import type { Operation, Response, Schemas } from '../model/api.ts';
import { errorTells } from './error-tells.ts';
import { type ExpectedContent, expectedContent } from './expected-content.ts';
import type { Finding } from './finding.ts';

/** What a test script knows of its operation; `templates/request-test.js` reads it. */
export type Expectation = {
  /** Key of the operation: by it the request is known again, whatever a person makes of its name and place. */
  readonly operation: string;
  /** Codes of documented successes; `2XX` for any. */
  readonly success: readonly (number | '2XX')[];
  /** By code, `2XX` or `default`: what a success holds; absent where the spec documents no body. */
  readonly content: { readonly [status: string]: ExpectedContent };
  /** Fields that tell an error, whatever the status says: `success` that is false, `statusCode` from 400, `error`. */
  readonly errorSigns: readonly string[];
  /** Fields of which an object must hold more than these: an error has no others. */
  readonly errorFields: readonly string[];
  /** Where another response is HTML or XML: a success without a documented body may be a page as well. */
  readonly pages?: true;
  /** Scopes and token type, for whoever gets a 401 or 403. */
  readonly access: string;
  /** Field or header of the platform's request id. */
  readonly trace: string | null;
  /** Milliseconds. */
  readonly budget: number;
};

export interface ExpectationOptions {
  readonly access: string;
  readonly trace: string | null;
  readonly budget: number;
}

/** What the spec lets one expect of an operation's success, and where it says too little. */
export function expectationOf(
  operation: Operation,
  schemas: Schemas,
  options: ExpectationOptions,
): { readonly expectation: Expectation; readonly findings: readonly Finding[] } {
  const successes = successesOf(operation.responses);
  const success = successes.map(({ status }) => (/^\d+$/.test(status) ? Number(status) : '2XX'));
  const contents = successes.map((response) => ({
    response,
    ...expectedContent(response, { operation, schemas }),
  }));
  const content = contents.flatMap(({ response, content }) => (content ? [[response.status, content]] : []));
  return {
    expectation: {
      operation: operation.key,
      success: [...new Set<number | '2XX'>(success.length > 0 ? success : ['2XX'])],
      content: Object.fromEntries(content),
      ...errorTells(successes, schemas, options.trace),
      ...(operation.responses.some(isPage) ? { pages: true as const } : {}),
      ...options,
    },
    findings: contents.flatMap(({ findings }) => findings),
  };
}

/** The documented 2xx; `default` stands for them where there is no other. */
export function successesOf(responses: readonly Response[]): readonly Response[] {
  const successes = responses.filter(({ status }) => status.startsWith('2'));
  return successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default');
}

function isPage({ contents }: Response): boolean {
  return contents.some(({ type }) => /\b(html|xml)\b/i.test(type));
}
