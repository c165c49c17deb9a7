import fc from 'fast-check';
import { METHODS } from '../../../src/model/api.ts';

type Arb = fc.Arbitrary<unknown>;

/** What stands where something else belongs. */
const JUNK = [
  null,
  true,
  0,
  -1,
  0.1,
  1e308,
  '',
  'x',
  '{{access_token}}',
  [],
  [null],
  {},
  { $ref: 1 },
  { a: [] },
];
const NAMES = [
  ...['a', 'b', 'id', 'contactId', 'locationId', 'altId', 'altType', 'limit', 'Version', 'Authorization'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '$ref',
    'type',
    'properties',
    'x-ext',
    'default',
  ],
  ...['', ' ', 'a/b', 'a~b', '{x}', '{{access_token}}', 'é', '😀', '\u0000', 'a b', '%zz', '"', '0', 'a[b]'],
];
const TEXTS = [
  '',
  'Text',
  '# Head\n\n*a*',
  '</script>',
  '$(x)',
  '\u2028',
  '\u0000',
  '{{base_url}}',
  'é😀',
  '*/`"\'',
];
const PATHS = [
  '/a',
  '/a/{id}',
  '/a/{id}/b/{contactId}',
  '/',
  '',
  'a',
  '/{a}{b}',
  '/f.{fmt}',
  '/{name}:cancel',
  '/a/',
];
const ODD_PATHS = [
  '/{',
  '/}{',
  '/a?x={y}',
  '/a#b',
  '//x',
  '/é',
  '/%zz',
  '/{{base_url}}',
  '/..',
  'x-path',
  '/:id',
  '/{}',
];
const REFS = [
  ...[
    'schemas',
    'parameters',
    'responses',
    'requestBodies',
    'headers',
    'examples',
    'links',
    'securitySchemes',
  ],
].flatMap((kind) => ['A', 'B', 'Gone'].map((name) => `#/components/${kind}/${name}`));
const ODD_REFS = [
  ...['#/definitions/A', '#/definitions/B', '#/parameters/A', '#/responses/A', '#', '', '#/', '#/%zz', '#a'],
  ...[
    '#/components/schemas/A/properties/a',
    '#/paths/~1a',
    '#/paths/~1a/get',
    '#/info/title',
    '../../../x.json',
  ],
  ...['file:///etc/passwd', '#/components/schemas/A/allOf/0', '#/components', '#/components/schemas'],
];
const MEDIA = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];
const ODD_MEDIA = [
  ...['__proto__', 'hasOwnProperty'],
  'application/xml',
  '*/*',
  'image/*',
  '',
  'x',
  'application/json; charset=utf-8',
  'a/b/c',
  'é',
];
const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null', 'file', 'String', ''];
const FORMATS = ['date', 'date-time', 'email', 'uuid', 'uri', 'byte', 'binary', 'int32', 'int64', 'nope', ''];
const PATTERNS = [
  '^a+$',
  '^(a+)+$',
  '[',
  '(?<n>a)\\k<n>',
  '\\p{L}{3}',
  '^[A-Z]{2,4}$',
  '(?!)',
  '',
  '^.{1000000}$',
];
const NUMBERS = [0, 1, -1, 3, 0.1, 1e9, -1e9, 2 ** 53, 1e308, 5e-324];
const STATUS = ['200', '201', '204', '404', 'default', '2XX', '5XX', '999', 'x', '', 'x-ext', '0200'];

const name = fc.constantFrom(...NAMES);
const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength: 12, unit: 'binary' }));
const number = fc.oneof(fc.constantFrom(...NUMBERS), fc.integer({ min: -5, max: 20 }));
const ref = fc.record({
  $ref: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...REFS) }, fc.constantFrom(...ODD_REFS)),
});
const value = fc.oneof({ maxDepth: 2 }, fc.jsonValue({ maxDepth: 2 }), text, number);

/** Mostly as it should be, now and then of a wrong type, where a document may refer a reference. */
function odd(right: Arb): Arb {
  return fc.oneof({ weight: 30, arbitrary: right }, fc.constantFrom(...JUNK));
}

