import type { Operation, Response } from '../model/api.ts';
import { chooseContent } from '../postman/choose-content.ts';

/**
 * What the converter is asked to lay out: a request, or a response behind a stand-in request. No schemas, on which
 * it spends most of its time and draws random values; no path, names, descriptions, tags and parameters, which the
 * rules of `enrich` read from the model itself: so that the operations of a large API share a few layouts.
 */
export interface Layout {
  readonly method: string;
  /** Media type of the body that is sent; absent: no body. */
  readonly body?: string;
  /** Status code of the response. */
  readonly code?: number;
  /** Media type of the response; absent: no content. */
  readonly type?: string;
}

/** The layout of an operation's request, which accepts what its first response, by status code, has to give. */
export function requestLayout(operation: Operation, codes: ReadonlyMap<Response, number>): Layout {
  const body = operation.body && chooseContent(operation.body.contents);
  const byCode = operation.responses.toSorted((a, b) => (codes.get(a) ?? 0) - (codes.get(b) ?? 0));
  const [accepted] = byCode.flatMap(({ contents }) => chooseContent(contents) ?? []);
  return {
    method: operation.method,
    ...(body && { body: body.type }),
    ...(accepted && { code: 200, type: accepted.type }),
  };
}

/** The layout of a saved example. */
export function responseLayout(response: Response, code: number): Layout {
  const media = chooseContent(response.contents);
  return { method: 'GET', code, ...(media && { type: media.type }) };
}

/**
 * A document of one stand-in path a layout (`/0`, `/1`, ...), so that an item is found again by method and path
 * whatever the real path looks like.
 */
export function skeletonOf(layouts: readonly Layout[]): object {
  const paths = layouts.map((layout, index) => [
    `/${index}`,
    { [layout.method.toLowerCase()]: skeletonOperation(layout) },
  ]);
  return {
    openapi: '3.0.3',
    info: { title: 'Layouts', version: '1' },
    servers: [{ url: 'https://stand-in.invalid' }],
    paths: Object.fromEntries(paths),
  };
}

function skeletonOperation({ body, code, type }: Layout): object {
  const response = { description: 'Response', ...contentOf(type) };
  return {
    ...(body === undefined ? {} : { requestBody: contentOf(body) }),
    responses: code === undefined ? {} : { [code]: response },
  };
}

function contentOf(type: string | undefined): object {
  if (type === undefined) return {};
  // The converter asks an object of types for its methods: none of those may be hidden by a type that is none.
  return { content: { [type in Object.prototype ? '*/*' : type]: { schema: {} } } };
}
