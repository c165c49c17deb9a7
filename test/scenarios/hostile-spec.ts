/** What would run if any quotation let it out: in a script, a page, or a shell. */
const CALL = "canary();pm.test('broken out', () => {});";

/** Texts that end a string, a comment, an element, a line or a span wherever they are written into. */
export const PIECES = [
  `";${CALL}//`,
  `';${CALL}//`,
  `\`;${CALL}//`,
  `$\{canary()}`,
  `*/${CALL}/*`,
  `</script><script>${CALL}</script>`,
  `<img src=x onerror="canary()">`,
  `\\";${CALL}//`,
  `\u2028${CALL}//`,
  `\n${CALL}//`,
  '{{access_token}}',
  `]]>${CALL}`,
  '\u0000',
  '\u001b[31mred\u001b]0;title\u0007\u009b2J\r\b',
  '\u202egnp.exe\u2066\u200f',
  '$(touch pwned)`touch pwned`\'; touch pwned; \'"; touch pwned; "',
  '`[x](javascript:canary())` ![x](https://evil.test/x.png) | a\n\n# heading',
  '\n::error title=x::broken out\n- item: !!js/function canary',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
] as const;
export const ALL = PIECES.join(' ');

/** A document in which every place for text holds one of `PIECES`, or `ALL` of them: one operation for each. */
export function hostileSpec(): object {
  const texts = [...PIECES, ALL];
  const about = { name: ALL, email: ALL, url: ALL, 'x-note': ALL };
  return {
    openapi: '3.1.0',
    info: {
      title: ALL,
      summary: ALL,
      version: ALL,
      description: ALL,
      contact: about,
      license: about,
      termsOfService: ALL,
    },
    servers: texts.map((text) => ({
      url: `https://evil.test/${text}/{v}`,
      description: text,
      variables: { v: { default: text, enum: [text], description: text } },
    })),
    tags: texts.map((text) => ({
      name: text,
      description: text,
      externalDocs: { url: text, description: text },
    })),
    externalDocs: { url: ALL, description: ALL },
    'x-note': { [ALL]: ALL },
    [`x-${ALL}`]: ALL,
    paths: own(texts.map((text, index) => [`/p${index}${pathText(text)}/{id}`, pathItem(text)])),
    webhooks: own(texts.map((text) => [text, pathItem(text)])),
    components: components(texts),
  };
}

/** Made of entries, so that `__proto__` is a name like any other. */
function own(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries);
}

function components(texts: readonly string[]): object {
  const each = (make: (text: string) => object) => own(texts.map((text) => [text, make(text)]));
  const flow = (text: string) => ({ tokenUrl: `https://evil.test/${text}`, scopes: own([[text, text]]) });
  return {
    schemas: each((text) => ({ type: 'string', enum: [text] })),
    parameters: each((text) => ({ name: text, in: 'query', schema: { type: 'string', example: text } })),
    responses: each((text) => ({ description: text })),
    examples: each((text) => ({ summary: text, description: text, value: text })),
    headers: each((text) => ({ description: text, schema: { type: 'string', example: text } })),
    requestBodies: each((text) => ({ description: text, content: own([[text, { example: text }]]) })),
    links: each((text) => ({ operationId: text, description: text, parameters: own([[text, text]]) })),
    securitySchemes: each((text) => ({
      type: 'oauth2',
      description: text,
      flows: { clientCredentials: flow(text) },
    })),
  };
}

/** Without what ends a segment: braces, slashes, a query; a line end and other controls stand in no URL. */
function pathText(text: string): string {
  return text.replaceAll(/[{}/\\?#\p{Cc}]/gu, '-');
}

function pathItem(text: string): object {
  const ref = (kind: string) => ({
    $ref: `#/components/${kind}/${encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'))}`,
  });
  const value = { type: 'string', enum: [text], description: text };
  const pattern = text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  const names = [...new Set([text, 'id', 'matched', 'named', 'referred'])];
  const schema = {
    type: 'object',
    title: text,
    description: text,
    required: names,
    properties: own([
      ['id', { type: 'string', example: 'an-id' }],
      [text, value],
      ['matched', { type: 'string', pattern, example: text }],
      ['named', { type: 'string', const: text, title: text, default: text }],
      ['referred', ref('schemas')],
    ]),
  };
  const body = own(names.map((name) => [name, name === 'id' ? 'an-id' : text]));
  const content = own([
    [
      'application/json',
      { schema, examples: own([[text, { summary: text, description: text, value: body }]]) },
    ],
    [`text/${text}`, { schema: { type: 'string' }, example: text }],
  ]);
  const header = own([[text, { description: text, schema: { type: 'string', example: text } }]]);
  return {
    summary: text,
    description: text,
    servers: [{ url: `https://evil.test/${text}` }],
    post: {
      summary: text,
      description: text,
      operationId: text,
      tags: [text],
      externalDocs: { url: text, description: text },
      'x-note': text,
      security: [own([[text, [text]]])],
      parameters: [
        {
          name: 'id',
          in: 'path',
          required: true,
          description: text,
          schema: { type: 'string' },
          example: 'an-id',
        },
        { name: text, in: 'query', required: true, description: text, schema: value, example: text },
        { name: text, in: 'header', required: true, description: text, schema: value, example: text },
        { name: text, in: 'cookie', description: text, schema: value, example: text },
        ref('parameters'),
      ],
      requestBody: { required: true, description: text, content },
      responses: own([
        ['200', { description: text, headers: header, content, links: own([[text, ref('links')]]) }],
        ['400', { ...ref('responses') }],
      ]),
      callbacks: own([
        [text, own([[`https://evil.test/${text}`, { post: { summary: text, responses: {} } }]])],
      ]),
    },
  };
}