function orRef(right: Arb): Arb {
  return odd(fc.oneof({ weight: 5, arbitrary: right }, ref));
}

/** Any of the keys, each mostly as it should be; `always` are there. */
function node(keys: Readonly<Record<string, Arb>>, always: readonly string[] = []): Arb {
  const entries = Object.entries(keys).map(([key, arbitrary]) => [key, odd(arbitrary)] as const);
  return fc.record(Object.fromEntries(entries), { requiredKeys: [...always], noNullPrototype: true });
}

function few(item: Arb, most = 3): Arb {
  return fc.array(item, { maxLength: most });
}

function map(keys: fc.Arbitrary<string>, item: Arb, most = 3): Arb {
  return fc.dictionary(keys, item, { maxKeys: most, noNullPrototype: true });
}

const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    node({ type: fc.constantFrom(...TYPES), format: fc.constantFrom(...FORMATS), example: value }),
    ref,
    fc.boolean(),
    node({
      type: fc.oneof(fc.constantFrom(...TYPES), few(fc.constantFrom(...TYPES))),
      properties: map(name, tie('schema'), 4),
      required: few(name),
      items: fc.oneof(tie('schema'), few(tie('schema'))),
      additionalProperties: tie('schema'),
      patternProperties: map(fc.constantFrom(...PATTERNS), tie('schema'), 2),
      discriminator: node({ propertyName: name, mapping: map(name, fc.constantFrom(...REFS), 2) }),
      xml: node({ name, wrapped: fc.boolean(), attribute: fc.boolean() }),
      default: value,
    }),
    node({
      allOf: few(tie('schema')),
      oneOf: few(tie('schema')),
      anyOf: few(tie('schema')),
      not: tie('schema'),
      if: tie('schema'),
      prefixItems: few(tie('schema')),
      $defs: map(name, tie('schema'), 2),
      properties: map(name, tie('schema'), 2),
      nullable: fc.boolean(),
      readOnly: fc.boolean(),
    }),
    node({
      type: fc.constantFrom(...TYPES),
      enum: few(value),
      const: value,
      pattern: fc.constantFrom(...PATTERNS),
      minimum: number,
      maximum: number,
      exclusiveMinimum: fc.oneof(number, fc.boolean()),
      multipleOf: number,
      minLength: number,
      maxLength: number,
      minItems: number,
      maxItems: number,
      uniqueItems: fc.boolean(),
      minProperties: number,
      examples: few(value),
    }),
  ),
}));

const example = orRef(node({ summary: text, value, externalValue: text }));
const media = node({
  schema,
  example: value,
  examples: map(name, example, 2),
  encoding: map(name, node({ contentType: text })),
});
const content = map(fc.oneof(fc.constantFrom(...MEDIA), fc.constantFrom(...ODD_MEDIA)), odd(media), 2);
const header = orRef(node({ description: text, schema, example: value, type: fc.constantFrom(...TYPES) }));
const parameter = orRef(
  node(
    {
      name,
      in: fc.constantFrom('path', 'query', 'header', 'cookie', 'body', 'formData', 'Path', ''),
      required: fc.boolean(),
      description: text,
      schema,
      content,
      example: value,
      examples: map(name, example, 2),
      style: fc.constantFrom('form', 'deepObject', 'matrix', 'label', 'pipeDelimited', 'nope'),
      explode: fc.boolean(),
      type: fc.constantFrom(...TYPES),
      items: schema,
      enum: few(value),
      default: value,
      collectionFormat: fc.constantFrom('csv', 'multi', 'nope'),
      deprecated: fc.boolean(),
    },
    ['name', 'in'],
  ),
);
const link = orRef(node({ operationId: name, operationRef: text, parameters: map(name, text) }));
const response = orRef(
  node({
    description: text,
    content,
    schema,
    headers: map(name, header),
    examples: map(name, value),
    links: map(name, link, 2),
  }),
);
const body = orRef(node({ description: text, content, required: fc.boolean() }));
const requirement = map(fc.constantFrom('A', 'B', 'Gone', '__proto__'), few(text, 2), 2);
const server = node({
  url: fc.constantFrom('https://a.example/v1', '/v1', '', '{x}://y', 'http://127.0.0.1:1', 'é:'),
  variables: map(name, node({ default: value })),
});
const operation = node(
  {
    summary: text,
    description: text,
    operationId: name,
    tags: few(name),
    parameters: few(parameter, 4),
    requestBody: body,
    responses: map(fc.constantFrom(...STATUS), response),
    security: few(odd(requirement), 2),
    servers: few(server, 2),
    consumes: few(fc.constantFrom(...MEDIA, ...ODD_MEDIA), 2),
    produces: few(fc.constantFrom(...MEDIA, ...ODD_MEDIA), 2),
    callbacks: map(name, value, 1),
    externalDocs: node({ url: text, description: text }),
    deprecated: fc.boolean(),
  },
  ['responses'],
);
const ownPathItem = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...METHODS), odd(operation), {
      minKeys: 1,
      maxKeys: 2,
      noNullPrototype: true,
    }),
    node({ summary: text, parameters: few(parameter, 2), servers: few(server, 1) }),
  )
  .map(([operations, shared]) => ({ ...operations, ...Object(shared) }));
