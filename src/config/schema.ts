import { z } from 'zod';
import { METHODS } from '../model/api.ts';
import { PROFILES } from './defaults.ts';
import type { FileConfig } from './file-config.ts';

/**
 * The config file's schema. Each `error` is the end of a sentence that starts with "expected"; that of an
 * object lists its keys, so that an unknown one can be compared with them.
 */
export function configSchema(raw: unknown) {
  // Chosen by the shape found rather than by a union, whose errors could not say which branch was meant.
  const given = z.object({ profile: z.unknown(), environments: z.unknown() }).partial().safeParse(raw).data;
  const schema = object({
    specs: list(filled).optional(),
    out: filled.optional(),
    profile: (typeof given?.profile === 'object' ? ownProfile : profileName).optional(),
    environments: (Array.isArray(given?.environments) ? environmentList : environmentMap).optional(),
    references: object({ map: z.record(z.string(), filled, expected('an object')), roots: list(filled) })
      .partial()
      .optional(),
    limits: object({ specBytes: count, downloadMs: count, redirects: count, referencedFiles: count, nesting })
      .partial()
      .optional(),
    links: z
      .record(variable, object({ from: operationKey, at: pointer }), expected('an object by variable name'))
      .optional(),
    smoke: object({ budgetMs: count }).partial().optional(),
    pull: object({ from: filled, modules: list(moduleName), urls: specUrls, into: filled })
      .partial()
      .optional(),
    webhooks: flag.optional(),
    refreshTokens: flag.optional(),
    format: z.enum(['v2.1', 'v3', 'both'], expected('v2.1, v3 or both')).optional(),
    strict: flag.optional(),
    cache: z.union([filled, z.boolean()], expected('a folder, true or false')).optional(),
  });
  return schema satisfies z.ZodType<FileConfig>;
}

const text = z.string(expected('a string'));
const filled = text.min(1, expected('a string that is not empty'));
const flag = z.boolean(expected('true or false'));
/** Deeper, recursion would run out of stack. */
const nesting = z
  .int(expected('a whole number'))
  .min(10, expected('a number of 10 to 500'))
  .max(500, expected('a number of 10 to 500'));
const count = z.int(expected('a whole number')).min(0, expected('a number of 0 or more'));

const VARIABLE = 'a variable name (letters, digits, `_`, `.`, `-`)';
const variable = text.regex(/^[\w.-]+$/, expected(VARIABLE));
const httpUrl = text.regex(
  /^https?:\/\/[^\s/@]+(\/\S*)?$/,
  expected('a URL that starts with http:// or https:// and holds no credentials'),
);
/** As a module is named after its file. */
const moduleName = text.regex(
  /^[a-z\d]+(-[a-z\d]+)*$/,
  expected('a name of lower-case letters, digits, `-`'),
);
const specUrls = z.record(moduleName, httpUrl, expected('an object of URLs by module'));
const headerName = text.regex(/^[!#$%&'*+.^_`|~\w-]+$/, expected('a header name'));
const profileName = z.enum(
  [...PROFILES.keys()],
  expected(`a profile object or ${[...PROFILES.keys()].join(', ')}`),
);
const operationKey = text.regex(
  new RegExp(`^(${METHODS.join('|').toUpperCase()}) /`),
  expected('method and path, such as `POST /oauth/token`'),
);

const tokenOperation = text.regex(/^POST \//, expected('a POST and its path, such as `POST /oauth/token`'));

const pointer = text.regex(
  /^(\/[^/]*)+$/,
  expected('a JSON pointer into the response, such as `/contact/id`'),
);

// The name becomes a file name: what a slug would lose is refused rather than changed.
const environmentName = text.regex(
  /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u,
  expected('a name of up to 64 letters, digits, spaces, `_`, `.`, `-` that starts with a letter or digit'),
);
const values = z.record(variable, text, expected('an object of strings by variable name'));
const environmentMap = z.record(
  environmentName,
  values,
  expected('a list, or an object by environment name'),
);
const environmentList = list(object({ name: environmentName, values: values.optional() }));

const auth = z.discriminatedUnion(
  'type',
  [
    object({ type: z.literal('bearer'), token: variable }),
    object({
      type: z.literal('apikey'),
      in: z.enum(['header', 'query'], expected('header or query')),
      name: filled,
      value: variable,
    }),
    object({ type: z.literal('basic'), username: variable, password: variable }),
    object({ type: z.literal('oauth2'), accessToken: variable, headerPrefix: text }),
    object({ type: z.literal('noauth') }),
  ],
  expected('an object whose type is bearer, apikey, basic, oauth2 or noauth'),
);

const ownVariable = object({
  name: variable,
  description: text.optional(),
  secret: flag.optional(),
  value: text.optional(),
  fills: list(filled).optional(),
  fillsWhen: list(object({ name: filled, sibling: filled, only: text })).optional(),
});

const headerRule = z.discriminatedUnion(
  'action',
  [
    object({ name: headerName, action: z.literal('drop') }),
    object({ name: headerName, action: z.literal('set'), value: text }),
  ],
  expected('an object whose action is drop or set'),
);

export const ownProfile = object({
  extends: z.enum([...PROFILES.keys()], expected([...PROFILES.keys()].join(', '))),
  name: filled,
  baseUrl: object({ variable, value: httpUrl }).partial(),
  auth,
  openOperations: list(operationKey),
  tokens: object({
    operation: tokenOperation,
    clientId: variable.optional(),
    clientSecret: variable.optional(),
    refreshToken: variable.optional(),
    expiresAt: variable.optional(),
  }),
  variables: list(ownVariable),
  headers: list(headerRule),
  rateLimit: object({ requests: count, perMs: count, perDay: count.optional() }),
  traceField: filled,
  specs: object({ from: httpUrl, modules: list(moduleName) }),
}).partial();

function object<Shape extends z.core.$ZodShape>(shape: Shape) {
  const keys = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? keys : `an object with the keys ${keys}`),
  });
}

function list<Element extends z.ZodType>(element: Element) {
  return z.array(element, expected('a list'));
}

function expected(what: string): { error: string } {
  return { error: what };
}
