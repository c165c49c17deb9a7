import type { Method, ParameterPlace } from './api.ts';

/** What an API promises its callers, as plain data that can be compared, whatever it was read from. */
export interface Contract {
  readonly module: string;
  readonly title: string;
  /** Where it was read: absolute path, URL, or a name such as `specs/contacts.json at HEAD`. */
  readonly file: string;
  readonly servers: readonly string[];
  readonly operations: readonly ContractOperation[];
  /** Every shape that something of the contract names; they may lead in circles. */
  readonly shapes: Shapes;
  /** What the source tells at all; of what one side cannot tell, nothing is compared. */
  readonly tells: readonly Aspect[];
}

export type Shapes = { readonly [id: string]: Shape };

/**
 * `schemas`: which values are taken, by the schema's keywords. `examples`: fields and types as examples show them.
 * `required`: of parameters and bodies. `ids`: of operations. Methods, paths, names of parameters, statuses and whether
 * an operation is open, every source tells.
 */
export type Aspect =
  | 'schemas'
  | 'examples'
  | 'auth schemes'
  | 'scopes'
  | 'deprecation'
  | 'ids'
  | 'content types'
  | 'response headers'
  | 'required'
  | 'servers';

export interface ContractOperation {
  /** `GET /contacts/{contactId}`. */
  readonly key: string;
  readonly method: Method;
  readonly path: string;
  /** `operationId`; empty when there is none. */
  readonly id: string;
  /** JSON pointer in `Contract.file`; so are all that follow. */
  readonly pointer: string;
  readonly deprecated: boolean;
  /** Alternatives; empty: open to everybody. Absent: the source does not say, and the API may want auth or not. */
  readonly auth?: readonly AuthAlternative[] | undefined;
  readonly parameters: readonly ContractParameter[];
  readonly body?: ContractBody;
  readonly responses: readonly ContractResponse[];
}

/** All schemes together grant access. */
export interface AuthAlternative {
  readonly schemes: readonly AuthScheme[];
}

export interface AuthScheme {
  /** Empty where the source names none. */
  readonly name: string;
  /** What is sent: `http bearer`, `apiKey header X-Key`. */
  readonly kind: string;
  readonly scopes: readonly string[];
}

export interface ContractParameter {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly pointer: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  /** Style, explode, media type, in one word. */
  readonly serialisation: string;
  readonly shape: string;
}

export interface ContractBody {
  readonly pointer: string;
  readonly required: boolean;
  readonly contents: readonly ContractContent[];
}

export interface ContractContent {
  /** Without parameters, in lower case. */
  readonly type: string;
  readonly pointer: string;
  /** Absent: nothing is said of the content. */
  readonly shape?: string;
}

export interface ContractResponse {
  readonly status: string;
  readonly pointer: string;
  readonly headers: readonly string[];
  readonly contents: readonly ContractContent[];
}

export interface ContractField {
  readonly required: boolean;
  /** Where the field is described, which may be a reference to its shape. */
  readonly pointer: string;
  readonly shape: string;
}

/** Which values a place takes: `allOf` merged, references followed, children by id. */
export interface Shape {
  readonly pointer: string;
  /** Sorted, without `null`; empty: any. */
  readonly types: readonly string[];
  readonly nullable: boolean;
  /** Empty: none; so is `pattern`. */
  readonly format: string;
  readonly pattern: string;
  /** JSON texts, sorted, without `null`. */
  readonly enum?: readonly string[];
  /** `minLength`, `maximum` and so on. */
  readonly limits: { readonly [keyword: string]: number };
  /** JSON text. */
  readonly default?: string;
  readonly deprecated: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly fields: { readonly [name: string]: ContractField };
  /** `additionalProperties: false`. */
  readonly closed: boolean;
  /** Shape of what an object holds beyond its fields, and of what a list holds. */
  readonly additional?: string;
  readonly items?: string;
  /** `oneOf` or `anyOf`: by name of the schema, or by place. */
  readonly variants: { readonly [name: string]: string };
  /** JSON text of the constraints that are compared only as a whole (`not`, `patternProperties`, …); empty: none. */
  readonly others: string;
}
