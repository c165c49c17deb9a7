import { attach } from '../../../src/attach/attach.ts';
import { hoopai } from '../../../src/config/profiles/hoopai.ts';
import { assembleCollection } from '../../../src/emit/assemble-collection.ts';
import { readTemplate } from '../../../src/io/read-templates.ts';
import type { Collection } from '../../../src/model/collection.ts';
import { built, document, frozen } from '../built-from.ts';

const TEMPLATES = {
  requestTest: readTemplate('request-test.js'),
  webhookTest: readTemplate('webhook-test.js'),
  capture: readTemplate('capture.js'),
  restore: readTemplate('restore.js'),
  mockToken: readTemplate('mock-token.js'),
  captureTokens: readTemplate('capture-tokens.js'),
  refreshToken: readTemplate('refresh-token.js'),
};

/** What a build of these paths writes, frozen. */
export async function builtCollection(paths: object): Promise<Collection> {
  const { bundle } = await built(document({ paths }));
  const { value } = attach(bundle, { profile: hoopai, budget: 5000, templates: TEMPLATES });
  return frozen(assembleCollection(value));
}

export interface Boats {
  readonly listSummary?: string;
  readonly listDescription?: string;
  readonly limit?: number;
  readonly query?: readonly object[];
  readonly body?: object;
  readonly response?: object;
  readonly more?: object;
  readonly without?: string;
  readonly tag?: string;
}

/** The paths of a small API, with what a version of its spec says otherwise. */
export function boats(version: Boats = {}): object {
  const {
    listSummary = 'List boats',
    listDescription = 'All boats of the harbour.',
    tag = 'Boats',
  } = version;
  const boat = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } };
  const answer = {
    200: {
      description: 'A boat',
      content: {
        'application/json': { schema: boat, example: version.response ?? { id: 'b-1', name: 'Ada' } },
      },
    },
  };
  const limit = {
    name: 'limit',
    in: 'query',
    description: 'How many',
    schema: { type: 'integer' },
    example: version.limit ?? 10,
  };
  const id = { name: 'boatId', in: 'path', required: true, schema: { type: 'string' }, example: 'b-1' };
  const body = {
    content: {
      'application/json': { schema: { type: 'object' }, example: version.body ?? { name: 'Ada', length: 9 } },
    },
  };
  const paths: Record<string, object> = {
    '/boats': {
      get: {
        summary: listSummary,
        description: listDescription,
        tags: [tag],
        parameters: [limit, ...(version.query ?? [])],
        responses: answer,
      },
      post: { summary: 'Add boat', tags: [tag], requestBody: body, responses: answer },
    },
    '/boats/{boatId}': { get: { summary: 'Get boat', tags: [tag], parameters: [id], responses: answer } },
    '/crews': { get: { summary: 'List crews', tags: ['Crews'], responses: answer } },
    ...version.more,
  };
  if (version.without !== undefined) delete paths[version.without];
  return paths;
}
