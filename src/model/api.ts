import type { Json, JsonObject } from './json.ts';

export const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'] as const;
export type Method = Uppercase<(typeof METHODS)[number]>;

/** One spec, whatever version it was written in (Swagger 2.0, OpenAPI 3.0, 3.1), in one shape. */
export interface ApiModel {
  readonly module: string;
  readonly file: string;
  readonly specHash: string;
  /** As `LoadedSpec` has them. */
  readonly references?: readonly string[];
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly about: About;
  /** Server URLs, absolute, their variables filled in with their defaults. */
  readonly servers: readonly Server[];
  readonly tags: readonly Tag[];
  /** In the order in which the spec's paths and methods stand. */
  readonly operations: readonly Operation[];
  /** 3.1 `webhooks`: `path` is the webhook's name. */
  readonly webhooks: readonly Operation[];
  readonly securitySchemes: { readonly [name: string]: SecurityScheme };
  /** Every schema that a `$ref: '#/schemas/<name>'` of this model can reach. */
  readonly schemas: Schemas;
  /** JSON pointer, in the bundled document, of each of `schemas`. */
  readonly schemaPointers: { readonly [name: string]: string };
}

export type Schemas = { readonly [name: string]: Schema };

/**
 * JSON Schema draft-07 plus OpenAPI's annotations (`example`, `readOnly`, `writeOnly`, `deprecated`).
 * `nullable`, boolean `exclusiveMinimum`, `prefixItems` and the like were converted; `$ref` is `#/schemas/<name>`.
 */
export type Schema = JsonObject;

export interface Server {
  readonly url: string;
  /** JSON pointer of what declares it. */
  readonly pointer: string;
  readonly description: string;
  /** The server variable that the whole address is: `url: '{receiver_url}'`. */
  readonly variable?: string;
}

/** Who stands behind the API, on which terms, and where to read more; a text that the spec leaves out is empty. */
export interface About {
  readonly summary: string;
  readonly termsOfService: string;
  readonly contact: { readonly name: string; readonly email: string; readonly url: string };
  readonly license: { readonly name: string; readonly url: string };
  readonly externalDocs?: ExternalDocs;
}

export interface Tag {
  readonly name: string;
  readonly description: string;
  readonly externalDocs?: ExternalDocs;
}

export interface Operation {
  /** Method and path template: `GET /contacts/{contactId}`. Names the operation everywhere. */
  readonly key: string;
  readonly method: Method;
  /** The path template as the spec writes it, trailing slash included. */
  readonly path: string;
  /** JSON pointer of the operation in the bundled document. */
  readonly pointer: string;
  readonly operationId?: string;
  readonly summary: string;
  readonly description: string;
  readonly externalDocs?: ExternalDocs;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  /** Path-level and operation-level ones merged; a `{name}` in the path that nobody declares is added. */
  readonly parameters: readonly Parameter[];
  readonly body?: RequestBody;
  readonly responses: readonly Response[];
  /** The operation's own `security`, or the root's; `[]` when it is explicitly open; undefined when none is declared. */
  readonly security?: readonly SecurityRequirement[];
  /** Server URLs that hold for this operation only. */
  readonly servers: readonly Server[];
}

export interface ExternalDocs {
  readonly url: string;
  readonly description: string;
}

export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie';

export interface Parameter {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly pointer: string;
  readonly required: boolean;
  readonly description: string;
  readonly deprecated: boolean;
  readonly schema: Schema;
  /** A media type when the value is serialised by `content` rather than by `style`. */
  readonly contentType?: string;
  readonly style: string;
  readonly explode: boolean;
  /** The documented example, or one sampled from the schema. Always there. */
  readonly example: Json;
  /** Documented examples by name; the first one is `example`. */
  readonly namedExamples: readonly NamedExample[];
  /** False for a `{name}` in the path that no parameter declares. */
  readonly declared: boolean;
}

export interface RequestBody {
  readonly pointer: string;
  readonly required: boolean;
  readonly description: string;
  readonly contents: readonly MediaType[];
}

export interface MediaType {
  /** As written: `application/json; charset=utf-8`. */
  readonly type: string;
  readonly pointer: string;
  readonly schema?: Schema;
  /** Documented examples, first the one to send; one sampled from the schema when the spec gives none. */
  readonly examples: readonly NamedExample[];
  /** Other shapes that the body may have (`oneOf`, `anyOf`), one value for each branch but the one in `examples[0]`. */
  readonly alternatives: readonly NamedExample[];
  /** How each property is written, for multipart and urlencoded bodies. */
  readonly encoding: { readonly [property: string]: Encoding };
}

/** OpenAPI 3.x, "Encoding Object"; what the spec does not say is absent. */
export interface Encoding {
  readonly contentType?: string;
  readonly style?: string;
  readonly explode?: boolean;
}

export interface NamedExample {
  /** Name or summary in the spec's `examples`; empty for a single or sampled one. */
  readonly name: string;
  readonly value: Json;
  /** True when the spec gives no example for the whole and the value was put together from the schema. */
  readonly sampled: boolean;
}

export interface Response {
  /** `200`, `2XX` or `default`. */
  readonly status: string;
  readonly pointer: string;
  readonly description: string;
  readonly headers: readonly ResponseHeader[];
  readonly contents: readonly MediaType[];
  readonly links: readonly ResponseLink[];
}

/** OpenAPI 3.x, "Link Object": the response gives parameters of another operation. */
export interface ResponseLink {
  readonly operationId?: string;
  /** `GET /contacts/{contactId}`, when the link names the operation by reference. */
  readonly operationKey?: string;
  /** Place in the response's body by parameter name. */
  readonly parameters: { readonly [name: string]: readonly string[] };
}

export interface ResponseHeader {
  readonly name: string;
  readonly description: string;
  readonly example: Json;
}

/** All of `schemes` together grant access; several requirements are alternatives. */
export interface SecurityRequirement {
  readonly schemes: readonly { readonly name: string; readonly scopes: readonly string[] }[];
}

export interface SecurityScheme {
  readonly type: 'http' | 'apiKey' | 'oauth2' | 'openIdConnect' | 'other';
  /** For `http`: `bearer`, `basic`, ... */
  readonly scheme: string;
  readonly description: string;
  readonly in?: 'header' | 'query' | 'cookie';
  readonly parameterName?: string;
}
