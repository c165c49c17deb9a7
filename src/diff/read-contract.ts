import type { ApiModel, MediaType, Operation, Parameter, SecurityScheme } from '../model/api.ts';
import type {
  Aspect,
  AuthScheme,
  Contract,
  ContractContent,
  ContractOperation,
  ContractParameter,
} from '../model/contract.ts';
import { own } from '../schema/read.ts';
import { type ShapeReader, shapeReader } from './read-shapes.ts';

const TELLS: readonly Aspect[] = [
  'schemas',
  'auth schemes',
  'scopes',
  'deprecation',
  'ids',
  'content types',
  'response headers',
  'required',
  'servers',
];

/** The contract that a spec describes; webhooks are not part of it, since nobody calls them. */
export function readContract(api: ApiModel): Contract {
  const shapes = shapeReader(api);
  return {
    module: api.module,
    title: api.title,
    file: api.file,
    servers: api.servers.map(({ url }) => url),
    operations: api.operations.map((operation) => readOperation(operation, api, shapes)),
    shapes: shapes.shapes(),
    tells: TELLS,
  };
}

function readOperation(operation: Operation, api: ApiModel, shapes: ShapeReader): ContractOperation {
  const { key, method, path, operationId = '', pointer, deprecated, body } = operation;
  return {
    key,
    method,
    path,
    id: operationId,
    pointer,
    deprecated,
    ...(operation.security && {
      auth: operation.security.map(({ schemes }) => ({
        schemes: schemes.map(({ name, scopes }) => readScheme(name, scopes, own(api.securitySchemes, name))),
      })),
    }),
    parameters: operation.parameters
      .filter((parameter) => !isForAnother(parameter))
      .map((parameter) => readParameter(parameter, shapes)),
    ...(body && {
      body: {
        pointer: body.pointer,
        required: body.required,
        contents: body.contents.map((media) => readContent(media, shapes)),
      },
    }),
    responses: operation.responses.map(({ status, pointer: place, headers, contents }) => ({
      status,
      pointer: place,
      headers: headers.map(({ name }) => name.toLowerCase()).toSorted(),
      contents: contents.map((media) => readContent(media, shapes)),
    })),
  };
}

/** OpenAPI 3.1, "Parameter Object": such headers are for media types and security to describe. */
function isForAnother({ in: place, name }: Parameter): boolean {
  return place === 'header' && ['accept', 'content-type', 'authorization'].includes(name.toLowerCase());
}

function readParameter(parameter: Parameter, shapes: ShapeReader): ContractParameter {
  const { name, pointer, required, deprecated, schema, contentType, style, explode } = parameter;
  return {
    name,
    in: parameter.in,
    pointer,
    required,
    deprecated,
    serialisation: contentType ?? `${style}${explode ? ', exploded' : ''}`,
    shape: shapes.read(schema, `${pointer}/schema`),
  };
}

function readContent({ type, pointer, schema }: MediaType, shapes: ShapeReader): ContractContent {
  const place = pointer.endsWith('/schema') ? pointer : `${pointer}/schema`;
  const [name = ''] = type.split(';');
  return { type: name.trim().toLowerCase(), pointer, ...(schema && { shape: shapes.read(schema, place) }) };
}

function readScheme(name: string, scopes: readonly string[], scheme: SecurityScheme | undefined): AuthScheme {
  const kind = [scheme?.type, scheme?.scheme, scheme?.in, scheme?.parameterName].filter(Boolean).join(' ');
  return { name, kind, scopes: scopes.toSorted() };
}
