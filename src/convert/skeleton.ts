import type { Operation } from '../model/api.ts';
import { chooseContent } from '../postman/choose-content.ts';
import { exampleCodes } from '../postman/example-codes.ts';

/** What the converter needs to know of an operation to lay out its request, and no more. */
export interface Layout {
  readonly method: string;
  /** Media type of the body that is sent; absent: no body. */
  readonly body?: string;
  /** Status code of each saved example, with its media type if it has content. */
  readonly responses: readonly (readonly [code: number, type?: string])[];
}

/**
 * No schemas, on which the converter spends most of its time and draws random values; no path, names, descriptions,
 * tags and parameters, which the rules of `enrich` read from the model itself: so that most operations of a large
 * API share a layout.
 */
export function layoutOf(operation: Operation): Layout {
  const body = operation.body && chooseContent(operation.body.contents);
  const codes = exampleCodes(operation.responses);
  return {
    method: operation.method,
    ...(body && { body: body.type }),
    responses: operation.responses.map((response) => {
      const code = codes.get(response) ?? 0;
      const media = chooseContent(response.contents);
      return media ? [code, media.type] : [code];
    }),
  };
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

function skeletonOperation({ body, responses }: Layout): object {
  return {
    ...(body === undefined ? {} : { requestBody: contentOf(body) }),
    responses: Object.fromEntries(
      responses.map(([code, type]) => [
        String(code),
        { description: 'Response', ...(type === undefined ? {} : contentOf(type)) },
      ]),
    ),
  };
}

function contentOf(type: string): object {
  // The converter asks an object of types for its methods: none of those may be hidden by a type that is none.
  return { content: { [type in Object.prototype ? '*/*' : type]: { schema: {} } } };
}
