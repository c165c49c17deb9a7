import type { ApiModel, MediaType, Operation } from '../model/api.ts';
import { chooseContent } from '../postman/choose-content.ts';
import { exampleCodes } from '../postman/example-codes.ts';

/**
 * What the converter needs to know to lay out the requests, and no more: one stand-in path an operation (`/0`,
 * `/1`, ...), so that an item is found again by method and path whatever the real path looks like; no schemas,
 * on which it spends most of its time and draws random values; no tags and parameters, which the rules of
 * `enrich` read from the model itself.
 */
export function skeletonOf(api: ApiModel, operations: readonly Operation[]): object {
  const paths = operations.map((operation, index) => [
    `/${index}`,
    { [operation.method.toLowerCase()]: skeletonOperation(operation) },
  ]);
  return {
    openapi: '3.0.3',
    info: { title: api.title, version: '1' },
    servers: [{ url: 'https://stand-in.invalid' }],
    paths: Object.fromEntries(paths),
  };
}

function skeletonOperation(operation: Operation): object {
  const body = operation.body && chooseContent(operation.body.contents);
  const codes = exampleCodes(operation.responses);
  const responses = operation.responses.map((response) => [
    String(codes.get(response)),
    { description: response.description || 'Response', ...contentOf(chooseContent(response.contents)) },
  ]);
  return {
    summary: operation.key,
    ...(body ? { requestBody: contentOf(body) } : {}),
    responses: Object.fromEntries(responses),
  };
}

function contentOf(media: MediaType | undefined): object {
  return media ? { content: { [typeOf(media)]: { schema: {} } } } : {};
}

/** The converter asks an object of types for its methods: none of those may be hidden by a type that is none. */
function typeOf({ type }: MediaType): string {
  return type in Object.prototype ? '*/*' : type;
}