const pathItem = odd(fc.oneof({ weight: 20, arbitrary: ownPathItem }, ref));
const scheme = orRef(
  node({
    type: fc.constantFrom('http', 'apiKey', 'oauth2', 'openIdConnect', 'basic', 'mutualTLS', 'nope'),
    scheme: fc.constantFrom('bearer', 'basic', 'digest', 'Bearer', ''),
    in: fc.constantFrom('header', 'query', 'cookie', 'body'),
    name,
    flows: map(
      fc.constantFrom('implicit', 'clientCredentials', 'x'),
      node({ tokenUrl: text, scopes: map(name, text) }),
    ),
    flow: fc.constantFrom('implicit', 'accessCode'),
    scopes: map(name, text),
  }),
);

const declared = (item: Arb): Arb => map(fc.constantFrom('A', 'B', '__proto__', 'a/b'), item, 3);
const paths = fc.dictionary(fc.constantFrom(...PATHS, ...ODD_PATHS), pathItem, {
  minKeys: 1,
  maxKeys: 3,
  noNullPrototype: true,
});
const shared = {
  info: node({ title: text, version: text, description: text, contact: value, license: value }),
  tags: few(node({ name, description: text })),
  security: few(odd(requirement), 2),
  externalDocs: node({ url: text }),
};
const version3 = {
  ...shared,
  servers: few(server, 2),
  webhooks: map(name, pathItem, 1),
  components: node({
    schemas: declared(schema),
    parameters: declared(parameter),
    responses: declared(response),
    requestBodies: declared(body),
    headers: declared(header),
    examples: declared(example),
    links: declared(link),
    securitySchemes: declared(scheme),
  }),
};
const version2 = {
  ...shared,
  host: text,
  basePath: text,
  schemes: few(text, 2),
  consumes: few(fc.constantFrom(...MEDIA), 2),
  produces: few(fc.constantFrom(...MEDIA), 2),
  definitions: declared(schema),
  parameters: declared(parameter),
  responses: declared(response),
  securityDefinitions: declared(scheme),
};

function rooted(head: Readonly<Record<string, Arb>>, keys: Readonly<Record<string, Arb>>): Arb {
  const required: Readonly<Record<string, Arb>> = { ...head, paths };
  const optional = Object.entries(keys).map(([key, arbitrary]) => [key, odd(arbitrary)] as const);
  return fc.record(
    { ...required, ...Object.fromEntries(optional) },
    { requiredKeys: Object.keys(required), noNullPrototype: true },
  );
}

/** Documents that call themselves OpenAPI 3.0, 3.1 or Swagger 2: nearly right, and wrong here and there. */
export const openApiDocuments: Arb = fc.oneof(
  rooted({ openapi: fc.constantFrom('3.0.0', '3.0.3', '3.1.0') }, version3),
  rooted({ swagger: fc.constant('2.0') }, version2),
);
