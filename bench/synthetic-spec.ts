/**
 * An API of `operations` operations: resources with a list, a create, a get, an update and a delete each; their
 * schemas refer to one another, and paths and bodies ask for one another's ids.
 */
export function syntheticSpec(operations: number): object {
  const resources = Array.from({ length: Math.ceil(operations / 5) }, (_, index) => index);
  return {
    openapi: '3.0.3',
    info: { title: 'Synthetic', version: '1' },
    servers: [{ url: 'https://api.example.com' }],
    paths: Object.fromEntries(resources.flatMap(pathsOf)),
    components: {
      schemas: Object.fromEntries(resources.map((index) => [`Thing${index}`, schemaOf(index)])),
      responses: { Refused: answer('Refused', { type: 'object', properties: { message: text } }) },
    },
  };
}

const text = { type: 'string' };

function pathsOf(index: number): readonly (readonly [string, object])[] {
  const [one, many] = [{ $ref: `#/components/schemas/Thing${index}` }, `/group${index % 50}/things${index}`];
  const operation = (verb: string, success: object, more: object = {}) => ({
    operationId: `${verb}Thing${index}`,
    summary: `${verb} a thing`,
    tags: [`Group ${index % 50}`],
    responses: { ...success, 400: { $ref: '#/components/responses/Refused' } },
    ...more,
  });
  const body = { requestBody: { content: { 'application/json': { schema: one } } } };
  const id = { name: `thing${index}Id`, in: 'path', required: true, schema: text };
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } };
  return [
    [
      many,
      {
        get: operation(
          'list',
          { 200: answer('Things', { type: 'array', items: one }) },
          { parameters: [limit] },
        ),
        post: operation('create', { 201: answer('The thing', one) }, body),
      },
    ],
    [
      `${many}/{thing${index}Id}`,
      {
        parameters: [id],
        get: operation('get', { 200: answer('The thing', one) }),
        put: operation('update', { 200: answer('The thing', one) }, body),
        delete: operation('delete', { 204: { description: 'Gone' } }),
      },
    ],
  ];
}

function answer(description: string, schema: object): object {
  return { description, content: { 'application/json': { schema } } };
}

/** Each thing knows two others, so that large specs are one web of schemas. */
function schemaOf(index: number): object {
  const other = Math.floor(index / 2);
  return {
    type: 'object',
    required: ['id', 'name'],
    properties: {
      id: { ...text, readOnly: true },
      name: { ...text, description: `What thing ${index} is called` },
      state: { ...text, enum: ['open', 'closed'] },
      createdAt: { ...text, format: 'date-time' },
      amount: { type: 'number', minimum: 0 },
      [`thing${other}Id`]: text,
      parent: { $ref: `#/components/schemas/Thing${other}` },
    },
  };
}
