import type { ApiModel, MediaType, Operation, Parameter, RequestBody, Response } from '../model/api.ts';
import type { JsonObject } from '../model/json.ts';
import { componentName, type NamesByPointer, texts, typedSchema } from './typed-schema.ts';

/**
 * The model as an OpenAPI 3.1 document with what types are made from: whatever version the spec was written in, and
 * wherever its schemas stood. An operation id that two operations have stays with the first.
 */
export function apiDocument(api: ApiModel): JsonObject {
  const names: NamesByPointer = new Map(
    Object.entries(api.schemaPointers).map(([name, pointer]) => [pointer, name]),
  );
  const paths = new Map<string, { [method: string]: JsonObject }>();
  const ids = new Set<string>();
  for (const operation of api.operations) {
    const methods = paths.get(operation.path) ?? {};
    paths.set(operation.path, methods);
    const { operationId } = operation;
    const named = operationId !== undefined && !ids.has(operationId);
    if (named) ids.add(operationId);
    methods[operation.method.toLowerCase()] = {
      ...(named && { operationId }),
      ...operationOf(operation, names),
    };
  }
  const schemas = Object.entries(api.schemas).map(([name, schema]) => [
    componentName(name),
    typedSchema(schema, names),
  ]);
  return {
    openapi: '3.1.0',
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  };
}

function operationOf(operation: Operation, names: NamesByPointer): JsonObject {
  const { summary, description, deprecated, parameters, body, responses } = operation;
  return {
    ...texts({ summary, description }, '', ['summary', 'description']),
    ...(deprecated && { deprecated }),
    parameters: parameters.map((parameter) => parameterOf(parameter, names)),
    ...(body && { requestBody: bodyOf(body, names) }),
    responses: Object.fromEntries(
      responses.map((response) => [response.status, responseOf(response, names)]),
    ),
  };
}

function parameterOf(parameter: Parameter, names: NamesByPointer): JsonObject {
  const { name, in: place, required, description, deprecated, schema, contentType } = parameter;
  return {
    name,
    in: place,
    required,
    ...texts({ description }, name, ['description']),
    ...(deprecated && { deprecated }),
    // Serialised by `content`, the value is a text.
    schema: contentType === undefined ? typedSchema(schema, names, name) : { type: 'string' },
  };
}

function bodyOf({ required, description, contents }: RequestBody, names: NamesByPointer): JsonObject {
  return {
    required,
    ...texts({ description }, '', ['description']),
    content: contentOf(contents, names),
  };
}

function responseOf({ description, headers, contents }: Response, names: NamesByPointer): JsonObject {
  return {
    ...texts({ description }, '', ['description']),
    headers: Object.fromEntries(
      headers.map((header) => [
        header.name,
        {
          ...texts({ description: header.description }, header.name, ['description']),
          schema: { type: 'string' },
        },
      ]),
    ),
    ...(contents.length > 0 && { content: contentOf(contents, names) }),
  };
}

function contentOf(contents: readonly MediaType[], names: NamesByPointer): JsonObject {
  return Object.fromEntries(
    contents.map(({ type, schema }) => [type, { schema: typedSchema(schema ?? {}, names) }]),
  );
}
